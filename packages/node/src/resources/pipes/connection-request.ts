import { metadata, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { PipesOwnership } from './data-integration.ts'

/** Which provider, by its slug, such as `github`. */
interface OfIntegration {
  slug: string
}

/** Who connects an account, and for whom. */
const owner = {
  /** The member who acts for it where an organization is the owner. */
  userId: string,
  /** Required where an organization is the owner. */
  organizationId: optional(string),
  /** `user` when left out. */
  connectionOwner: optional(plain<PipesOwnership>()),
}

/** Another account beside the ones that are there. */
const addition = { connectionIntent: plain<'add'>() }

/** The account that `connectedAccountId` names, else the compatibility connection. */
const renewal = {
  connectedAccountId: optional(string),
  /** Goes with `connectedAccountId`. */
  connectionIntent: optional(plain<'reauthorize'>()),
}

const apiKey = { secret: string }

const clientCredentials = {
  clientId: string,
  clientSecret: string,
  /** What the provider needs to know of this account. */
  config: optional(metadata),
}

export const createApiKeyConnection = shape({ ...owner, ...addition, ...apiKey })

/** An API key of another account. */
export type DataIntegrationsCreateApiKeyConnectionRequest = Value<typeof createApiKeyConnection>
/** `DataIntegrationsCreateApiKeyConnectionRequest` as the wire carries it. */
export type DataIntegrationsCreateApiKeyConnectionRequestResponse = Wire<
  typeof createApiKeyConnection
>

/** An API key of another account, and its provider. */
export type CreateDataIntegrationApiKeyOptions = OfIntegration &
  DataIntegrationsCreateApiKeyConnectionRequest

export const upsertApiKey = shape({ ...owner, ...renewal, ...apiKey })

/** The new API key of an account. */
export type DataIntegrationsUpsertApiKeyRequest = Value<typeof upsertApiKey>
/** `DataIntegrationsUpsertApiKeyRequest` as the wire carries it. */
export type DataIntegrationsUpsertApiKeyRequestResponse = Wire<typeof upsertApiKey>

/** The new API key of an account, and its provider. */
export type UpdateDataIntegrationApiKeyOptions = OfIntegration & DataIntegrationsUpsertApiKeyRequest

export const createClientCredentialsConnection = shape({
  ...owner,
  ...addition,
  ...clientCredentials,
})

/** Client credentials of another account. */
export type DataIntegrationsCreateClientCredentialsConnectionRequest = Value<
  typeof createClientCredentialsConnection
>
/** `DataIntegrationsCreateClientCredentialsConnectionRequest` as the wire carries it. */
export type DataIntegrationsCreateClientCredentialsConnectionRequestResponse = Wire<
  typeof createClientCredentialsConnection
>

/** Client credentials of another account, and its provider. */
export type CreateDataIntegrationClientCredentialOptions = OfIntegration &
  DataIntegrationsCreateClientCredentialsConnectionRequest

export const upsertClientCredentials = shape({ ...owner, ...renewal, ...clientCredentials })

/** The new client credentials of an account. */
export type DataIntegrationsUpsertClientCredentialsRequest = Value<typeof upsertClientCredentials>
/** `DataIntegrationsUpsertClientCredentialsRequest` as the wire carries it. */
export type DataIntegrationsUpsertClientCredentialsRequestResponse = Wire<
  typeof upsertClientCredentials
>

/** The new client credentials of an account, and its provider. */
export type UpdateDataIntegrationClientCredentialsOptions = OfIntegration &
  DataIntegrationsUpsertClientCredentialsRequest

export const authorizationRequest = shape({
  ...owner,
  /** Where the browser goes once the provider has answered. */
  returnTo: optional(string),
  /** What the provider needs to know of this account, such as the `subdomain` of Zendesk. */
  config: optional(metadata),
})

/** Who is about to allow access to an account. */
export type DataIntegrationsGetDataIntegrationAuthorizeUrlRequest = Value<
  typeof authorizationRequest
>
/** `DataIntegrationsGetDataIntegrationAuthorizeUrlRequest` as the wire carries it. */
export type DataIntegrationsGetDataIntegrationAuthorizeUrlRequestResponse = Wire<
  typeof authorizationRequest
>

/** Who is about to allow access to an account, and at which provider. */
export type AuthorizeDataIntegrationOptions = OfIntegration &
  DataIntegrationsGetDataIntegrationAuthorizeUrlRequest

export const authorizationUrl = shape({ url: string })

/** Where the browser is sent to, so that the person can allow access. */
export type DataIntegrationAuthorizeUrlResponse = Value<typeof authorizationUrl>
/** `DataIntegrationAuthorizeUrlResponse` as the wire carries it. */
export type DataIntegrationAuthorizeUrlResponseWire = Wire<typeof authorizationUrl>
