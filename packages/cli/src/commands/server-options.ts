import type { OptionSpec } from '../command/command.ts'
import { flagName } from '../command/names.ts'

/** How the server that is run in this process is told where its data is and where it can be reached. */
export const serverOptions = {
  port: { type: 'string', summary: 'Port to listen on (PORT, 4000 when left out)' },
  host: { type: 'string', summary: 'Address to listen on (HOST, localhost when left out)' },
  url: { type: 'string', summary: 'Address under which browsers reach it (LATCHKEY_URL)' },
  databaseUrl: {
    type: 'string',
    value: 'URL',
    summary: 'An external PostgreSQL 15 or newer (LATCHKEY_DATABASE_URL)',
  },
  dataDir: {
    type: 'string',
    value: 'FOLDER',
    summary: 'Folder of the embedded database (LATCHKEY_DATA_DIR, .latchkey when left out)',
  },
} as const satisfies Record<string, OptionSpec>

/** The server reads its settings itself, and says itself what is wrong with them: it gets them as typed. */
export function serverArguments(
  options: Record<string, OptionSpec>,
  input: Record<string, unknown>,
): string[] {
  return Object.keys(options).flatMap((key) => {
    const value = input[key]
    if (value === undefined) return []
    return value === true ? [`--${flagName(key)}`] : [`--${flagName(key)}=${value}`]
  })
}
