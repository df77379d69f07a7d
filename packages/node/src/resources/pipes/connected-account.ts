import { date, list, metadata, named, optional, orNull, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** How an account was connected. */
export const ConnectedAccountAuthMethod = {
  OAuth: 'oauth',
  ApiKey: 'api_key',
  ClientCredentials: 'client_credentials',
} as const
export type ConnectedAccountAuthMethod =
  (typeof ConnectedAccountAuthMethod)[keyof typeof ConnectedAccountAuthMethod]

/** Which of several accounts of one owner this is. */
export const ConnectedAccountConnectionRole = {
  /** The one that is used unless the application asks for several. */
  Compatibility: 'compatibility',
  Standard: 'standard',
} as const
export type ConnectedAccountConnectionRole =
  (typeof ConnectedAccountConnectionRole)[keyof typeof ConnectedAccountConnectionRole]

/** Whether the provider still grants access. */
export const ConnectedAccountState = {
  Connected: 'connected',
  /** The person has to allow access again, such as for more scopes. */
  NeedsReauthorization: 'needs_reauthorization',
  Disconnected: 'disconnected',
} as const
export type ConnectedAccountState =
  (typeof ConnectedAccountState)[keyof typeof ConnectedAccountState]

/** The states that an application can give to an account. */
export const ConnectedAccountInputState = {
  Connected: 'connected',
  NeedsReauthorization: 'needs_reauthorization',
} as const
export type ConnectedAccountInputState =
  (typeof ConnectedAccountInputState)[keyof typeof ConnectedAccountInputState]

export const connectedAccount = shape({
  object: plain<'connected_account'>(),
  id: string,
  connectionRole: optional(plain<ConnectedAccountConnectionRole>()),
  /** The account as the provider knows it. Two connections can have the same. */
  accountIdentifier: optional(orNull(string)),
  accountDisplayName: optional(orNull(string)),
  userId: orNull(string),
  organizationId: orNull(string),
  scopes: list(string),
  authMethod: optional(plain<ConnectedAccountAuthMethod>()),
  apiKeyLast4: optional(named('api_key_last_4', orNull(string))),
  clientId: optional(orNull(string)),
  clientSecretLast4: optional(named('client_secret_last_4', orNull(string))),
  /** What the provider needs to know of this account. Without secrets. */
  config: optional(metadata),
  state: plain<ConnectedAccountState>(),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** Access to one account at a provider, of a user or shared by an organization. */
export type ConnectedAccount = Value<typeof connectedAccount>
/** `ConnectedAccount` as the wire carries it. */
export type ConnectedAccountResponse = Wire<typeof connectedAccount>

export const connectedAccountInput = shape({
  accessToken: optional(string),
  refreshToken: optional(string),
  /** Of the access token. Required where it expires. */
  expiresAt: optional(date),
  scopes: optional(list(string)),
  /** Follows from the tokens when left out. */
  state: optional(plain<ConnectedAccountInputState>()),
})

/** Tokens that the application got from the provider itself. */
export type ConnectedAccountInput = Value<typeof connectedAccountInput>
/** `ConnectedAccountInput` as the wire carries it. */
export type ConnectedAccountInputResponse = Wire<typeof connectedAccountInput>

/** `add` to connect another account beside the ones that are there. */
const connectionIntent = optional(plain<'add'>())

export const createConnectedAccount = shape({ ...connectedAccountInput.fields, connectionIntent })

/** Tokens of a user. */
export type CreateConnectedAccount = Value<typeof createConnectedAccount>
/** `CreateConnectedAccount` as the wire carries it. */
export type CreateConnectedAccountResponse = Wire<typeof createConnectedAccount>

export const organizationConnectedAccount = shape({
  ...connectedAccountInput.fields,
  /** The member who acts for the organization. */
  userId: string,
})

/** Tokens of an organization, brought by a member. */
export type OrganizationConnectedAccount = Value<typeof organizationConnectedAccount>
/** `OrganizationConnectedAccount` as the wire carries it. */
export type OrganizationConnectedAccountResponse = Wire<typeof organizationConnectedAccount>

export const createOrganizationConnectedAccount = shape({
  ...organizationConnectedAccount.fields,
  connectionIntent,
})

/** Tokens of an organization, brought by a member. */
export type CreateOrganizationConnectedAccount = Value<typeof createOrganizationConnectedAccount>
/** `CreateOrganizationConnectedAccount` as the wire carries it. */
export type CreateOrganizationConnectedAccountResponse = Wire<
  typeof createOrganizationConnectedAccount
>
