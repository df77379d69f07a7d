import { createHash, randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ProjectError } from '../project/project.ts'
import type { Change } from '../project/tree.ts'

/** What an installation did to a folder: enough to take it back, also after it was cut short. */
export interface Journal {
  version: 1
  framework: string
  installedAt: string
  /** False until every file stood: what an installation that was killed leaves behind. */
  isComplete: boolean
  files: JournaledFile[]
  /** What was registered at the platform, in the words of its configuration file. */
  registered: Record<string, string[]>
}

interface JournaledFile {
  path: string
  before: string | null
  /** SHA-256 of the text that we wrote, or null where we removed the file. */
  afterHash: string | null
}

/** Git-ignored by the installer: it holds what the files were, perhaps with secrets. */
export const JOURNAL = '.latchkey/installation.json'

/** The journal of the last installation, or null. */
export function readJournal(root: string): Journal | null {
  const text = readOrNull(join(root, JOURNAL))
  if (text === null) return null
  try {
    return JSON.parse(text) as Journal
  } catch {
    throw new ProjectError(
      'broken_journal',
      `${JOURNAL} cannot be read.`,
      'Take the changes back with git, then remove that file.',
    )
  }
}

export function writeJournal(root: string, journal: Journal): void {
  writeWhole(join(root, JOURNAL), `${JSON.stringify(journal, null, 2)}\n`, 0o600)
}

/**
 * Writes changes to the disk: all of them, or none. The journal stands first, so that whatever
 * happens in between can be taken back.
 */
export function applyChanges(root: string, changes: readonly Change[], journal: Journal): Journal {
  const files = changes.map(({ path, before, after }) => ({
    path,
    before,
    afterHash: after === null ? null : hashOf(after),
  }))
  const begun = { ...journal, isComplete: false, files: mergeFiles(journal.files, files) }
  writeJournal(root, begun)
  const done: Change[] = []
  try {
    for (const change of changes) {
      refuseIfMoved(root, change)
      done.push(change)
      writeText(root, change.path, change.after)
    }
  } catch (error) {
    for (const { path, before } of done.reverse()) writeText(root, path, before)
    if (journal.files.length > 0) writeJournal(root, journal)
    else rmSync(join(root, JOURNAL), { force: true })
    throw error
  }
  return begun
}

export interface Undone {
  restored: string[]
  /** Changed by somebody since, so left as they are. */
  left: string[]
}

/** Takes an installation back. Files that were changed after us stay, and are named. */
export function undoChanges(root: string, { force = false } = {}): Undone & { journal: Journal } {
  const journal = readJournal(root)
  if (!journal) {
    throw new ProjectError(
      'nothing_to_undo',
      'There is no installation to take back in this folder.',
      'Run this where `latchkey init` was run.',
    )
  }
  const undone: Undone = { restored: [], left: [] }
  for (const file of journal.files.toReversed()) {
    const now = readOrNull(join(root, file.path))
    if (now === file.before) continue
    const isOurs = (now === null ? null : hashOf(now)) === file.afterHash
    if (!isOurs && !force) {
      undone.left.push(file.path)
      continue
    }
    writeText(root, file.path, file.before)
    undone.restored.push(file.path)
  }
  if (undone.left.length === 0) rmSync(join(root, JOURNAL), { force: true })
  else {
    const left = new Set(undone.left)
    writeJournal(root, { ...journal, files: journal.files.filter(({ path }) => left.has(path)) })
  }
  return { ...undone, journal }
}

/** A second installation keeps what the first one found: undo goes back to before both. */
function mergeFiles(earlier: JournaledFile[], later: JournaledFile[]): JournaledFile[] {
  const merged = new Map(earlier.map((file) => [file.path, file]))
  for (const file of later) {
    merged.set(file.path, { ...file, before: (merged.get(file.path) ?? file).before })
  }
  return [...merged.values()]
}

function refuseIfMoved(root: string, { path, before }: Change): void {
  if (readOrNull(join(root, path)) === before) return
  throw new ProjectError(
    'file_changed',
    `${path} was changed by something else in the meantime. Nothing was written.`,
    'Run this again.',
  )
}

function writeText(root: string, path: string, text: string | null): void {
  const file = join(root, path)
  if (text !== null) {
    writeWhole(file, text, modeOf(file))
    return
  }
  rmSync(file, { force: true })
  removeEmptyFolders(root, dirname(path))
}

/** A reader sees the old text or the new one, never a part. */
function writeWhole(file: string, text: string, mode: number | undefined): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}.tmp`
  try {
    writeFileSync(draft, text, mode === undefined ? {} : { mode })
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

function modeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mode
}

function removeEmptyFolders(root: string, folder: string): void {
  for (let path = folder; path !== '.' && path !== ''; path = dirname(path)) {
    try {
      rmdirSync(join(root, path))
    } catch {
      return
    }
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
