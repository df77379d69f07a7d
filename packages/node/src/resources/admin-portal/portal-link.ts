import { optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** What an administrator opens the Admin Portal for. */
export const GenerateLinkIntent = {
  SSO: 'sso',
  DSync: 'dsync',
  AuditLogs: 'audit_logs',
  LogStreams: 'log_streams',
  DomainVerification: 'domain_verification',
  CertificateRenewal: 'certificate_renewal',
  BringYourOwnKey: 'bring_your_own_key',
} as const
export type GenerateLinkIntent = (typeof GenerateLinkIntent)[keyof typeof GenerateLinkIntent]

const ssoIntentOptions = shape({
  bookmarkSlug: optional(string),
  /** The identity provider whose set-up is shown at once. */
  providerType: optional(plain<'GoogleSAML'>()),
})
/** What the set-up of single sign-on starts with. */
export type SSOIntentOptions = Value<typeof ssoIntentOptions>
/** The same options as the wire carries them. */
export type SSOIntentOptionsResponse = Wire<typeof ssoIntentOptions>

const intentOptions = shape({ sso: ssoIntentOptions })
/** What the Admin Portal starts with, by intent. */
export type IntentOptions = Value<typeof intentOptions>
/** The same options as the wire carries them. */
export type IntentOptionsResponse = Wire<typeof intentOptions>

export const generateLink = shape({
  /** Where the logo of the portal leads. */
  returnUrl: optional(string),
  /** Where the administrator goes when the set-up is done. */
  successUrl: optional(string),
  /** ID of the organization, `org_…`. */
  organization: string,
  intent: optional(plain<GenerateLinkIntent>()),
  intentOptions: optional(intentOptions),
  /** Email addresses of those who get the link, at most 20. */
  adminEmails: optional(plain<string[]>()),
})
/** For whom and for what a link to the Admin Portal is. */
export type GenerateLink = Value<typeof generateLink>
/** The same as the wire carries it. */
export type GenerateLinkResponse = Wire<typeof generateLink>

/** As `GenerateLink`, with any provider type: there are more of them than there are names here. */
export type GenerateLinkOptions = Omit<GenerateLink, 'intentOptions'> & {
  intentOptions?: { sso: Omit<SSOIntentOptions, 'providerType'> & { providerType?: string } }
}

/** A link to the Admin Portal. It works for some minutes. */
export interface PortalLinkResponse {
  link: string
}
/** The same answer as the wire carries it. */
export type PortalLinkResponseWire = PortalLinkResponse

export const portalLink = plain<PortalLinkResponse>()
