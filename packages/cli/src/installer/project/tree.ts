import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

/** One file that differs: `before` is null for a new file, `after` is null for a removed one. */
export interface Change {
  path: string
  before: string | null
  after: string | null
}

/** A path that leads out of the project: by `..`, by being absolute, or through a symbolic link. */
export class OutsideProject extends Error {
  override name = 'OutsideProject'
  constructor(readonly path: string) {
    super(`${path} is outside the project, so it is neither read nor written.`)
  }
}

/** Folders that hold what tools make, never what a person writes. */
const madeByTools = new Set([
  '.astro',
  '.git',
  '.latchkey',
  '.next',
  '.nitro',
  '.output',
  '.react-router',
  '.svelte-kit',
  '.tanstack',
  '.turbo',
  '.vercel',
  '.yarn',
  'build',
  'coverage',
  'dist',
  'node_modules',
])

/** Whether a path lies in a folder that tools make: packages, build output, what git keeps. */
export function isMadeByTools(path: string): boolean {
  return path.split('/').some((name) => madeByTools.has(name))
}

const mostListed = 20_000

/**
 * The files of a project, as they are on disk with what is planned on top. Recipes and the agent
 * write here; nothing reaches the disk before `applyChanges` is given `changes()`. That is what
 * makes a dry run exact and a failure harmless.
 *
 * Paths are relative to the root and use `/`, on every system.
 */
export class Tree {
  readonly root: string
  readonly #planned = new Map<string, string | null>()

  constructor(root: string) {
    this.root = realpathSync.native(root)
  }

  /** The text of a file, or null when there is none. */
  read(path: string): string | null {
    const file = this.normal(path)
    const planned = this.#planned.get(file)
    return planned === undefined ? readText(this.#inside(file)) : planned
  }

  /** How many bytes a file has on disk; 0 when there is none. */
  sizeOf(path: string): number {
    const file = this.#inside(this.normal(path))
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0
  }

  /** A path as it is written here. */
  normal(path: string): string {
    if (isAbsolute(path)) throw new OutsideProject(path)
    const inside = relative(this.root, resolve(this.root, path)).split(sep).join('/')
    if (inside === '..' || inside.startsWith('../') || isAbsolute(inside)) {
      throw new OutsideProject(path)
    }
    return inside
  }

  /** Where a path leads in the end: the same path, unless a symbolic link is on the way. */
  resolve(path: string): string {
    return this.#real(this.normal(path))
  }

  exists(path: string): boolean {
    return this.read(path) !== null
  }

  /** The first of several paths that exists: frameworks allow the same file under many names. */
  firstOf(paths: readonly string[]): string | undefined {
    return paths.find((path) => this.exists(path))
  }

  /** Lines end as they do in the file that is there. */
  write(path: string, text: string): void {
    const file = this.normal(path)
    const before = readText(this.#inside(file))
    const endsInReturns = before !== null && /\r\n/.test(before) && !/(?<!\r)\n/.test(before)
    this.#planned.set(file, endsInReturns ? text.replace(/\r?\n/g, '\r\n') : text)
  }

  remove(path: string): void {
    const file = this.normal(path)
    this.#inside(file)
    this.#planned.set(file, null)
  }

  /** Every file that a person wrote, planned ones included, in order. */
  list(folder = '.'): string[] {
    const start = this.normal(folder)
    this.#inside(start)
    const found = new Set<string>()
    this.#collect(start, found)
    for (const [path, text] of this.#planned) {
      if (start !== '' && !path.startsWith(`${start}/`)) continue
      if (text === null) found.delete(path)
      else found.add(path)
    }
    return [...found].sort()
  }

  /** What differs from the disk, in order of path. A plan that ends where it began is no change. */
  changes(): Change[] {
    return [...this.#planned]
      .map(([path, after]) => ({ path, before: readText(this.#inside(path)), after }))
      .filter(({ before, after }) => before !== after)
      .sort((one, other) => (one.path < other.path ? -1 : 1))
  }

  /** Forgets what is planned. */
  reset(): void {
    this.#planned.clear()
  }

  /** The address on disk. */
  #inside(path: string): string {
    this.#real(path)
    return join(this.root, path)
  }

  /** The path after following every symbolic link of what exists of it. */
  #real(path: string): string {
    let existing = join(this.root, path)
    let real = realPath(existing)
    while (real === null) {
      existing = dirname(existing)
      real = realPath(existing)
    }
    if (real !== this.root && !real.startsWith(this.root + sep)) throw new OutsideProject(path)
    const rest = relative(existing, join(this.root, path))
    return relative(this.root, join(real, rest)).split(sep).join('/')
  }

  #collect(folder: string, found: Set<string>): void {
    let entries: ReturnType<typeof readEntries>
    try {
      entries = readEntries(join(this.root, folder))
    } catch {
      return
    }
    for (const entry of entries) {
      if (found.size >= mostListed) return
      if (madeByTools.has(entry.name)) continue
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) this.#collect(path, found)
      else if (entry.isFile()) found.add(path)
    }
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true })
}

function readText(file: string): string | null {
  try {
    // A pipe or a device would never come to an end.
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function realPath(path: string): string | null {
  try {
    // The system's own answer: it has the letters as they are on a disk that takes either case.
    return realpathSync.native(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ENOTDIR'
}
