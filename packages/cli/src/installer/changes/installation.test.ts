import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../../test/projects/project.ts'
import { Tree } from '../project/tree.ts'
import { Installation } from './installation.ts'
import { journalFile, readJournal } from './journal.ts'
import { patchOf } from './patch.ts'
import { undoInstallations } from './undo.ts'

const begin = (root: string) => new Installation(root, 'express', new Date(0))

test('applies every change and takes every change back', () => {
  const root = makeFolder({ 'server.js': 'old\n', 'gone.js': 'gone\n' })
  chmodSync(join(root, 'server.js'), 0o755)
  const tree = new Tree(root)
  tree.write('server.js', 'new\n')
  tree.write('app/auth/callback.js', 'made\n')
  tree.remove('gone.js')
  begin(root).apply(tree.changes())
  expect(readFileSync(join(root, 'server.js'), 'utf8')).toBe('new\n')
  expect(statSync(join(root, 'server.js')).mode & 0o777).toBe(0o755)
  expect(statSync(join(root, journalFile)).mode & 0o777).toBe(0o600)
  expect(existsSync(join(root, 'gone.js'))).toBe(false)

  expect(undoInstallations(root)).toMatchObject({ left: [] })
  expect(new Tree(root).list()).toEqual(['gone.js', 'server.js'])
  expect(readFileSync(join(root, 'server.js'), 'utf8')).toBe('old\n')
  expect(existsSync(join(root, 'app'))).toBe(false)
  expect(readJournal(root)).toBeNull()
})

test('goes back to before the first of two installations', () => {
  const root = makeFolder({ 'a.js': 'one' })
  const change = (text: string) => {
    const tree = new Tree(root)
    tree.write('a.js', text)
    return tree.changes()
  }
  begin(root).apply(change('two'))
  const second = begin(root)
  second.apply(change('three'))
  second.apply(change('four'))
  undoInstallations(root)
  expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe('one')
})

test('leaves a file alone that somebody changed since, names it, and takes it back when told to', () => {
  const root = makeFolder({ 'a.js': 'one', 'b.js': 'one' })
  const tree = new Tree(root)
  tree.write('a.js', 'two')
  tree.write('b.js', 'two')
  begin(root).apply(tree.changes())
  writeFileSync(join(root, 'a.js'), 'two and mine')
  expect(undoInstallations(root)).toMatchObject({ restored: ['b.js'], left: ['a.js'] })
  expect(undoInstallations(root, { force: true })).toMatchObject({ restored: ['a.js'], left: [] })
  expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe('one')
})

test('takes one installation back and leaves the one before it', () => {
  const root = makeFolder({ 'a.js': 'one', 'package.json': '{}' })
  const tree = new Tree(root)
  tree.write('a.js', 'two')
  begin(root).apply(tree.changes())
  const second = begin(root)
  second.create('vendor/sdk.tgz', Buffer.from([0, 255, 1]))
  second.watch(['sdk'], ['package.json', 'package-lock.json'])
  writeFileSync(join(root, 'package.json'), '{"a":1}')
  writeFileSync(join(root, 'package-lock.json'), '{}')
  second.settle(['package.json', 'package-lock.json'])
  second.takeBack()
  expect(new Tree(root).list()).toEqual(['a.js', 'package.json'])
  expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe('{}')
  expect(readJournal(root)?.files.map(({ path }) => path)).toEqual(['a.js'])
})

test('undoes what a package manager was writing when everything was killed', () => {
  const root = makeFolder({ 'package.json': '{}' })
  begin(root).watch(['sdk'], ['package.json', 'package-lock.json'])
  writeFileSync(join(root, 'package.json'), '{"a":')
  expect(undoInstallations(root)).toMatchObject({ restored: ['package.json'], left: [] })
  expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe('{}')
})

test('takes everything back when one file cannot be written', () => {
  const root = makeFolder({ 'a.js': 'one', 'z/file': '' })
  const tree = new Tree(root)
  tree.write('a.js', 'two')
  tree.write('b.js/inside.js', 'two')
  const changes = tree.changes()
  writeFileSync(join(root, 'b.js'), 'a file, where a folder would have to be')
  const installation = begin(root)
  expect(() => installation.apply(changes)).toThrow()
  installation.takeBack()
  expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe('one')
  expect(existsSync(join(root, journalFile))).toBe(false)
})

test('writes nothing when a file changed after it was read', () => {
  const root = makeFolder({ 'a.js': 'one', 'b.js': 'one' })
  const tree = new Tree(root)
  tree.write('a.js', 'two')
  tree.write('b.js', 'two')
  const changes = tree.changes()
  writeFileSync(join(root, 'b.js'), 'mine')
  expect(() => begin(root).apply(changes)).toThrow(/b\.js was changed by something else/)
  expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe('one')
  expect(readFileSync(join(root, 'b.js'), 'utf8')).toBe('mine')
})

test('undoes an installation that was killed between two files', () => {
  const root = makeFolder({ 'a.js': 'one', 'b.js': 'one' })
  const tree = new Tree(root)
  tree.write('a.js', 'two')
  tree.write('b.js', 'two')
  begin(root).apply(tree.changes())
  writeFileSync(join(root, 'b.js'), 'one')
  expect(undoInstallations(root)).toMatchObject({ restored: ['a.js'], left: [] })
})

test('a patch is what git takes, without the text of secrets', () => {
  const root = makeFolder({ 'a.js': 'one\n' })
  mkdirSync(join(root, 'x'))
  const tree = new Tree(root)
  tree.write('a.js', 'two\n')
  tree.write('x/b.js', 'three\n')
  tree.write('.env', 'KEY=hidden\n')
  const patch = patchOf(tree.changes(), (path) => path.startsWith('.env'))
  expect(patch).toContain('--- a/a.js\n+++ b/a.js\n@@ -1,1 +1,1 @@\n-one\n+two\n')
  expect(patch).toContain('new file mode 100644\n--- /dev/null\n+++ b/x/b.js\n')
  expect(patch).not.toContain('hidden')
})

test.each([
  '../outside.txt',
  '/etc/hosts',
  'link/file',
  '.git/config',
  'a/.GIT/hooks/x',
  'node_modules/x.js',
  '',
])('a journal that names "%s" is not believed', (path) => {
  const outside = makeFolder({ file: 'theirs' })
  const root = makeFolder({ 'a.js': 'one' })
  symlinkSync(outside, join(root, 'link'))
  const tree = new Tree(root)
  tree.write('a.js', 'two')
  begin(root).apply(tree.changes())
  const journal = JSON.parse(readFileSync(join(root, journalFile), 'utf8'))
  journal.files = [{ path, before: 'planted', afterHash: null }]
  writeFileSync(join(root, journalFile), JSON.stringify(journal))
  expect(() => undoInstallations(root, { force: true })).toThrow(
    expect.objectContaining({ code: 'broken_journal' }),
  )
  expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('theirs')
})

test.each([{ files: {} }, { pid: -1 }, { packages: ['--prefix=/'] }, { url: 'file:///etc' }])(
  'a journal of another shape is not believed: %j',
  (part) => {
    const root = makeFolder({ 'a.js': 'one' })
    const tree = new Tree(root)
    tree.write('a.js', 'two')
    begin(root).apply(tree.changes())
    const journal = JSON.parse(readFileSync(join(root, journalFile), 'utf8'))
    writeFileSync(join(root, journalFile), JSON.stringify({ ...journal, ...part }))
    expect(() => readJournal(root)).toThrow(expect.objectContaining({ code: 'broken_journal' }))
  },
)

test('puts no archive into a folder that leads out of the project', () => {
  const outside = makeFolder({})
  const root = makeFolder({ 'a.js': 'one' })
  symlinkSync(outside, join(root, 'vendor'))
  expect(() => begin(root).create('vendor/sdk.tgz', Buffer.from('x'))).toThrow(
    /outside the project/,
  )
  expect(existsSync(join(outside, 'sdk.tgz'))).toBe(false)
  expect(existsSync(join(root, journalFile))).toBe(false)
})

test('writes nothing where another installation began after it', () => {
  const root = makeFolder({ 'package.json': {} })
  const late = begin(root)
  begin(root).apply([{ path: 'a.js', before: null, after: 'theirs' }])
  expect(() => late.apply([{ path: 'b.js', before: null, after: 'mine' }])).toThrow(
    'Another installation began here',
  )
  late.takeBack()
  expect(existsSync(join(root, 'b.js'))).toBe(false)
  expect(readJournal(root)?.files.map(({ path }) => path)).toEqual(['a.js'])
})
