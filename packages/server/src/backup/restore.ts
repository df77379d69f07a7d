import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { findSecret, fitsDataFolder, replaceSecret } from '../config/data-folder.ts'
import { createSealer } from '../crypto/sealer.ts'
import type { Archive, Sums } from './archive.ts'
import { openBackup, totals } from './backup.ts'
import { BackupError } from './backup-error.ts'
import { load, makeRoom } from './load.ts'
import { type Proof, prove } from './proof.ts'
import { type FoundSecret, secretFor } from './secret.ts'
import { openScratch, openToFill, type Place, type Storage } from './storage.ts'

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
  await client.query('begin')
  await makeRoom(client, options.force ?? false)
  const sums = await load(client, archive)
  const proof = await prove(client, createSealer(found.secret))
  if (options.verifyOnly) {
    await client.query('rollback')
  } else {
    // First: rows without their secret would be of no use.
    if (found.from === 'backup') await keepSecret(storage, found.secret, options)
    await client.query('commit')
    // Plans are made with what is known of the rows.
    await client.query('analyze')
  }
  return { ...describe(archive, sums), ...proof }
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
): Promise<void> {
  if (folder && fitsDataFolder(secret)) await replaceSecret(folder, secret)
  else if (secretFile) await writeSecretFile(secretFile, secret)
}

async function writeSecretFile(file: string, secret: string): Promise<void> {
  const unfinished = `${file}-${randomUUID()}`
  try {
    await writeFile(unfinished, `${secret}\n`, { mode: 0o600, flag: 'wx' })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
