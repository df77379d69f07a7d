import { nullable, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { ConnectedAccountState } from '../pipes/connected-account.ts'

/** The states of an account, and that it is gone. */
export type PipesConnectedAccountState = ConnectedAccountState | 'disconnected'

export const pipesConnectedAccount = shape({
  object: plain<'connected_account'>(),
  id: string,
  dataIntegrationId: string,
  providerSlug: string,
  userId: nullable(string),
  organizationId: nullable(string),
  scopes: plain<string[]>(),
  state: plain<PipesConnectedAccountState>(),
  createdAt: string,
  updatedAt: string,
})

/** An account at a provider, as events tell of it. */
export type PipesConnectedAccount = Value<typeof pipesConnectedAccount>
/** `PipesConnectedAccount` as the wire carries it. */
export type PipesConnectedAccountResponse = Wire<typeof pipesConnectedAccount>

export const pipesConnectionFailed = shape({
  object: plain<'connection_failed'>(),
  dataIntegrationId: string,
  providerSlug: string,
  userId: nullable(string),
  organizationId: nullable(string),
  errorCode: string,
  errorReason: nullable(string),
  /** The provider's own code. */
  providerError: nullable(string),
  providerErrorDescription: nullable(string),
  createdAt: string,
})

/** Why an account at a provider could not be connected. */
export type PipesConnectionFailed = Value<typeof pipesConnectionFailed>
/** `PipesConnectionFailed` as the wire carries it. */
export type PipesConnectionFailedResponse = Wire<typeof pipesConnectionFailed>
