import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CommandError } from '../command/command-error.ts'
import { putFile, readOrNull } from '../installer/changes/files.ts'

/** A file of somebody's settings: read whole, written whole or not at all. */
export function readAgentFile(folder: string, path: string): string | null {
  return inWords(join(folder, path), () => readOrNull(join(folder, path)))
}

/** Null removes the file, and folders that are empty without it. */
export function writeAgentFile(folder: string, path: string, content: string | null): void {
  inWords(join(folder, path), () => {
    const target = content === null ? null : linkTarget(join(folder, path))
    // Settings are often links into a folder under version control; the link stays one.
    if (target) putFile(dirname(target), basename(target), content)
    else putFile(folder, path, content)
  })
}

function linkTarget(file: string): string | null {
  try {
    return realpathSync(file)
  } catch {
    return null
  }
}

const causes: Record<string, string> = {
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  EISDIR: 'it is a folder',
}

function inWords<Result>(file: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof CommandError) throw error
    const { code = '', message } = error as NodeJS.ErrnoException
    throw new CommandError('file_unusable', `${file} cannot be used: ${causes[code] ?? message}.`, {
      recovery: 'Mend it, or move it out of the way, and run this again.',
      cause: error,
    })
  }
}
