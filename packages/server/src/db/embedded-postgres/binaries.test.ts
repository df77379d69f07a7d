import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyBinaries, findBinaries, linkLibraries, readBinaries } from './binaries.ts'

let scratch: string

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'latchkey-binaries-'))
})

afterAll(() => rm(scratch, { recursive: true, force: true }))

/** The package as npm unpacks it when it holds install scripts back: without symbolic links. */
async function unpackedWithoutLinks(name: string): Promise<string> {
  const { root } = await findBinaries()
  const folder = join(scratch, name)
  execFileSync('cp', ['-R', root, folder])
  execFileSync('find', [folder, '-type', 'l', '-delete'])
  return folder
}

const versionOf = (program: string) =>
  execFileSync(program, ['--version'], { encoding: 'utf8', stdio: 'pipe' })

describe('the PostgreSQL that npm brings', () => {
  it('does not run as unpacked, and runs once its links are made, by several starters at once', async () => {
    const binaries = await readBinaries(await unpackedWithoutLinks('withheld'))
    const links = JSON.parse(
      await readFile(join(binaries.root, 'native', 'pg-symlinks.json'), 'utf8'),
    )
    if (links.length > 0) expect(() => versionOf(binaries.postgres)).toThrow()
    const made = await Promise.all([1, 2, 3].map(() => linkLibraries(binaries)))
    expect(made).toEqual([true, true, true])
    expect(versionOf(binaries.postgres)).toContain(`(PostgreSQL) ${binaries.major}.`)
  })

  it('runs from a copy that everybody may read, even when npm unpacked it for one user', async () => {
    const source = await readBinaries(await unpackedWithoutLinks('closed'))
    execFileSync('chmod', ['-R', 'go-rwx', source.root])
    const folder = join(scratch, 'copies')
    await mkdir(folder)
    const copy = await copyBinaries(source, folder)
    expect(versionOf(copy.initdb)).toContain(`(PostgreSQL) ${copy.major}.`)
    expect((await stat(copy.root)).mode & 0o777).toBe(0o755)
    expect((await stat(copy.postgres)).mode & 0o777).toBe(0o755)
    expect((await stat(join(copy.root, 'native', 'share'))).mode & 0o777).toBe(0o755)
  })

  it('is copied once, and takes the place of an older copy', async () => {
    const source = await findBinaries()
    const folder = join(scratch, 'older')
    await mkdir(join(folder, 'binaries-1.0.0'), { recursive: true })
    const copy = await copyBinaries(source, folder)
    const { ino } = await stat(copy.postgres)
    expect((await copyBinaries(source, folder)).postgres).toBe(copy.postgres)
    expect((await stat(copy.postgres)).ino).toBe(ino)
    expect(await readdir(folder)).toEqual([`binaries-${source.version}`])
  })
})
