import { CommandError } from '../../command/command-error.ts'
import type { Context } from '../../command/context.ts'
import { type Connection, openConnection } from '../../connection/connection.ts'
import { defaultUrl } from '../../connection/settings.ts'
import { findLocalPlatform, startLocalPlatform } from './local-platform.ts'

export interface PlatformOptions {
  url?: string
  apiKey?: string
  environment?: string
  clientId?: string
}

/** A platform that answers, and what an application needs to use it. */
export interface Platform {
  connection: Connection
  clientId: string
  /** How it came to run, for the summary. */
  origin: 'named' | 'found' | 'started'
}

/**
 * The platform to configure: the one that options or `LATCHKEY_URL` name, else the one that runs for
 * this project or on this machine, else one that is started for this project.
 */
export async function findPlatform(context: Context, options: PlatformOptions): Promise<Platform> {
  const { environment } = context
  const isNamed =
    options.url || options.apiKey || options.environment || environment.env.LATCHKEY_URL
  if (isNamed) return namedPlatform(context, options)
  const found = await findDevelopment(context)
  if (found) return { ...found, origin: 'found' }
  const started = await context.output.step('Starting a platform for this project', () =>
    startLocalPlatform(environment, environment.cwd),
  )
  const opened = await openDevelopment(context, started.url)
  if (!opened) throw noKeys(started.url)
  return { ...opened, origin: 'started' }
}

/** The development server that runs for this folder or on this machine, at this port if one is named. */
export async function findDevelopment(context: Context, port?: number) {
  const { environment } = context
  if (port !== undefined) return openDevelopment(context, `http://localhost:${port}`)
  const local = await findLocalPlatform(environment, environment.cwd)
  return openDevelopment(context, local?.url ?? defaultUrl)
}

async function namedPlatform(context: Context, { clientId }: PlatformOptions): Promise<Platform> {
  const connection = await context.connect()
  // Any small read: a wrong key or an address where nothing answers is found before anything is planned.
  await connection.call('GET', '/organizations', { query: { limit: 1 } })
  const development = await openDevelopment(context, connection.url)
  const known =
    clientId ??
    (development?.connection.apiKey === connection.apiKey ? development.clientId : undefined) ??
    context.environment.env.WORKOS_CLIENT_ID
  if (known) return { connection, clientId: known, origin: 'named' }
  throw new CommandError('client_id_missing', 'The client ID of that environment is not known.', {
    recovery: 'Give it with --client-id. It is on the Overview page of the dashboard.',
  })
}

/** Opens a development server by the keys that it tells on its own machine; null elsewhere. */
async function openDevelopment({ environment }: Context, url: string) {
  try {
    const response = await environment.fetch(`${url}/_dev/environment`, {
      signal: AbortSignal.timeout(5_000),
    })
    if (!response.ok) return null
    const { api_key: apiKey, client_id: clientId } = await response.json()
    if (typeof apiKey !== 'string' || typeof clientId !== 'string') return null
    const source = 'the development server on this machine'
    return { connection: await openConnection(environment, { url, apiKey, source }), clientId }
  } catch {
    return null
  }
}

function noKeys(url: string): CommandError {
  return new CommandError('no_development_keys', `The platform at ${url} does not tell its keys.`, {
    recovery: 'Give them: --api-key sk_test_… --client-id client_…',
  })
}
