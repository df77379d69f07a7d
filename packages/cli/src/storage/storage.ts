import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { OptionSpec } from '../command/command.ts'
import { CommandError, usageError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'

/** Options of commands that work on what a server keeps, apart from the server. */
export const storageOptions = {
  dataDir: {
    type: 'string',
    value: 'FOLDER',
    summary: 'Folder of the embedded database (LATCHKEY_DATA_DIR, .latchkey when left out)',
  },
  databaseUrl: {
    type: 'string',
    value: 'URL',
    summary: 'An external PostgreSQL instead (LATCHKEY_DATABASE_URL)',
  },
} as const satisfies Record<string, OptionSpec>

export const passphraseFile = {
  type: 'string',
  value: 'FILE',
  summary: 'A file with the passphrase that protects the secret in the backup',
} as const satisfies OptionSpec

export function installationOf(
  { cwd, env, signal }: Environment,
  { dataDir, databaseUrl }: { dataDir?: string | undefined; databaseUrl?: string | undefined },
) {
  const folder = dataDir ?? (env.LATCHKEY_DATA_DIR?.trim() || '.latchkey')
  return { databaseUrl, dataDir: resolve(cwd, folder), env, signal }
}

/** The passphrase without the end of its line; undefined where no file is named. */
export async function readPassphrase(
  { cwd }: Environment,
  file: string | undefined,
): Promise<string | undefined> {
  if (file === undefined) return undefined
  const text = await readFile(resolve(cwd, file), 'utf8').catch((error) => {
    const reason = error.code === 'ENOENT' ? 'it is not there' : error.message
    throw usageError(`The passphrase in ${file} cannot be read: ${reason}.`)
  })
  return text.replace(/\r?\n$/, '')
}

/** What work on the storage refuses, as a command tells it. */
export async function tellingRefusals<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const refusal = error as Error & { code: string; recovery?: string }
    if (refusal.name !== 'BackupError') throw error
    const { code, message, recovery } = refusal
    throw new CommandError(code, message, { ...(recovery && { recovery }), cause: error })
  }
}
