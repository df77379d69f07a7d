import { randomBytes, randomUUID } from 'node:crypto'
import { chown, link, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { lockFolder } from './folder-lock.ts'

/**
 * Everything that a server keeps on its own machine: the secret, the embedded database, the lock.
 * One server at a time; it lets go with `release`, or by ending.
 */
export interface DataFolder {
  /** Absolute. */
  readonly path: string
  release(): Promise<void>
}

/** The data folder cannot be used; the message says why and what to do, for the terminal. */
export class DataFolderError extends Error {}

/** Somebody else holds it, who lives. */
export class DataFolderInUseError extends DataFolderError {}

export async function openDataFolder(path: string): Promise<DataFolder> {
  const folder = resolve(path)
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    // It often lies inside an application's repository, where its secret must never be committed.
    if (made) await writeFile(join(folder, '.gitignore'), '*\n')
    await refuseOpenFolder(folder)
    const lock = await lockFolder(folder)
    if ('holder' in lock) throw inUse(folder, lock.holder)
    return { path: folder, release: lock.release }
  } catch (error) {
    throw inWords(folder, error)
  }
}

const secretShape = /^[A-Za-z0-9_-]{43}$/

/** The key that seals what the database holds sealed; 32 random bytes, made at the first start. */
export async function readOrCreateSecret({
  path: folder,
}: Pick<DataFolder, 'path'>): Promise<string> {
  const file = join(folder, 'secret')
  try {
    const kept = (await readSecret(file)) ?? (await createSecret(folder, file))
    if (secretShape.test(kept)) return kept
  } catch (error) {
    throw inWords(folder, error)
  }
  throw new DataFolderError(
    `${file} is damaged. Without it the secrets in the database cannot be read: restore it from a backup.`,
  )
}

/** The secret that a data folder has; undefined where none was made. */
export const findSecret = (folder: string) => readSecret(join(folder, 'secret'))

/** Whether a secret has the form of those that data folders hold. */
export const fitsDataFolder = (secret: string) => secretShape.test(secret)

/** A secret that is in place, until it is known whether what it opens came to stay. */
export interface SecretChange {
  settle(): Promise<void>
  takeBack(): Promise<void>
}

/**
 * Puts a secret from elsewhere in the place of the folder's own, which stays beside it until this is
 * settled: what was sealed with that one is lost without it.
 */
export async function replaceSecret(
  { path: folder }: DataFolder,
  secret: string,
): Promise<SecretChange> {
  const file = join(folder, 'secret')
  const earlier = `${file}-earlier-${randomUUID()}`
  const hadOne = await link(file, earlier).then(
    () => true,
    (error) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
  await rename(await writeUnfinished(folder, file, secret), file)
  await syncFolder(folder)
  return {
    settle: () => rm(earlier, { force: true }),
    takeBack: () => (hadOne ? rename(earlier, file) : rm(file, { force: true })),
  }
}

async function readSecret(file: string): Promise<string | undefined> {
  const handle = await open(file, 'r').catch((error) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!handle) return undefined
  try {
    const { mode } = await handle.stat()
    // Not mended in silence: whoever could read it may have done so.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new DataFolderError(
        `${file} can be read by other users of this machine. Close it with: chmod 600 ${file}\nIf one of them may have read it, everything sealed with it should be replaced.`,
      )
    }
    return (await handle.readFile('utf8')).trim()
  } finally {
    await handle.close()
  }
}

/** Written and flushed under another name first: a kill on the way leaves no half of a secret. */
async function createSecret(folder: string, file: string): Promise<string> {
  const unfinished = await writeUnfinished(folder, file, randomBytes(32).toString('base64url'))
  // A link never replaces a secret that somebody else made meanwhile.
  await link(unfinished, file).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(unfinished)
  await syncFolder(folder)
  return (await readFile(file, 'utf8')).trim()
}

async function writeUnfinished(folder: string, file: string, secret: string): Promise<string> {
  const unfinished = `${file}-unfinished-${randomUUID()}`
  const handle = await open(unfinished, 'wx', 0o600)
  try {
    await handle.writeFile(`${secret}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await giveToOwnerOf(folder, unfinished)
  return unfinished
}

/** Root may start a server on the folder of an ordinary user, who must be able to start the next one. */
async function giveToOwnerOf(folder: string, file: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(folder)
  await chown(file, uid, gid)
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders as files, and keeps names without being asked.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Who may rename things in the folder could slip in a secret or a database of their own. */
async function refuseOpenFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const { mode } = await stat(folder)
  if ((mode & 0o002) !== 0) {
    throw new DataFolderError(
      `The data folder ${folder} can be changed by every user of this machine. Close it with: chmod o-w ${folder}\nor choose a folder inside it with LATCHKEY_DATA_DIR.`,
    )
  }
}

function inUse(folder: string, holder: { pid: number; since: string }): DataFolderError {
  if (holder.pid === process.pid) {
    return new DataFolderError(`The data folder ${folder} is already open in this process.`)
  }
  return new DataFolderInUseError(
    `The data folder ${folder} is in use by another Latchkey: process ${holder.pid}, since ${holder.since}.\nStop that one (kill ${holder.pid}), or give this one a folder of its own with LATCHKEY_DATA_DIR.`,
  )
}

const causes: Record<string, string> = {
  EACCES: 'this user may not use it; give it to this user (chown -R), or choose another',
  EPERM: 'this user may not use it; give it to this user (chown -R), or choose another',
  EROFS: 'its file system is read-only; choose another',
  ENOSPC: 'the disk is full; free some space, or choose another',
  EDQUOT: 'the disk quota is used up; free some space, or choose another',
  ENOTDIR: 'a part of its path is a file; choose another',
  EEXIST: 'it is a file; choose another',
  ENOTSUP: 'its file system has no hard links, which the lock needs; choose another',
}

function inWords(folder: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  const cause = code && causes[code]
  if (!cause) return error
  return new DataFolderError(
    `The data folder ${folder} cannot be used: ${cause} with LATCHKEY_DATA_DIR.`,
    { cause: error },
  )
}
