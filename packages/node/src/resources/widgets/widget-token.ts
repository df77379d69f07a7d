import { optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** What a widget may change. */
export const WidgetSessionTokenScopes = {
  WidgetsUsersTableManage: 'widgets:users-table:manage',
  WidgetsDomainVerificationManage: 'widgets:domain-verification:manage',
  WidgetsSSOManage: 'widgets:sso:manage',
  WidgetsApiKeysManage: 'widgets:api-keys:manage',
  WidgetsDsyncManage: 'widgets:dsync:manage',
  WidgetsAuditLogStreamingManage: 'widgets:audit-log-streaming:manage',
} as const
export type WidgetSessionTokenScopes =
  (typeof WidgetSessionTokenScopes)[keyof typeof WidgetSessionTokenScopes]

export const createTokenOptions = shape({
  /** The organization that the widget shows. */
  organizationId: string,
  /** The user who sees the widget. */
  userId: optional(string),
  scopes: optional(plain<WidgetSessionTokenScopes[]>()),
})
/** Whom a widget is for, and what it may change. */
export type CreateTokenOptions = Value<typeof createTokenOptions>
/** `CreateTokenOptions` as the wire carries it. */
export type SerializedCreateTokenOptions = Wire<typeof createTokenOptions>

export const widgetSessionToken = shape({ token: string })
/** The token that a widget is given in the browser. */
export type WidgetSessionTokenResponse = Value<typeof widgetSessionToken>
/** The same answer as the wire carries it. */
export type WidgetSessionTokenResponseWire = Wire<typeof widgetSessionToken>
