import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { journalFile } from '../changes/journal.ts'
import { ownFolder, refuseLink, tidyOwnFolder } from '../own-folder.ts'

/**
 * Deletes what a platform of a project kept, which must have ended, and leaves what `undo` goes by.
 * The database is out of the way before the first file of it is gone: a kill leaves no half of it.
 */
export function deletePlatformData(root: string): void {
  refuseLink(root)
  const folder = join(root, ownFolder)
  const doomed = join(folder, 'deleted')
  const kept = ['.gitignore', basename(journalFile), basename(doomed)]
  if (lstatSync(doomed, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(doomed)
  mkdirSync(doomed, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) {
    if (!kept.includes(name)) renameSync(join(folder, name), join(doomed, name))
  }
  rmSync(doomed, { recursive: true, force: true })
  tidyOwnFolder(root)
}
