import { CommandError } from '../../command/command-error.ts'
import type { Connection } from '../../connection/connection.ts'
import type { Integration } from '../recipe.ts'

/** What an application registers at the platform, in the words of the dashboard's Redirects room. */
export interface Registration {
  redirectUri: string
  signOutRedirect: string
  signInEndpoint: string
  homepage: string
  corsOrigin: string | null
}

export function registrationOf(integration: Integration): Registration {
  const { origin, callbackPath, signInPath, signedOutPath, callsFromBrowser } = integration
  return {
    redirectUri: origin + callbackPath,
    signOutRedirect: origin + signedOutPath,
    signInEndpoint: origin + signInPath,
    homepage: origin,
    corsOrigin: callsFromBrowser ? origin : null,
  }
}

/**
 * Registers the application. What is there already counts as done, so it may be repeated at will.
 * Answers what it added, for `undo`.
 */
export async function configurePlatform(
  connection: Connection,
  { redirectUri, signOutRedirect, signInEndpoint, homepage, corsOrigin }: Registration,
): Promise<Record<string, string[]>> {
  const added: Record<string, string[]> = {}
  if (await create(connection, '/user_management/redirect_uris', { uri: redirectUri })) {
    added.redirect_uris = [redirectUri]
  }
  if (
    corsOrigin &&
    (await create(connection, '/user_management/cors_origins', { origin: corsOrigin }))
  ) {
    added.cors_origins = [corsOrigin]
  }
  await connection.call('PUT', '/user_management/app_homepage_url', { body: { url: homepage } })
  await configureSignOut(connection, signOutRedirect, signInEndpoint)
  return added
}

/** False when it was there already. */
async function create(connection: Connection, path: string, body: object): Promise<boolean> {
  try {
    await connection.call('POST', path, { body })
    return true
  } catch (error) {
    if (error instanceof CommandError && /already exists/.test(error.message)) return false
    throw error
  }
}

/** These two have no published route: they go the way of the configuration file. */
async function configureSignOut(connection: Connection, redirect: string, endpoint: string) {
  await connection.call('POST', '/latchkey/configuration', {
    body: { sign_out_redirects: [redirect], sign_in_endpoint: endpoint },
  })
}
