import { join } from 'node:path'
import { CommandError } from '../../command/command-error.ts'
import type { Change } from '../project/tree.ts'
import { hashOf, putFile, readOrNull } from './files.ts'
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
  #journal: Journal

  constructor(root: string, framework: string, now: Date) {
    this.#root = root
    this.#earlier = readJournal(root)
    this.#journal = {
      version: 1,
      framework,
      installedAt: now.toISOString(),
      isComplete: false,
      files: [],
      registered: this.#earlier?.registered ?? [],
      url: this.#earlier?.url ?? null,
    }
  }

  /** Writes every change, or none: what moved under our feet is never overwritten. */
  apply(changes: readonly Change[]): void {
    for (const { path, before } of changes) {
      if (this.#read(path) !== before) throw fileChanged(path)
    }
    this.#record(
      changes.map(({ path, before, after }) => ({ path, before, afterHash: hashOf(after) })),
    )
    for (const { path, after } of changes) putFile(this.#root, path, after)
  }

  /** Adds a file whose content is not text. */
  create(path: string, content: Buffer): void {
    this.#record([{ path, before: this.#read(path), afterHash: hashOf(content.toString('utf8')) }])
    putFile(this.#root, path, content)
  }

  /** Announces that another program is about to write these. */
  watch(paths: readonly string[]): void {
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

  /** Notes what the platform got, so that `undo` can take it from there. */
  registered(url: string, changes: readonly { kind: string; key: string; change: string }[]): void {
    const created = changes.filter(({ change }) => change === 'create')
    const registered = [
      ...this.#journal.registered,
      ...created.map(({ kind, key }) => ({ kind, key })),
    ]
    this.#write({ url, registered })
  }

  complete(): void {
    this.#write({ isComplete: true })
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

  /** Puts every file back to where this installation found it. */
  takeBack(): void {
    for (const { path, before } of [...this.#files.values()].reverse()) {
      if (this.#read(path) !== before) putFile(this.#root, path, before)
    }
    if (this.#earlier) writeJournal(this.#root, this.#earlier)
    else removeJournal(this.#root)
  }

  #read(path: string): string | null {
    return readOrNull(join(this.#root, path))
  }

  /** The first state of a file is the one to go back to, however often it is written. */
  #record(files: readonly JournaledFile[]): void {
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
    this.#journal = { ...this.#journal, ...part }
    writeJournal(this.#root, this.#journal)
  }
}

function fileChanged(path: string): CommandError {
  return new CommandError(
    'file_changed',
    `${path} was changed by something else in the meantime. Nothing was written.`,
    { recovery: 'Run this again.' },
  )
}
