import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')

describe('the package as it is published', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'latchkey-node-'))
  let tarball: Uint8Array
  beforeAll(() => {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', temporary]
    const npm = process.env.npm_execpath
    const output = npm
      ? execFileSync(process.execPath, [npm, ...args], { cwd: folder, encoding: 'utf8' })
      : execFileSync('npm', args, { cwd: folder, encoding: 'utf8' })
    const [{ filename }] = JSON.parse(output)
    tarball = readFileSync(join(temporary, filename))
  })
  afterAll(() => rmSync(temporary, { recursive: true, force: true }))

  test('gives every import style types that fit what it loads', async () => {
    const { problems } = (await checkPackage(createPackageFromTarballData(tarball))) as {
      problems: unknown[]
    }
    expect(problems).toEqual([])
  })

  test('has no mistake that a publisher should know of', async () => {
    const { messages } = await publint({ pkgDir: folder, pack: false, strict: false })
    expect(messages.filter(({ type }) => type !== 'suggestion')).toEqual([])
  })

  test('brings no dependency', () => {
    const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    expect(description.dependencies).toBeUndefined()
  })

  test.each([
    ['CommonJS', ['--eval', "console.log(typeof require('@latchkey/node').WorkOS)"]],
    [
      'ES modules',
      [
        '--input-type=module',
        '--eval',
        "import { Latchkey } from '@latchkey/node'; console.log(typeof Latchkey)",
      ],
    ],
  ])('loads as %s', (_, args) => {
    expect(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })).toBe(
      'function\n',
    )
  })

  test('brings its license, and how to move to it', () => {
    const paths = createPackageFromTarballData(tarball).listFiles()
    for (const name of ['LICENSE', 'MIGRATION.md', 'README.md']) {
      expect(paths).toContain(`/node_modules/@latchkey/node/${name}`)
    }
  })

  test.each([
    ['CommonJS', ["console.log(require.resolve('@latchkey/node/worker'))"], 'index\\.cjs'],
    [
      'ES modules',
      ['--input-type=module', "console.log(import.meta.resolve('@latchkey/node/worker'))"],
      'index\\.mjs',
    ],
  ])('has the build for workers under a name of its own, as %s', (_, code, file) => {
    const args = [...code.slice(0, -1), '--eval', code.at(-1) as string]
    const found = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    expect(found.trim()).toMatch(new RegExp(`/dist/worker/${file}$`))
  })

  test('runs where there is no node:crypto', () => {
    const worker = readFileSync(join(folder, 'dist', 'worker', 'index.mjs'), 'utf8')
    expect(worker).not.toMatch(/from ["']node:|require\(["']node:/)
  })
})
