import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../../test/projects/project.ts'
import { ignoredFiles } from './ignored-files.ts'

const folder = () =>
  makeFolder({
    '.git/info/exclude': 'mine.txt\n',
    '.gitignore': '*.secret\n/private/\nnotes/*\n!notes/open.md\n',
    'app/.gitignore': 'local\n!shown.secret\n',
  })

const paths = [
  'a.secret',
  'mine.txt',
  'private/deep/file.js',
  'notes/closed.md',
  'notes/open.md',
  'app/a.secret',
  'app/shown.secret',
  'app/local/file.js',
  'local',
  'src/private/a.js',
  'app/index.js',
]

test('says what git says, without asking it', () => {
  const root = folder()
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  const isIgnored = ignoredFiles(root)
  const saysGit = (path: string) => {
    try {
      execFileSync('git', ['check-ignore', '--quiet', '--no-index', path], { cwd: root })
      return true
    } catch {
      return false
    }
  }
  expect(paths.map((path) => [path, isIgnored(path)])).toEqual(
    paths.map((path) => [path, saysGit(path)]),
  )
})

test('knows the rules of the folders above, up to the repository', () => {
  const isIgnored = ignoredFiles(join(folder(), 'app'))
  expect(isIgnored('a.secret')).toBe(true)
  expect(isIgnored('index.js')).toBe(false)
})

test('has no rules where there is no .gitignore', () => {
  expect(ignoredFiles(makeFolder({ 'a.js': '' }))('a.js')).toBe(false)
})
