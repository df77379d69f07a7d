import { ConfigError } from '../../config/config.ts'
import { oneProcessAtATime } from '../../db/migrate.ts'
import type { Deps } from '../../deps.ts'
import { createApiKey, listApiKeys, lookUpApiKey } from '../api-keys/api-key.ts'
import { type Application, ensureDefaultApplication } from '../applications/application.ts'
import { createMissingEnvironments, type Environment } from '../environments/environment.ts'
import { adoptRestoredEvents } from '../events/event.ts'
import { replaceRedirects } from '../redirects/redirect.ts'
import { ensureRoles } from '../roles/role.ts'
import { ensureSetUpToken } from '../set-up-tokens/set-up-token.ts'
import { ensureSigningKeys } from '../signing-keys/signing-key.ts'

/** What a start found or made, for the terminal. */
export interface Installation {
  stagingClientId: string
  /** The value of staging's first key; null on every start but the one that made it. */
  newStagingApiKey: string | null
  /** Where the first owner creates their account; null once there is one. */
  setUpUrl: string | null
}

/**
 * Makes whatever an installation needs and does not have yet: environments with their application,
 * signing key, roles and API key, and the link for the first owner. Every start runs it; of several at
 * once each waits for the one before.
 */
export async function prepareInstallation(deps: Deps): Promise<Installation> {
  return oneProcessAtATime(deps.db, () => makeWhatIsMissing(deps))
}

async function makeWhatIsMissing(deps: Deps): Promise<Installation> {
  await adoptRestoredEvents(deps.db)
  const environments = await createMissingEnvironments(deps)
  await ensureSigningKeys(
    deps,
    environments.map(({ id }) => id),
  )
  const applications: Application[] = []
  for (const environment of environments) {
    applications.push(await prepareEnvironment(deps, environment))
  }
  const staging = environments.findIndex(({ kind }) => kind === 'staging')
  const [environment, application] = [environments[staging], applications[staging]]
  if (!environment || !application) throw new Error('There is no staging environment.')
  const setUpToken = await ensureSetUpToken(deps)
  return {
    stagingClientId: application.clientId,
    newStagingApiKey: await prepareStagingKey(deps, environment),
    setUpUrl: setUpToken && setUpUrlOf(deps, setUpToken),
  }
}

export const setUpUrlOf = ({ config }: Deps, setUpToken: string) =>
  `${config.baseUrl}/dashboard/set-up?token=${setUpToken}`

const applicationNames = {
  staging: 'Your application',
  production: 'Your application',
  system: 'Latchkey',
}

async function prepareEnvironment(deps: Deps, environment: Environment): Promise<Application> {
  const application = await ensureDefaultApplication(deps, environment.id, {
    name: applicationNames[environment.kind],
    clientId: environment.kind === 'staging' ? deps.config.clientId : undefined,
  })
  if (environment.kind === 'system') {
    // The dashboard moves with the server's address.
    const callback = `${deps.config.baseUrl}/dashboard/callback`
    await replaceRedirects(deps, deps.db, 'redirect_uris', application, callback)
  } else {
    await ensureRoles(deps, environment.id)
  }
  return application
}

async function prepareStagingKey(deps: Deps, staging: Environment): Promise<string | null> {
  const pinned = deps.config.apiKey
  if (pinned) {
    const existing = await lookUpApiKey(deps, pinned)
    if (!existing) {
      await createApiKey(deps, staging, 'Pinned by LATCHKEY_API_KEY', { pinnedValue: pinned })
    } else if (existing.environmentId !== staging.id) {
      throw new ConfigError('LATCHKEY_API_KEY is a key of another environment than staging.')
    }
    return existing ? null : pinned
  }
  if ((await listApiKeys(deps, staging.id)).length > 0) return null
  return (await createApiKey(deps, staging, 'Default')).value
}
