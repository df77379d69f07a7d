import { CommandError } from '../../command/command-error.ts'
import {
  applyConfiguration,
  type Change,
  environmentOf,
  exportConfiguration,
} from '../../configuration/configuration.ts'
import type { Connection } from '../../connection/connection.ts'
import { readOwnKey } from '../../connection/own-key.ts'
import type { Integration } from '../recipe.ts'

/** What an application registers at the platform, in the words of `latchkey.config.yaml`. */
interface Registration {
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

/** Of these the first is the default one. */
const listNames = ['redirect_uris', 'sign_out_redirects'] as const

type Lists = Partial<Pick<Registration, (typeof listNames)[number]>>

/** Registers the application, or only tells what that would change; what is there already stays. */
export async function configurePlatform(
  connection: Connection,
  registration: Partial<Registration>,
  { isRehearsal = false } = {},
): Promise<Change[]> {
  const present = await readLists(connection)
  const lists = listNames
    .filter((list) => registration[list])
    .map((list) => [list, [...new Set([...(present[list] ?? []), ...(registration[list] ?? [])])]])
  const declared = { ...registration, ...Object.fromEntries(lists) }
  const declaration = { environments: { [await environmentOf(connection)]: declared } }
  return applyConfiguration(connection, JSON.stringify(declaration), { dryRun: isRehearsal })
}

/** What another application registered. It is named first, so that its default stays the default. */
async function readLists(connection: Connection): Promise<Lists> {
  const text = await exportConfiguration(connection, { withPeople: false })
  const { parse } = await import('yaml')
  return parse(text)?.environments?.[await environmentOf(connection)] ?? {}
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
