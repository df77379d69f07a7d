import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { CommandError } from '../../command/command-error.ts'
import { tidyOwnFolder } from '../own-folder.ts'
import { ownProcess } from '../process-identity.ts'
import type { Change } from '../project/tree.ts'
import { hashOf, putFile, readOrNull } from './files.ts'
import { refuseOutside } from './inside.ts'
import {
  type Journal,
  type JournaledFile,
  readJournal,
  removeJournal,
  writeJournal,
} from './journal.ts'

/**
 * One installation into a folder. Each change is in the journal before it is on the disk, so that
 * whatever ends this process, `undo` finds everything. `takeBack` undoes this installation alone;
 * an earlier one in the same folder stays.
 */
export class Installation {
  readonly #root: string
  readonly #earlier: Journal | null
  readonly #files = new Map<string, JournaledFile>()
  /** Those that we wrote ourselves. */
  readonly #applied = new Set<string>()
  #journal: Journal
  #isBegun = false

  constructor(root: string, framework: string, now: Date) {
    this.#root = root
    this.#earlier = readJournal(root)
    this.#journal = {
      version: 1,
      framework,
      installedAt: now.toISOString(),
      isComplete: false,
      ...ownProcess(),
      files: [],
      packages: this.#earlier?.packages ?? [],
      madeModules: this.#earlier?.madeModules ?? false,
      registered: this.#earlier?.registered ?? [],
      url: this.#earlier?.url ?? null,
    }
  }

  /** Writes every change, or none: what moved under our feet is never overwritten. */
  apply(changes: readonly Change[]): void {
    if (changes.length === 0) return
    for (const { path, before } of changes) {
      if (this.#read(path) !== before) throw fileChanged(path)
    }
    this.#record(
      changes.map(({ path, before, after }) => ({ path, before, afterHash: hashOf(after) })),
    )
    for (const { path, after } of changes) {
      this.#applied.add(path)
      putFile(this.#root, path, after)
    }
  }

  /** Lets something happen as if we had not written our files yet. Packages stay. */
  async without<Result>(work: () => Promise<Result>): Promise<Result> {
    const written = [...this.#applied].map((path) => ({ path, now: this.#read(path) }))
    for (const { path } of written) putFile(this.#root, path, this.#files.get(path)?.before ?? null)
    try {
      return await work()
    } finally {
      for (const { path, now } of written) putFile(this.#root, path, now)
    }
  }

  /** Adds a file whose content is not text. */
  create(path: string, content: Buffer): void {
    refuseOutside(this.#root, [path])
    this.#record([{ path, before: this.#read(path), afterHash: hashOf(content.toString('utf8')) }])
    putFile(this.#root, path, content)
  }

  /** Announces that a package manager is about to add these, and to write to those. */
  watch(packages: readonly string[], paths: readonly string[]): void {
    const { packages: earlier, madeModules } = this.#journal
    this.#journal.packages = [...new Set([...earlier, ...packages])]
    this.#journal.madeModules = madeModules || !existsSync(join(this.#root, 'node_modules'))
    this.#record(paths.map((path) => ({ path, before: this.#read(path) })))
  }

  /** Notes what the other program made of them. */
  settle(paths: readonly string[]): void {
    this.#record(
      paths.flatMap((path) => {
        const file = this.#files.get(path)
        return file ? [{ ...file, afterHash: hashOf(this.#read(path)) }] : []
      }),
    )
  }

  /** Everything stands. Notes what the platform got, so that `undo` can take it from there. */
  complete(url: string, changes: readonly { kind: string; key: string; change: string }[]): void {
    const created = changes
      .filter(({ change }) => change === 'create')
      .map(({ kind, key }) => ({ kind, key }))
    // A second time changes nothing, not even the journal.
    if (this.#files.size === 0 && created.length === 0) return
    const registered = [...this.#journal.registered, ...created]
    this.#write({ url, registered, isComplete: true })
  }

  /** What differs from where this installation found it, in order of path. */
  files(): { path: string; change: 'new' | 'changed' | 'removed' }[] {
    return [...this.#files.values()]
      .map(({ path, before }) => ({ path, before, now: this.#read(path) }))
      .filter(({ before, now }) => before !== now)
      .sort((one, other) => (one.path < other.path ? -1 : 1))
      .map(({ path, before, now }) => ({
        path,
        change: before === null ? 'new' : now === null ? 'removed' : 'changed',
      }))
  }

  /** Puts every file back to where this installation found it. New ones go first: that makes room. */
  takeBack(): void {
    if (!this.#isBegun) {
      tidyOwnFolder(this.#root)
      return
    }
    const isKept = ({ before }: JournaledFile) => Number(before !== null)
    for (const { path, before } of [...this.#files.values()].sort(
      (one, other) => isKept(one) - isKept(other),
    )) {
      if (this.#read(path) !== before) putFile(this.#root, path, before)
    }
    if (this.#earlier) writeJournal(this.#root, this.#earlier)
    else removeJournal(this.#root)
  }

  /** Whether this installation made `node_modules`. */
  get madeModules(): boolean {
    return this.#journal.madeModules && !this.#earlier?.madeModules
  }

  #read(path: string): string | null {
    return readOrNull(join(this.#root, path))
  }

  /** The first state of a file is the one to go back to, however often it is written. */
  #record(files: readonly JournaledFile[]): void {
    refuseOutside(
      this.#root,
      files.map(({ path }) => path),
    )
    for (const file of files) {
      const before = this.#files.has(file.path) ? this.#files.get(file.path)?.before : file.before
      this.#files.set(file.path, { ...file, before: before ?? null })
    }
    const all = new Map(this.#earlier?.files.map((file) => [file.path, file]))
    for (const file of this.#files.values()) {
      const earliest = all.get(file.path)
      all.set(file.path, earliest ? { ...file, before: earliest.before } : file)
    }
    this.#write({ files: [...all.values()] })
  }

  #write(part: Partial<Journal>): void {
    // Until now nothing kept another one from beginning here.
    if (!this.#isBegun && !isDeepStrictEqual(readJournal(this.#root), this.#earlier)) {
      throw overtaken()
    }
    this.#journal = { ...this.#journal, ...part }
    writeJournal(this.#root, this.#journal)
    this.#isBegun = true
  }
}

function overtaken(): CommandError {
  return new CommandError(
    'installation_overtaken',
    'Another installation began here in the meantime. This one has written nothing.',
    { recovery: 'Wait until the other one has ended, then run this again.' },
  )
}

function fileChanged(path: string): CommandError {
  return new CommandError(
    'file_changed',
    `${path} was changed by something else in the meantime. Nothing was written.`,
    { recovery: 'Run this again.' },
  )
}
