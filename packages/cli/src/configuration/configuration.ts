import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CommandError } from '../command/command-error.ts'
import type { Connection } from '../connection/connection.ts'
import { noPlatform, refusalError, unauthorized } from '../connection/explain.ts'
import type { Environment } from '../environment/environment.ts'
import type { Output } from '../terminal/output.ts'
import type { Paint } from '../terminal/paint.ts'
import { printable } from '../terminal/table.ts'

/** One difference that a configuration makes: `redirect_uri`, an address, `create`. */
export interface Change {
  environment: 'staging' | 'production'
  kind: string
  key: string
  change: 'create' | 'update'
  fields: { field: string; from: unknown; to: unknown }[]
}

export const defaultConfigurationFile = 'latchkey.config.yaml'

const path = '/latchkey/configuration'

/** How a configuration names the environment of the key. */
export const environmentOf = async (connection: Connection): Promise<Change['environment']> =>
  (await connection.isProduction()) ? 'production' : 'staging'

/** Sends a configuration, in YAML; JSON is YAML, too. It is applied whole or not at all. */
export async function applyConfiguration(
  connection: Connection,
  text: string,
  { dryRun = false } = {},
): Promise<Change[]> {
  const response = await connection.send('POST', path, {
    query: { dry_run: String(dryRun) },
    raw: text,
    headers: { 'content-type': 'application/yaml' },
  })
  const body = parsed(await textOf(connection, response))
  if (!body) throw noPlatform(response.status)
  return body.changes
}

/** The settings of the key's environment in YAML, without secrets; with its people if asked for. */
export async function exportConfiguration(
  connection: Connection,
  { withPeople }: { withPeople: boolean },
): Promise<string> {
  const response = await connection.send('GET', path, {
    query: { people: String(withPeople) },
    headers: { accept: 'application/yaml' },
  })
  return textOf(connection, response)
}

async function textOf({ url, source }: Connection, response: Response): Promise<string> {
  const text = await response.text()
  if (response.ok) return text
  if (response.status === 404) throw tooOld(url)
  if (response.status === 401) throw unauthorized(url, source)
  throw refusalError(response.status, parsed(text), response.headers.get('x-request-id') ?? '')
}

/** Null for what is no JSON. */
function parsed(text: string): { changes: Change[] } | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export async function readConfiguration(
  { cwd }: Environment,
  file: string,
  recovery = 'latchkey config export --output latchkey.config.yaml writes one of what there is.',
): Promise<string> {
  return readFile(resolve(cwd, file), 'utf8').catch((error) => {
    const why = error.code === 'ENOENT' ? 'it is not there' : error.message
    throw new CommandError('file_unreadable', `${file} cannot be read: ${why}.`, { recovery })
  })
}

/** As the terminal shows a change: a plus for what is new, a tilde for what differs. */
export function changeLines(changes: Change[], paint: Paint): string[] {
  return changes.map(({ environment, kind, key, change, fields }) => {
    const names = fields.map(({ field }) => field).join(', ')
    const what = [kind, printable(key) === '–' ? '' : printable(key)].filter(Boolean).join(' ')
    return change === 'create'
      ? `${paint.good('+')} ${environment}  ${what}`
      : `${paint.warning('~')} ${environment}  ${what}${names ? `: ${names}` : ''}`
  })
}

/** Says what was changed, or would be. */
export function tellChanges(output: Output, message: string, changes: Change[]): void {
  output.success(message, { changes })
  for (const line of changeLines(changes, output.paint)) output.line(line)
}

function tooOld(url: string): CommandError {
  return new CommandError('platform_too_old', `The platform at ${url} has no configuration.`, {
    recovery: 'Start a newer Latchkey there, or name another with --url.',
  })
}
