import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { makeFolder } from './project.ts'

const npmOfTests = fileURLToPath(new URL('npm.mjs', import.meta.url))

/** An Express application, as small as they come. */
export function expressApplication(files: Record<string, string | object> = {}): string {
  return makeFolder({
    'package.json': packageJson(),
    'server.js':
      "import express from 'express'\n\nconst app = express()\napp.get('/', (req, res) => res.send('hi'))\napp.listen(3000)\n",
    '.gitignore': 'node_modules\n',
    ...files,
  })
}

export const packageJson = (more: object = {}) => ({
  name: 'app',
  type: 'module',
  scripts: { start: 'node server.js' },
  dependencies: { express: '^5.0.0' },
  ...more,
})

/** What programs are found with: the tests' own npm, then the machine's. */
export function withNpmOfTests(): { PATH: string; HOME: string } {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-npm-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'npm')
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${npmOfTests}' "$@"\n`)
  chmodSync(file, 0o755)
  return { PATH: `${folder}${delimiter}${process.env.PATH}`, HOME: folder }
}

/** Everything in a folder but its repository: what is not in there, nobody left behind. */
export function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.git/'))
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

export function commit(folder: string): void {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, stdio: 'ignore' })
  git('init')
  git('add', '.')
  git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '-m', 'Begin')
}
