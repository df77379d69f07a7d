import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { revealOldestApiKey } from '../../features/api-keys/api-key.ts'
import { getDefaultApplication } from '../../features/applications/application.ts'
import { findOwner } from '../../features/authentication/api-access.ts'
import { getEnvironmentOfKind } from '../../features/environments/environment.ts'
import { escapeHtml } from './render-guide.ts'

/** What guides say in place of keys. */
const placeholders = { apiKey: 'sk_example_123456789', clientId: 'client_123456789' }

/** The keys of the environment that guides are tried out in. */
export interface ReaderKeys {
  environmentName: string
  clientId: string
  /** Null where Staging has none that can be shown. */
  apiKey: string | null
}

/** Those of Staging for an owner who is signed in to the dashboard with this browser; else null. */
export async function findReaderKeys(
  deps: Deps,
  request: FastifyRequest,
): Promise<ReaderKeys | null> {
  if (!(await findOwner(deps, request))) return null
  const staging = await getEnvironmentOfKind(deps, 'staging')
  const [{ clientId }, apiKey] = await Promise.all([
    getDefaultApplication(deps, staging.id),
    deps.config.apiKey ?? revealOldestApiKey(deps, staging.id),
  ])
  return { environmentName: staging.name, clientId, apiKey }
}

export const hasPlaceholders = (html: string) =>
  Object.values(placeholders).some((placeholder) => html.includes(placeholder))

export function withKeys(html: string, { apiKey, clientId }: ReaderKeys): string {
  return html
    .replaceAll(placeholders.apiKey, () => escapeHtml(apiKey ?? placeholders.apiKey))
    .replaceAll(placeholders.clientId, () => escapeHtml(clientId))
}
