import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { link, lstat, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { type Archive, countLines, damaged, notABackup, readArchive, type Sums } from './archive.ts'
import { BackupError } from './backup-error.ts'
import { dump } from './dump.ts'
import { explainStorage } from './explain-storage.ts'
import { sealSecret } from './passphrase.ts'
import { fingerprintOf } from './secret.ts'
import { openToRead, type Place, type Storage } from './storage.ts'

export interface BackupOptions {
  storage: Place
  file: string
  /** Puts the secret into the backup, protected by this. */
  passphrase?: string | undefined
  /** An older file of this name goes. */
  overwrite?: boolean | undefined
  now: Date
  /** Shows how far it is, of so many rows: first written, then read once to be sure. */
  startProgress?: ((phase: 'writing' | 'checking', rows: number) => BackupProgress) | undefined
}

export interface BackupProgress {
  advance(rows: number): void
  done(): void
}

export interface Written {
  file: string
  bytes: number
  tables: number
  rows: number
  /** The newest migration: the version of the schema. */
  migration: string
  holdsSecret: boolean
}

/** Writes the whole installation into one file, whether or not its server runs, and reads it once to be sure. */
export async function backup(options: BackupOptions): Promise<Written> {
  if (!options.overwrite && existsSync(options.file)) throw fileExists(options.file)
  const storage = await openToRead(options.storage)
  await removeAbandoned(options)
  // Where others may write, too, no name that they could have taken before, or pointed elsewhere.
  const unfinished = `${options.file}.unfinished-${randomUUID()}`
  try {
    const rows = await write(unfinished, storage, options)
    const checking = options.startProgress?.('checking', rows)
    const { heading, sums } = await readWhole(unfinished, checking)
    checking?.done()
    await flush(unfinished)
    await takeName(unfinished, options)
    return {
      file: options.file,
      bytes: (await stat(options.file)).size,
      ...totals(sums),
      migration: heading.migrations.at(-1) ?? '',
      holdsSecret: heading.secret.sealed !== undefined,
    }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw cannotWrite(options.file, error) ?? explainStorage(error)
  } finally {
    await storage.close()
  }
}

/** What a killed backup left in this folder: nothing has been written to it for an hour. */
async function removeAbandoned({ file, now }: BackupOptions): Promise<void> {
  const folder = dirname(file)
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/\.unfinished-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)) continue
    const path = join(folder, name)
    const found = await lstat(path).catch(() => undefined)
    if (!found?.isFile() || now.getTime() - found.mtimeMs < 3_600_000) continue
    await rm(path, { force: true }).catch(() => {})
  }
}

async function write(file: string, storage: Storage, options: BackupOptions): Promise<number> {
  const about = await describe(storage, options)
  let total = 0
  let progress: BackupProgress | undefined
  const bytes = dump(storage.client, about, {
    begin(rows) {
      total = rows
      progress = options.startProgress?.('writing', rows)
    },
    advance: (rows) => progress?.advance(rows),
  })
  await pipeline(
    Readable.from(bytes, { objectMode: false }),
    createGzip(),
    createWriteStream(file, { mode: 0o600, flags: 'wx' }),
  )
  progress?.done()
  return total
}

async function describe({ secret }: Storage, { passphrase, now }: BackupOptions) {
  if (!secret) {
    throw new BackupError(
      'secret_required',
      'The secret of this installation is not known here.',
      'Set LATCHKEY_SECRET as it is set for the server: a backup without it could not be read.',
    )
  }
  const sealed = passphrase === undefined ? undefined : await sealSecret(secret, passphrase)
  return {
    created_at: now.toISOString(),
    secret: { fingerprint: fingerprintOf(secret), ...(sealed && { sealed }) },
  }
}

/** The archive in a file. What cannot be read of it is said in words. */
export async function openBackup(file: string): Promise<Archive> {
  const gunzip = createGunzip()
  const reading = createReadStream(file)
  reading.on('error', (error) => gunzip.destroy(error))
  reading.pipe(gunzip)
  return readArchive(inWords(gunzip, file))
}

const unreadable: Record<string, string> = {
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
  ENOENT: 'it is not there',
}

async function* inWords(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  try {
    yield* bytes
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    if (code === 'Z_BUF_ERROR')
      throw damaged('It ends before its end: it was not copied whole.', error)
    if (code === 'Z_DATA_ERROR' && message.includes('header')) {
      throw notABackup(file)
    }
    if (code.startsWith('Z_')) throw damaged('It cannot be decompressed.', error)
    const reason = unreadable[code] ?? message
    throw new BackupError('unreadable_file', `${file} cannot be read: ${reason}.`)
  }
}

async function readWhole(file: string, progress?: BackupProgress) {
  const archive = await openBackup(file)
  for await (const { rows } of archive.sections) {
    for await (const piece of rows) progress?.advance(countLines(piece))
  }
  return { heading: archive.heading, sums: archive.sums() }
}

export const totals = ({ tables }: Sums) => ({
  tables: Object.keys(tables).length,
  rows: Object.values(tables).reduce((sum, { rows }) => sum + rows, 0),
})

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync().finally(() => handle.close())
}

async function takeName(unfinished: string, { file, overwrite }: BackupOptions): Promise<void> {
  if (overwrite) return rename(unfinished, file)
  try {
    // A link never replaces what is there.
    await link(unfinished, file)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw fileExists(file)
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(code)) throw error
    // Some file systems have no links.
    return rename(unfinished, file)
  }
  await rm(unfinished)
}

const fileExists = (file: string) =>
  new BackupError('file_exists', `${file} exists already.`, 'Add --overwrite to replace it.')

const causes: Record<string, string> = {
  EACCES: 'this user may not write there',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it is larger than files may be here',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder is not there',
  ENOSPC: 'the disk is full',
  EROFS: 'its file system is read-only',
}

function cannotWrite(file: string, error: unknown): BackupError | undefined {
  const { code = '', syscall } = error as NodeJS.ErrnoException
  const cause = syscall && causes[code]
  if (!cause) return undefined
  const recovery = 'Name a file in another place.'
  return new BackupError('cannot_write', `${file} cannot be written: ${cause}.`, recovery, {
    cause: error,
  })
}
