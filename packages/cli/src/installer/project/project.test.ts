import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeFolder, makeProject } from '../../../test/projects/project.ts'
import { readSettings, withSettings } from './environment-file.ts'
import { withIgnored } from './git-ignore.ts'
import { majorOf, readProject } from './project.ts'
import { OutsideProject, Tree } from './tree.ts'

describe('the files of a project', () => {
  test('are changed in memory only, and told apart from the disk', () => {
    const tree = new Tree(makeFolder({ 'a.txt': 'one', 'b.txt': 'two', 'c.txt': 'three' }))
    tree.write('a.txt', 'ONE')
    tree.write('b.txt', 'two')
    tree.remove('c.txt')
    tree.write('new/d.txt', 'four')
    expect(tree.changes()).toEqual([
      { path: 'a.txt', before: 'one', after: 'ONE' },
      { path: 'c.txt', before: 'three', after: null },
      { path: 'new/d.txt', before: null, after: 'four' },
    ])
    expect(tree.list()).toEqual(['a.txt', 'b.txt', 'new/d.txt'])
    expect(new Tree(tree.root).read('a.txt')).toBe('one')
  })

  test('never lead out of it', () => {
    const root = makeFolder({ 'app/a.txt': '', 'secret.txt': '' })
    symlinkSync(root, join(root, 'app/up'))
    const tree = new Tree(join(root, 'app'))
    for (const path of [
      '../secret.txt',
      '/etc/passwd',
      'up/secret.txt',
      'up/new.txt',
      'a/../../b',
    ]) {
      expect(() => tree.read(path), path).toThrow(OutsideProject)
      expect(() => tree.write(path, ''), path).toThrow(OutsideProject)
    }
  })

  test('are listed without what tools make', () => {
    const root = makeFolder({
      'src/a.js': '',
      'node_modules/b/c.js': '',
      '.next/d.js': '',
      '.env': '',
    })
    expect(new Tree(root).list()).toEqual(['.env', 'src/a.js'])
    expect(new Tree(root).list('src')).toEqual(['src/a.js'])
  })
})

describe('reading a project', () => {
  test('asks the lock file, the one above too, and `packageManager` first of all', () => {
    const root = makeFolder({ 'pnpm-lock.yaml': '', 'apps/web/package.json': '{}' })
    mkdirSync(join(root, '.git'))
    expect(readProject(join(root, 'apps/web')).packageManager.name).toBe('pnpm')
    writeFileSync(join(root, 'apps/web/package.json'), '{"packageManager":"yarn@4.1.0"}')
    expect(readProject(join(root, 'apps/web')).packageManager.name).toBe('yarn')
    expect(makeProject({}).packageManager.name).toBe('npm')
  })

  test('says what to do when there is none, or a broken one', () => {
    expect(() => readProject(makeFolder({}))).toThrow(/There is no package\.json/)
    expect(() => makeProject({ 'package.json': '[]' })).toThrow(/not a JSON object/)
  })

  test('understands ranges', () => {
    const ranges = {
      '^16.1.0': 16,
      '~4.2': 4,
      '>=15.3.0': 15,
      '5': 5,
      latest: undefined,
      '*': undefined,
    }
    for (const [range, major] of Object.entries(ranges)) expect(majorOf(range), range).toBe(major)
    expect(majorOf('workspace:^1.0.0')).toBeUndefined()
  })
})

describe('an environment file', () => {
  const settings = [
    { name: 'WORKOS_API_KEY', value: 'sk_test_1' },
    { name: 'WORKOS_COOKIE_PASSWORD', value: 'a b#c' },
  ]

  test('keeps its lines, fills in blanks and gets the rest at its end', () => {
    const text = '# mine\nPORT=3000\nWORKOS_API_KEY=\n\n\n'
    const { text: after, added } = withSettings(text, settings)
    expect(after).toBe(
      "# mine\nPORT=3000\nWORKOS_API_KEY=sk_test_1\n\nWORKOS_COOKIE_PASSWORD='a b#c'\n",
    )
    expect(added).toEqual(['WORKOS_API_KEY', 'WORKOS_COOKIE_PASSWORD'])
    expect(readSettings(after).get('WORKOS_COOKIE_PASSWORD')).toBe('a b#c')
  })

  test('is the same after a second time', () => {
    const once = withSettings(null, settings).text
    expect(withSettings(once, settings)).toEqual({ text: once, added: [], kept: [] })
  })

  test('keeps a value that is another, and says so', () => {
    const { text, kept } = withSettings('export WORKOS_API_KEY="sk_live_9" # prod\n', settings)
    expect(text.split('\n')[0]).toBe('export WORKOS_API_KEY="sk_live_9" # prod')
    expect(kept).toEqual(['WORKOS_API_KEY'])
  })
})

test('a .gitignore gets each pattern once', () => {
  expect(withIgnored(null, ['.env'])).toBe('.env\n')
  expect(withIgnored('node_modules\n', ['.env', '.latchkey/'])).toBe(
    'node_modules\n.env\n.latchkey/\n',
  )
  for (const rule of ['.env', '/.env', '.env*', '.latchkey\n.env']) {
    expect(withIgnored(rule, ['.env'])).toBe(rule)
  }
  expect(withIgnored('!.env\n#.env\n', ['.env'])).toBe('!.env\n#.env\n.env\n')
})

test.each([
  ['composer.json', 'PHP'],
  ['index.php', 'PHP'],
  ['pyproject.toml', 'Python'],
  ['Gemfile', 'Ruby'],
  ['go.mod', 'Go'],
])(
  'a project with %s and no package.json is said to be %s, and how it works with Latchkey',
  (file, language) => {
    const folder = makeFolder({ [file]: '' })
    expect(() => readProject(folder)).toThrow(
      expect.objectContaining({
        code: 'language_not_supported',
        message: expect.stringContaining(`This is a ${language} project`),
        recovery: expect.stringContaining('other-frameworks'),
      }),
    )
  },
)
