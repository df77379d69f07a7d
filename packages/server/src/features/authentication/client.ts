import type { Deps } from '../../deps.ts'
import { invalidClient } from '../../errors/errors.ts'
import { findApiKeyByValue } from '../api-keys/api-key.ts'
import { type Application, findApplicationByClientId } from '../applications/application.ts'
import { type Environment, getEnvironment } from '../environments/environment.ts'

/** The application that asks, and whether it proved to be itself. */
export interface Client {
  application: Application
  environment: Environment
  /** False for public clients, which have no secret to keep and prove themselves by PKCE. */
  isConfidential: boolean
}

/**
 * Who asks: the client id names the application, and the client secret, which is an API key of its
 * environment, proves it. The `Authorization` header plays no part here.
 */
export async function authenticateClient(
  deps: Deps,
  credentials: { clientId: string; clientSecret: string | undefined },
): Promise<Client> {
  const [application, apiKey] = await Promise.all([
    findApplicationByClientId(deps, credentials.clientId),
    credentials.clientSecret === undefined
      ? undefined
      : findApiKeyByValue(deps, credentials.clientSecret),
  ])
  if (!application || apiKey === null) throw invalidClient()
  if (apiKey && apiKey.environmentId !== application.environmentId) throw invalidClient()
  const environment = await getEnvironment(deps, application.environmentId)
  return { application, environment, isConfidential: apiKey !== undefined }
}
