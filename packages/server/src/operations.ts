import { type BackupOptions, backup as backUp } from './backup/backup.ts'
import { BackupError } from './backup/backup-error.ts'
import { readCredentials as readFrom } from './backup/credentials.ts'
import { promote as promoteTo } from './backup/promote.ts'
import { type RestoreOptions, restore as restoreFrom } from './backup/restore.ts'
import type { Place } from './backup/storage.ts'
import { type Config, ConfigError, readConfig, readStorageConfig } from './config/config.ts'
import { DataFolderError } from './config/data-folder.ts'
import { EmbeddedPostgresError } from './db/embedded-postgres/failure.ts'
import { MigrationError } from './db/migrate.ts'

/** Which installation: options of the command line, and the environment for what they leave open. */
export interface Installation {
  databaseUrl?: string | undefined
  dataDir: string
  env: Record<string, string | undefined>
  /** Ends the work, which leaves nothing behind. */
  signal?: AbortSignal | undefined
}

type On<Options> = Omit<Options, 'storage'> & { installation: Installation }

/** Work on a whole installation, apart from serving it. Refusals are told apart by their `code`. */
export const backup = (options: On<BackupOptions>) =>
  onStorage(options.installation, (storage) => backUp({ ...options, storage }))

export const restore = (options: On<RestoreOptions>) =>
  onStorage(options.installation, (storage) => restoreFrom({ ...options, storage }))

export const promote = ({
  databaseUrl,
  installation,
  ...options
}: {
  installation: Omit<Installation, 'databaseUrl'>
  databaseUrl: string
  force?: boolean | undefined
  now: Date
}) =>
  onStorage({ ...installation, databaseUrl }, (storage) =>
    promoteTo({ ...options, storage: { ...storage, databaseUrl } }),
  )

export const readCredentials = ({ installation }: { installation: Installation }) =>
  onStorage(installation, readFrom)

/** A way in for an owner who cannot sign in, and what to say of it. `args` are options of the server. */
export const createOwnerLink = ({
  args,
  env,
}: {
  args: string[]
  env: Record<string, string | undefined>
}) =>
  inWords(async () => {
    // Work on the storage does without the domain, which takes longer to load.
    const [{ prepareOwnerLink }, { OwnerLinkError, purposeOf }] = await Promise.all([
      import('./start-server.ts'),
      import('./features/installation/owner-link.ts'),
    ])
    try {
      const link = await prepareOwnerLink(readConfig(['owner-link', ...args], env) as Config)
      return { ...link, purpose: purposeOf(link) }
    } catch (error) {
      if (!(error instanceof OwnerLinkError)) throw error
      throw new BackupError('no_owner_link', error.message, undefined, { cause: error })
    }
  })

function placeOf({ databaseUrl, dataDir, env, signal }: Installation): Place {
  const config = readStorageConfig({ 'database-url': databaseUrl, 'data-dir': dataDir }, env)
  return { ...config, signal }
}

/** Work on the storage, until it is stopped. */
async function onStorage<Result>(
  installation: Installation,
  work: (storage: Place) => Promise<Result>,
): Promise<Result> {
  try {
    return await inWords(async () => work(placeOf(installation)))
  } catch (error) {
    // Whoever stopped it knows why the connection was lost, unless it was in the commit itself.
    const isUnknown = error instanceof BackupError && error.code === 'outcome_unknown'
    if (!isUnknown) installation.signal?.throwIfAborted()
    throw error
  }
}

/** What the settings, the data folder or the database refuse in words is a refusal like any other. */
async function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const known = [ConfigError, DataFolderError, EmbeddedPostgresError, MigrationError]
    if (!(error instanceof Error) || !known.some((type) => error instanceof type)) throw error
    throw new BackupError('storage_unavailable', error.message, undefined, { cause: error })
  }
}
