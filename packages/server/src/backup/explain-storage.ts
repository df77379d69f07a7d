import { BackupError } from './backup-error.ts'

type Failure = Error & { code?: string }

/**
 * The database ended, or the way to it. Class 08 and 57P: the database says so; a driver whose
 * connection breaks has a code of the system or none at all.
 */
export function isConnectionLost(error: unknown): boolean {
  const { code = '', message = '' } = error as Failure
  return (
    /^(08|57P0)/.test(code) ||
    ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code) ||
    /^Connection terminated|^Client has encountered a connection error/.test(message)
  )
}

const refusals: Record<string, [code: string, message: string, recovery: string]> = {
  '25006': [
    'read_only_database',
    'The database takes no changes: it is a replica, or set to be read only.',
    'Name the primary server.',
  ],
  '25P02': [
    'database_in_use',
    'Something else makes tables in this database at the same time.',
    'Stop it, and run the same command again.',
  ],
  '42501': [
    'insufficient_privilege',
    'The role may not make tables in the schema public of this database.',
    'Make it the owner of the database: alter database … owner to …. It need be no superuser.',
  ],
  '53100': [
    'disk_full',
    'The disk of the database is full. Nothing was kept.',
    'Free some space, and run the same command again.',
  ],
}

/** What breaks off work on a whole database, in words; everything else as it is. */
export function explainStorage(error: unknown): unknown {
  if (error instanceof BackupError) return error
  const known = refusals[(error as Failure).code ?? '']
  if (known) return new BackupError(...known, { cause: error })
  if (!isConnectionLost(error)) return error
  return new BackupError(
    'connection_lost',
    'The connection to the database was lost. Nothing was kept.',
    'See that the database runs, and run the same command again.',
    { cause: error },
  )
}
