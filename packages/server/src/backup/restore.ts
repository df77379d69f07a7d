import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import type { StorageConfig } from '../config/config.ts'
import { replaceSecret } from '../config/data-folder.ts'
import { createSealer } from '../crypto/sealer.ts'
import type { Archive, Sums } from './archive.ts'
import { openBackup, totals } from './backup.ts'
import { BackupError } from './backup-error.ts'
import { load, makeRoom } from './load.ts'
import { type Proof, prove } from './proof.ts'
import { type FoundSecret, secretFor } from './secret.ts'
import { openScratch, openToFill, type Storage } from './storage.ts'

export interface RestoreOptions {
  storage: StorageConfig
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
  const storage = verifyOnly && !config.databaseUrl ? await openScratch() : await openToFill(config)
  try {
    const known = config.secret ?? storage.secret
    const found = await secretFor(archive.heading, known, passphrase)
    const restored = await fill(storage, archive, found, options)
    await storage.close()
    return restored
  } catch (error) {
    await storage.discard()
    throw error
  }
}

async function fill(
  storage: Storage,
  archive: Archive,
  found: FoundSecret,
  options: RestoreOptions,
): Promise<Restored> {
  const { client } = storage
  await client.query('begin')
  await makeRoom(client, options.force ?? false)
  const sums = await load(client, archive)
  const proof = await prove(client, createSealer(found.secret))
  const secretIn = options.verifyOnly ? 'environment' : await keepSecret(storage, found, options)
  await client.query(options.verifyOnly ? 'rollback' : 'commit')
  // Plans are made with what is known of the rows.
  if (!options.verifyOnly) await client.query('analyze')
  return { ...describe(archive, sums), ...proof, secretIn }
}

const describe = ({ heading }: Archive, sums: Sums) => ({
  createdAt: heading.created_at,
  migration: heading.migrations.at(-1) ?? '',
  ...totals(sums),
})

/** Before the rows are there for good: rows without their secret would be of no use. */
async function keepSecret(
  { folder }: Storage,
  { secret, from }: FoundSecret,
  { secretFile }: RestoreOptions,
): Promise<Restored['secretIn']> {
  if (from === 'here') return folder ? 'folder' : 'environment'
  if (folder && (await replaceSecret(folder, secret))) return 'folder'
  if (secretFile === undefined) {
    throw new BackupError(
      'secret_file_required',
      'The secret of the backup must be kept somewhere: the server needs it as LATCHKEY_SECRET.',
      'Name a file for it with --secret-file.',
    )
  }
  const unfinished = `${secretFile}-${randomUUID()}`
  try {
    await writeFile(unfinished, `${secret}\n`, { mode: 0o600, flag: 'wx' })
    await rename(unfinished, secretFile)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  return 'file'
}
