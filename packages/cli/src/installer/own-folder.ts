import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../command/command-error.ts'
import { isTracked } from './project/git.ts'

/** Where a project's platform keeps its data, and the installer its journal. */
export const ownFolder = '.latchkey'

/** Makes the folder of ours in a project. It tells git itself to leave it out. */
export function makeOwnFolder(root: string): string {
  refuseLink(root)
  const folder = join(root, ownFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ignore = join(folder, '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
  return folder
}

/** Removes it when nothing is left in it. */
export function tidyOwnFolder(root: string): void {
  const folder = join(root, ownFolder)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  if (readdirSync(folder).some((name) => name !== '.gitignore')) return
  rmSync(folder, { recursive: true, force: true })
}

/** Removes it with the data of a platform in it, which must have ended. */
export function removeOwnFolder(root: string): void {
  rmSync(join(root, ownFolder), { recursive: true, force: true })
}

/**
 * It comes with the project, so perhaps from a stranger: what we keep would go to where they want, and
 * what is there would go with what we delete.
 */
export function refuseLink(root: string): void {
  const isLink = lstatSync(join(root, ownFolder), { throwIfNoEntry: false })?.isSymbolicLink()
  if (!isLink) return
  throw new CommandError('own_folder_is_link', `${ownFolder} is a symbolic link.`, {
    recovery:
      'Put a folder there, or start a platform with data elsewhere: latchkey start --data-dir.',
  })
}

/** A database, a secret and an owner that somebody chose: we tell git to leave out what we keep. */
export function refuseForeignData(root: string): void {
  if (!isTracked(root, ownFolder)) return
  throw new CommandError(
    'foreign_data',
    `Git keeps ${ownFolder}, so its data is somebody else's.`,
    {
      recovery: `If you trust it, take it out of git first: git rm -r --cached ${ownFolder}`,
    },
  )
}
