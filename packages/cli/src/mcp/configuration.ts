import { CommandError } from '../command/command-error.ts'
import type { Connection } from '../connection/connection.ts'
import { refusalError, unauthorized } from '../connection/explain.ts'

const path = '/latchkey/configuration'

export type EnvironmentKind = 'staging' | 'production'

/** An environment as a configuration file says it, as far as the tools look into it. */
export interface DeclaredEnvironment {
  application?: {
    name?: string
    client_id?: string
    sign_in_endpoint?: string
    homepage_url?: string
  }
  redirect_uris?: string[]
  sign_out_redirects?: string[]
  cors_origins?: string[]
}

/** What the platform changed, or would change. */
export interface Applied {
  dry_run: boolean
  changes: { kind: string; key: string; change: string }[]
}

/** The settings of the key's environment, without people and without secrets. */
export async function readConfiguration(connection: Connection): Promise<{
  kind: EnvironmentKind
  settings: DeclaredEnvironment
  yaml: string
}> {
  const response = await connection.send('GET', path, { query: { people: 'false' } })
  const yaml = await textOf(connection, response)
  const { parse } = await import('yaml')
  const { environments } = parse(yaml)
  const kind: EnvironmentKind = 'production' in environments ? 'production' : 'staging'
  return { kind, settings: environments[kind], yaml }
}

/** All of it or nothing; what is not named stays as it is. */
export async function applyConfiguration(
  connection: Connection,
  yaml: string,
  { dryRun }: { dryRun: boolean },
): Promise<Applied> {
  const response = await connection.send('POST', path, {
    query: { dry_run: String(dryRun) },
    raw: yaml,
    headers: { 'content-type': 'application/yaml' },
  })
  const { dry_run, changes } = JSON.parse(await textOf(connection, response))
  return { dry_run, changes }
}

async function textOf({ url, source }: Connection, response: Response): Promise<string> {
  const text = await response.text()
  if (response.ok) return text
  if (response.status === 401) throw unauthorized(url, source)
  if (response.status === 404) {
    throw new CommandError('platform_too_old', `The platform at ${url} has no configuration.`, {
      recovery: 'Start a newer Latchkey there.',
    })
  }
  throw refusalError(response.status, parsed(text), response.headers.get('x-request-id') ?? '')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
