import { join } from 'node:path'
import { writeWhole } from '../installer/changes/files.ts'
import { withIgnored } from '../installer/project/git-ignore.ts'
import type { Tree } from '../installer/project/tree.ts'

/** Keeps a file with secrets from git. */
export function ignore(tree: Tree, file: string): void {
  writeWhole(join(tree.root, '.gitignore'), withIgnored(tree.read('.gitignore'), [file]))
}
