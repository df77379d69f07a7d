import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
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
