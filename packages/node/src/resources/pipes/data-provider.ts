import { list, optional, orNull, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import { type ConnectedAccountAuthMethod, connectedAccount } from './connected-account.ts'
import type { PipesOwnership } from './data-integration.ts'

/** `PipesOwnership` in the words of the first version. */
export const DataIntegrationsListResponseDataOwnership = {
  UserlandUser: 'userland_user',
  Organization: 'organization',
} as const
export type DataIntegrationsListResponseDataOwnership =
  (typeof DataIntegrationsListResponseDataOwnership)[keyof typeof DataIntegrationsListResponseDataOwnership]

const accountOfProvider = shape({
  ...connectedAccount.fields,
  /** @deprecated Use `userId`. */
  userlandUserId: orNull(string),
})

/** A connected account in the list of providers. */
export type DataIntegrationsListResponseDataConnectedAccount = Value<typeof accountOfProvider>
/** `DataIntegrationsListResponseDataConnectedAccount` as the wire carries it. */
export type DataIntegrationsListResponseDataConnectedAccountResponse = Wire<
  typeof accountOfProvider
>

const dataProvider = shape({
  object: plain<'data_provider'>(),
  id: string,
  /** To be shown, such as `GitHub`. */
  name: string,
  description: orNull(string),
  /** The provider in requests, such as `github`. */
  slug: string,
  integrationType: string,
  credentialsType: string,
  scopes: orNull(list(string)),
  authMethods: optional(plain<ConnectedAccountAuthMethod[]>()),
  connectionOwner: optional(plain<PipesOwnership>()),
  /** @deprecated Use `connectionOwner`. */
  ownership: plain<DataIntegrationsListResponseDataOwnership>(),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
  /** The compatibility connection. */
  connectedAccount: orNull(accountOfProvider),
  /** All connections where the request asked for several, else the compatibility connection. */
  connectedAccounts: optional(list(accountOfProvider)),
})

/** A provider, and the accounts that somebody has connected to it. */
export type DataIntegrationsListResponseData = Value<typeof dataProvider>
/** `DataIntegrationsListResponseData` as the wire carries it. */
export type DataIntegrationsListResponseDataResponse = Wire<typeof dataProvider>

export const dataProviders = shape({ object: plain<'list'>(), data: list(dataProvider) })

/** The providers, all of them at once. */
export type DataIntegrationsListResponse = Value<typeof dataProviders>
/** `DataIntegrationsListResponse` as the wire carries it. */
export type DataIntegrationsListResponseWire = Wire<typeof dataProviders>

/** Whose accounts are listed. */
export interface ListUserDataProvidersOptions {
  userId: string
  /** Only accounts that the user connected within this organization. */
  organizationId?: string
  /** True to see all accounts. Only the compatibility connection is seen when left out. */
  supportsMultipleConnections?: boolean
}

/** Whose accounts are listed. */
export interface ListOrganizationDataProvidersOptions {
  organizationId: string
  /** True to see all accounts. Only the compatibility connection is seen when left out. */
  supportsMultipleConnections?: boolean
}
