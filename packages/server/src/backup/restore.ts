import { readFile, rm, writeFile } from 'node:fs/promises'
import {
  findSecret,
  fitsDataFolder,
  replaceSecret,
  type SecretChange,
} from '../config/data-folder.ts'
import { createSealer } from '../crypto/sealer.ts'
import type { Archive, Sums } from './archive.ts'
import { openBackup, totals } from './backup.ts'
import { BackupError } from './backup-error.ts'
import { load, makeRoom } from './load.ts'
import { type Proof, prove } from './proof.ts'
import { type FoundSecret, secretFor } from './secret.ts'
import { openScratch, openToFill, type Place, type Storage } from './storage.ts'
import { analyze, inOneTransaction } from './transaction.ts'

export interface RestoreOptions {
  storage: Place
  file: string
  passphrase?: string | undefined
  /** Also into an installation that nobody has used yet. */
  force?: boolean | undefined
  /** Only proves that it could be done: where no database is named, in one that is thrown away. */
  verifyOnly?: boolean | undefined
  /** Where the backup's own secret goes when no data folder can hold it. */
  secretFile?: string | undefined
}

export interface Restored extends Proof {
  createdAt: string
  /** The newest migration of the backup. */
  migration: string
  tables: number
  rows: number
  /** Who knows the secret now: the operator by `LATCHKEY_SECRET`, the data folder, or the secret file. */
  secretIn: 'environment' | 'folder' | 'file'
}

/** Brings a backup into an empty place: all of it, proven, or nothing. */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const archive = await openBackup(options.file)
  const { verifyOnly, storage: config, passphrase } = options
  const known =
    config.secret ?? (config.databaseUrl ? undefined : await findSecret(config.dataFolder))
  const found = await secretFor(archive.heading, known, passphrase)
  const secretIn = placeFor(found, options)
  const storage =
    verifyOnly && !config.databaseUrl ? await openScratch(config.signal) : await openToFill(config)
  try {
    const restored = await fill(storage, archive, found, options)
    await storage.close()
    return { ...restored, secretIn }
  } catch (error) {
    await storage.discard()
    throw error
  }
}

/** Where the secret is kept, settled before there is anything to unseal with it. */
function placeFor(
  { secret, from }: FoundSecret,
  { storage, verifyOnly, secretFile }: RestoreOptions,
): Restored['secretIn'] {
  if (storage.secret && from === 'here') return 'environment'
  if (!storage.databaseUrl && (from === 'here' || fitsDataFolder(secret))) return 'folder'
  if (secretFile !== undefined || verifyOnly) return 'file'
  throw new BackupError(
    'secret_file_required',
    'The secret of the backup must be kept somewhere: the server needs it as LATCHKEY_SECRET.',
    'Name a file for it with --secret-file.',
  )
}

async function fill(
  storage: Storage,
  archive: Archive,
  found: FoundSecret,
  options: RestoreOptions,
): Promise<Omit<Restored, 'secretIn'>> {
  const { client } = storage
  const keep = !options.verifyOnly
  let secret: SecretChange | undefined
  const work = async () => {
    await makeRoom(client, options.force ?? false)
    const sums = await load(client, archive)
    const proof = await prove(client, createSealer(found.secret))
    // Before the commit: rows without their secret would be of no use.
    if (keep && found.from === 'backup') {
      secret = await keepSecret(storage, found.secret, options)
    }
    return { ...describe(archive, sums), ...proof }
  }
  try {
    const filled = await inOneTransaction(client, work, keep)
    await secret?.settle()
    if (keep) await analyze(client)
    return filled
  } catch (error) {
    // Where the outcome is not known, either may be needed: both stay.
    if ((error as BackupError).code !== 'outcome_unknown') await secret?.takeBack()
    throw error
  }
}

const describe = ({ heading }: Archive, sums: Sums) => ({
  createdAt: heading.created_at,
  migration: heading.migrations.at(-1) ?? '',
  ...totals(sums),
})

async function keepSecret(
  { folder }: Storage,
  secret: string,
  { secretFile }: RestoreOptions,
): Promise<SecretChange | undefined> {
  if (folder && fitsDataFolder(secret)) return replaceSecret(folder, secret)
  return secretFile === undefined ? undefined : writeSecretFile(secretFile, secret)
}

/** Never over a file that is there: it may be the only copy of another secret. */
async function writeSecretFile(file: string, secret: string): Promise<SecretChange | undefined> {
  const text = `${secret}\n`
  const remove = () => rm(file, { force: true })
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx', flush: true })
    return { settle: async () => {}, takeBack: remove }
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') {
      // A run that was killed has written it, and this one finishes.
      if ((await readFile(file, 'utf8').catch(() => '')) === text) return undefined
      throw new BackupError(
        'file_exists',
        `${file} exists already, and holds something else.`,
        'Name a new file with --secret-file.',
      )
    }
    await remove()
    throw new BackupError('cannot_write', `${file} cannot be written: ${message}.`, undefined, {
      cause: error,
    })
  }
}
