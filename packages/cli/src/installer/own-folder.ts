import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a project's platform keeps its data, and the installer its journal. */
export const ownFolder = '.latchkey'

/** Makes the folder of ours in a project. It tells git itself to leave it out. */
export function makeOwnFolder(root: string): string {
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
