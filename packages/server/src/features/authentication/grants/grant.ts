import type { Deps } from '../../../deps.ts'
import type { Client } from '../client.ts'
import type { Identified } from '../identified.ts'

/** What every grant of the authenticate endpoint is asked with. */
export interface TokenRequest {
  grantType: string
  clientId: string
  clientSecret: string | undefined
  ipAddress: string | null
  userAgent: string | null
  /** A parameter of the body; `invalid_request` when it is missing. */
  required(name: string): string
  optional(name: string): string | undefined
}

/** One way to prove who somebody is. */
export type Grant = (deps: Deps, client: Client, request: TokenRequest) => Promise<Identified>
