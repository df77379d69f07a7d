import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a project's platform keeps its data, and the installer its journal. */
export const OWN_FOLDER = '.latchkey'

/** Makes the folder of ours in a project. It tells git itself to leave it out. */
export function makeOwnFolder(root: string): string {
  const folder = join(root, OWN_FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const ignore = join(folder, '.gitignore')
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
  return folder
}

/** Removes the folder when nothing but its .gitignore is left in it. */
export function removeOwnFolder(root: string): void {
  const folder = join(root, OWN_FOLDER)
  if (!existsSync(folder) || readdirSync(folder).some((name) => name !== '.gitignore')) return
  rmSync(folder, { recursive: true })
}
