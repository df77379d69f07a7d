import { CommandError } from '../command/command-error.ts'

const causes: Record<string, [why: string, recovery: string]> = {
  EACCES: ['this user may not', 'Give the folder to this user, or run this as its owner.'],
  EPERM: ['this user may not', 'Give the folder to this user, or run this as its owner.'],
  EROFS: ['its file system is read-only', 'Run this where files can be written.'],
  ENOSPC: ['the disk is full', 'Free some space, then run this again.'],
  EDQUOT: ['the disk quota is used up', 'Free some space, then run this again.'],
  EFBIG: ['it is larger than this user may write', 'Raise the limit (ulimit -f), then run again.'],
  ENOTDIR: ['a part of its path is a file', 'Move that file away, then run this again.'],
  EEXIST: ['a file is in its place', 'Move that file away, then run this again.'],
  EISDIR: ['a folder is in its place', 'Move that folder away, then run this again.'],
}

/** What the disk refuses, in words; undefined for everything else. */
export function diskFailure(error: unknown): CommandError | undefined {
  if (!(error instanceof Error)) return undefined
  const { code = '', path, syscall } = error as NodeJS.ErrnoException
  const cause = causes[code]
  if (!cause || syscall === undefined) return undefined
  const [why, recovery] = cause
  const verb = /^(?:open|read|scandir|stat|lstat)$/.test(syscall) ? 'opened' : 'written'
  return new CommandError('disk_refused', `${path ?? 'A file'} cannot be ${verb}: ${why}.`, {
    recovery,
    cause: error,
  })
}
