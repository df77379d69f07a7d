import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { readOrNull } from '../changes/files.ts'

/**
 * Tells which files of a folder git leaves out, by every .gitignore from the top of the repository
 * down and by `.git/info/exclude`. It needs neither git nor a repository, and reads each file once:
 * what is written into a .gitignore later opens nothing.
 */
export function ignoredFiles(root: string): (path: string) => boolean {
  const top = repositoryOf(root)
  const rules = new Map<string, Ignore>()
  const rulesIn = (folder: string): Ignore => {
    const known = rules.get(folder)
    if (known) return known
    const made = ignore()
    const files = folder === '' ? ['.git/info/exclude', '.gitignore'] : ['.gitignore']
    for (const file of files) made.add(readOrNull(join(top, folder, file)) ?? '')
    rules.set(folder, made)
    return made
  }
  /** The deepest .gitignore that says anything of an entry decides. */
  const isLeftOut = (parts: readonly string[], isFolder: boolean): boolean => {
    for (let depth = parts.length - 1; depth >= 0; depth -= 1) {
      const name = parts.slice(depth).join('/') + (isFolder ? '/' : '')
      const { ignored, unignored } = rulesIn(parts.slice(0, depth).join('/')).test(name)
      if (ignored || unignored) return ignored
    }
    return false
  }
  return (path) => {
    const parts = relative(top, join(root, path)).split(sep)
    // What is in a folder that is left out cannot be taken in again.
    return parts.some((_, at) => isLeftOut(parts.slice(0, at + 1), at < parts.length - 1))
  }
}

/** The nearest folder above that is a repository, else the folder itself. */
function repositoryOf(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (dirname(folder) === folder) return root
  }
}
