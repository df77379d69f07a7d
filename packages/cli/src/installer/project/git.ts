import { execFileSync } from 'node:child_process'

/** What git says of the folder: `none` when it is in no repository or there is no git. */
type WorkTree = { state: 'none' } | { state: 'clean' } | { state: 'dirty'; paths: string[] }

/** Whether the folder has changes that are not committed, so that ours could not be told apart. */
export function readWorkTree(root: string): WorkTree {
  const answer = git(root, ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--', '.'])
  if (answer === null) return { state: 'none' }
  const paths = answer
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3))
  return paths.length === 0 ? { state: 'clean' } : { state: 'dirty', paths }
}

/** Whether git leaves a path out; null when the folder is in no repository. */
export function isIgnored(root: string, path: string): boolean | null {
  if (git(root, ['rev-parse', '--git-dir']) === null) return null
  return git(root, ['check-ignore', '--quiet', '--no-index', path]) !== null
}

/** Whether git keeps a file already. */
export function isTracked(root: string, path: string): boolean {
  return git(root, ['ls-files', '--error-unmatch', '--', path]) !== null
}

function git(root: string, words: string[]): string | null {
  try {
    return execFileSync('git', words, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return null
  }
}
