import { CommandError } from '../../command/command-error.ts'
import { applyConfiguration, type Change } from '../../configuration/configuration.ts'
import type { Connection } from '../../connection/connection.ts'
import { refusalError } from '../../connection/explain.ts'
import { readOwnKey } from '../../connection/own-key.ts'
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

/** Of these the first is the default one. */
const LISTS = ['redirect_uris', 'sign_out_redirects'] as const

type Lists = Partial<Pick<Registration, (typeof LISTS)[number]>>

/** Registers the application, or only tells what that would change; what is there already stays. */
export async function configurePlatform(
  connection: Connection,
  registration: Partial<Registration>,
  { isRehearsal = false } = {},
): Promise<Change[]> {
  const present = await readLists(connection)
  const lists = LISTS.filter((list) => registration[list]).map((list) => [
    list,
    [...new Set([...(present[list] ?? []), ...(registration[list] ?? [])])],
  ])
  return declare(connection, { ...registration, ...Object.fromEntries(lists) }, isRehearsal)
}

/** What another application registered. It is named first, so that its default stays the default. */
async function readLists(connection: Connection): Promise<Lists> {
  const response = await connection.send('GET', CONFIGURATION, { query: { people: 'false' } })
  const text = await response.text()
  if (response.ok) {
    const { parse } = await import('yaml')
    return parse(text)?.environments?.[kindOf(connection)] ?? {}
  }
  // Sending the configuration tells what is wrong with the key, or with the platform's age.
  if (response.status === 401 || response.status === 404) return {}
  throw refusalError(response.status, jsonOf(text), response.headers.get('x-request-id') ?? '')
}

function declare(
  connection: Connection,
  registration: Partial<Registration>,
  isRehearsal: boolean,
): Promise<Change[]> {
  const declaration = { environments: { [kindOf(connection)]: registration } }
  return applyConfiguration(connection, JSON.stringify(declaration), { dryRun: isRehearsal })
}

const kindOf = ({ isProduction }: Connection) => (isProduction ? 'production' : 'staging')

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Whether the platform already sends people to another application, which would lose them. */
export function servesAnother(changes: readonly Change[]): boolean {
  return changes
    .flatMap(({ fields }) => fields)
    .some(({ field, from }) => field === 'sign_in_endpoint' && Boolean(from))
}

/** The client ID of the environment that a key opens; undefined where the platform does not tell. */
export async function clientIdOf(connection: Connection): Promise<string | undefined> {
  try {
    return (await readOwnKey(connection)).client_id
  } catch (error) {
    if (error instanceof CommandError && isMissing(error)) return undefined
    throw error
  }
}

/** An older platform does not have the route, and says so in either way. */
const isMissing = ({ code, details }: CommandError) =>
  code === 'endpoint_not_found' || (details as { status?: number } | undefined)?.status === 404

/** Takes back a redirect URI that an installation added; false when the platform keeps it. */
export async function removeRedirectUri(connection: Connection, uri: string): Promise<boolean> {
  const path = '/user_management/redirect_uris'
  const { data } = await connection.call<{ data: { id: string; uri: string }[] }>('GET', path, {
    query: { limit: 100 },
  })
  const found = data.find((candidate) => candidate.uri === uri)
  if (!found) return true
  const remove = () => connection.send('DELETE', `${path}/${found.id}`)
  if ((await remove()).ok) return true
  // The default one goes when another is the default; the only one stays.
  const other = data.find((candidate) => candidate.uri !== uri)
  if (!other) return false
  await declare(connection, { redirect_uris: [other.uri] }, false)
  return (await remove()).ok
}
