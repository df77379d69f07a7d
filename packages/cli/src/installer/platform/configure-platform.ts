import { applyConfiguration, type Change } from '../../configuration/configuration.ts'
import type { Connection } from '../../connection/connection.ts'
import type { Integration } from '../recipe.ts'

/** What an application registers at the platform, in the words of `latchkey.config.yaml`. */
export interface Registration {
  application: { sign_in_endpoint: string; homepage_url: string }
  redirect_uris: string[]
  sign_out_redirects: string[]
  cors_origins?: string[]
}

export function registrationOf(integration: Integration): Registration {
  const { origin, callbackPath, signInPath, signedOutPath, callsFromBrowser } = integration
  return {
    application: { sign_in_endpoint: origin + signInPath, homepage_url: origin },
    redirect_uris: [origin + callbackPath],
    sign_out_redirects: [origin + signedOutPath],
    ...(callsFromBrowser && { cors_origins: [origin] }),
  }
}

const CONFIGURATION = '/latchkey/configuration'

/** Registers the application, or only tells what that would change; what is there already stays. */
export async function configurePlatform(
  connection: Connection,
  registration: Partial<Registration>,
  { isRehearsal = false } = {},
): Promise<Change[]> {
  const environment = (await connection.isProduction()) ? 'production' : 'staging'
  const declaration = { environments: { [environment]: registration } }
  return applyConfiguration(connection, JSON.stringify(declaration), { dryRun: isRehearsal })
}

/** Whether the platform already sends people to another application, which would lose them. */
export function servesAnother(changes: readonly Change[]): boolean {
  return changes
    .flatMap(({ fields }) => fields)
    .some(({ field, from }) => field === 'sign_in_endpoint' && Boolean(from))
}

/** The client ID of the environment that a key opens; undefined where the platform does not tell. */
export async function clientIdOf(connection: Connection): Promise<string | undefined> {
  const response = await connection.send('GET', CONFIGURATION, { query: { people: 'false' } })
  const text = response.ok ? await response.text() : ''
  return /^ +client_id: ['"]?(client_\w+)/m.exec(text)?.[1]
}
