import { CommandError, usageError } from '../../command/command-error.ts'
import type { Context } from '../../command/context.ts'
import { type Connection, openConnection } from '../../connection/connection.ts'
import { readProfiles } from '../../connection/profiles.ts'
import { defaultUrl, findNamedUrl } from '../../connection/settings.ts'
import type { Environment } from '../../environment/environment.ts'
import { readJournal } from '../changes/journal.ts'
import { clientIdOf } from './configure-platform.ts'
import { openDevelopment } from './development-server.ts'
import {
  findLocalPlatform,
  isHealthy,
  type StartedPlatform,
  startLocalPlatform,
  stopLocalPlatform,
} from './local-platform.ts'

export interface PlatformOptions {
  url?: string
  apiKey?: string
  environment?: string
  clientId?: string
  /** Start one for this project, also where another one runs. */
  newPlatform?: boolean
}

/** A platform that answers, and what an application needs to use it. */
export interface Platform {
  connection: Connection
  clientId: string
  /**
   * How we came to it: options or settings name it, it was started for this project before, it runs
   * on this machine for whatever reason, or it was started just now.
   */
  origin: 'named' | 'own' | 'found' | 'started'
  started?: StartedPlatform
}

/** The platform to configure: one that runs, else one that is started for this project. */
export async function findPlatform(context: Context, options: PlatformOptions): Promise<Platform> {
  const { environment } = context
  return (
    (await findRunningPlatform(context, options)) ??
    startPlatform(context, await earlierUrl(environment))
  )
}

/**
 * The one that options, the environment or the project's own settings name, else the one that was
 * started for this project, else the person's stored environment, else one that runs on this
 * machine. Null when one has to be started.
 */
export async function findRunningPlatform(
  context: Context,
  options: PlatformOptions,
): Promise<Platform | null> {
  const { environment } = context
  const isChosen = Boolean(options.url || options.apiKey || options.environment)
  if (isChosen && options.newPlatform) throw startedAndNamed()
  const named = isChosen ? undefined : await findNamedUrl(environment)
  if (isChosen || (named && !mayBeStarted(named))) return namedPlatform(context, options)
  if (named && (await isHealthy(environment, named.url))) {
    return settledPlatform(context, options, named.url)
  }
  const earlier = await earlierUrl(environment)
  const own = await ownPlatform(context, earlier)
  if (own || earlier || options.newPlatform) return own
  const stored = await storedPlatform(context)
  if (stored) return stored
  const found = await openDevelopment(environment, defaultUrl)
  return found && { ...found, origin: 'found' }
}

/** The development server that runs for this folder or on this machine, at this port if one is named. */
export async function findDevelopment({ environment }: Context, port?: number) {
  if (port !== undefined) return openDevelopment(environment, `http://localhost:${port}`)
  const local = await findLocalPlatform(environment, environment.cwd)
  return openDevelopment(environment, local?.url ?? defaultUrl)
}

/** Where the project's settings, or an earlier installation, say that its platform is. */
async function earlierUrl(environment: Environment): Promise<string | undefined> {
  const named = await findNamedUrl(environment)
  if (named) return named.url
  const { url = null } = readJournal(environment.cwd) ?? {}
  return url !== null && isLocal(url) ? url : undefined
}

/** Where one would be started, as far as nobody has its port. */
export const urlOfNext = async (environment: Environment) =>
  (await earlierUrl(environment)) ?? defaultUrl

const isLocal = (url: string) => new URL(url).hostname === 'localhost'

/** Settings of the project itself that lead to this machine: perhaps we started what was there. */
const mayBeStarted = ({ url, file }: { url: string; file: string | undefined }) =>
  file !== undefined && isLocal(url)

/** Starts one for this project, at the port of an earlier one where its settings still name that. */
export async function startPlatform(context: Context, earlier?: string): Promise<Platform> {
  const { environment, output } = context
  const { hostname, port } = new URL(earlier ?? defaultUrl)
  const wanted = hostname === 'localhost' && port ? Number(port) : undefined
  const started = await output.step('Starting a platform for this project', () =>
    startLocalPlatform(environment, environment.cwd, wanted),
  )
  const opened = await openDevelopment(environment, started.url)
  if (opened) return { ...opened, origin: 'started', started }
  await stopLocalPlatform(environment, environment.cwd)
  throw noKeys(started.url)
}

/** By the key in the project's settings, unless the platform there was made anew since. */
async function settledPlatform(
  context: Context,
  options: PlatformOptions,
  url: string,
): Promise<Platform> {
  try {
    return await namedPlatform(context, options)
  } catch (error) {
    const anew = await openDevelopment(context.environment, url)
    if (!anew) throw error
    return { ...anew, origin: 'own' }
  }
}

/** The one that was started for this project, or that an earlier installation registered it at. */
async function ownPlatform(
  { environment }: Context,
  earlier: string | undefined,
): Promise<Platform | null> {
  const running = await findLocalPlatform(environment, environment.cwd)
  for (const url of [running?.url, earlier]) {
    const opened = url && (await openDevelopment(environment, url))
    if (opened) return { ...opened, origin: 'own' }
  }
  return null
}

async function namedPlatform(context: Context, { clientId }: PlatformOptions): Promise<Platform> {
  const connection = await context.connect()
  // Any small read: a wrong key or an address where nothing answers is found before anything is planned.
  await connection.call('GET', '/organizations', { query: { limit: 1 } })
  const known = clientId ?? (await clientIdOf(connection))
  if (known) return { connection, clientId: known, origin: 'named' }
  throw clientIdMissing()
}

/** What the person works with, unless people sign in there for real: that has to be said outright. */
async function storedPlatform({ environment }: Context): Promise<Platform | null> {
  const { active, environments } = await readProfiles(environment)
  const profile = active === null ? undefined : environments[active]
  if (!profile) return null
  const source = `the environment "${active}"`
  const connection = await openConnection(environment, { ...profile, source })
  if (await connection.isProduction()) return null
  await connection.call('GET', '/organizations', { query: { limit: 1 } })
  const clientId = profile.clientId ?? (await clientIdOf(connection))
  if (!clientId) throw clientIdMissing()
  return { connection, clientId, origin: 'named' }
}

function startedAndNamed(): CommandError {
  return usageError(
    '--new-platform starts one, and the other options name one.',
    'Leave out --new-platform, or --url, --api-key and --environment.',
  )
}

function clientIdMissing(): CommandError {
  return new CommandError('client_id_missing', 'The client ID of that environment is not known.', {
    recovery: 'Give it with --client-id. It is on the Overview page of the dashboard.',
  })
}

function noKeys(url: string): CommandError {
  return new CommandError('no_development_keys', `The platform at ${url} does not tell its keys.`, {
    recovery: 'Give them: --api-key sk_test_… --client-id client_…',
  })
}
