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

/** Registers the application; what is there already stays. Answers what is new, for the summary. */
export async function configurePlatform(
  connection: Connection,
  registration: Partial<Registration>,
): Promise<Change[]> {
  const environment = connection.isProduction ? 'production' : 'staging'
  const declaration = { environments: { [environment]: registration } }
  return applyConfiguration(connection, JSON.stringify(declaration))
}

/** Takes back a redirect URI that an installation added; false when the platform keeps it. */
export async function removeRedirectUri(connection: Connection, uri: string): Promise<boolean> {
  const path = '/user_management/redirect_uris'
  const { data } = await connection.call<{ data: { id: string; uri: string }[] }>('GET', path, {
    query: { limit: 100 },
  })
  const found = data.find((candidate) => candidate.uri === uri)
  if (!found) return true
  // The default one cannot be deleted before another is made it.
  return (await connection.send('DELETE', `${path}/${found.id}`)).ok
}
