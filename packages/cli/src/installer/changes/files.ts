import { createHash, randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** The text of a file, or null when there is none. */
export function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}

/** Puts a file into a state; null removes it, and the folders that are empty without it. */
export function putFile(root: string, path: string, content: string | Buffer | null): void {
  const file = join(root, path)
  if (content !== null) {
    writeWhole(file, content, statSync(file, { throwIfNoEntry: false })?.mode)
    return
  }
  rmSync(file, { force: true })
  removeEmptyFolders(root, dirname(path))
}

/** A reader sees the old content or the new one, never a part. */
export function writeWhole(file: string, content: string | Buffer, mode?: number): void {
  const draft = `${file}.${randomUUID()}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(draft, content, mode === undefined ? {} : { mode })
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    // The person knows the file by its own name.
    throw Object.assign(error as Error, { path: file })
  }
}

/** SHA-256, in hexadecimal; null for a file that is not there. */
export function hashOf(text: string | null): string | null {
  return text === null ? null : createHash('sha256').update(text).digest('hex')
}

function removeEmptyFolders(root: string, folder: string): void {
  for (let path = folder; path !== '.' && path !== ''; path = dirname(path)) {
    try {
      rmdirSync(join(root, path))
    } catch {
      return
    }
  }
}
