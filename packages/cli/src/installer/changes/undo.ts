import { join } from 'node:path'
import { CommandError } from '../../command/command-error.ts'
import { hashOf, putFile, readOrNull } from './files.ts'
import { type Journal, readJournal, removeJournal, writeJournal } from './journal.ts'

export interface Undone {
  journal: Journal
  restored: string[]
  /** Changed by somebody since, so left as they are, and still in the journal. */
  left: string[]
}

/** Takes every installation in a folder back. Files that were changed after us stay, unless forced. */
export function undoInstallations(root: string, { force = false } = {}): Undone {
  const journal = readJournal(root)
  if (!journal) {
    throw new CommandError('nothing_to_undo', 'Nothing was installed in this folder.', {
      recovery: 'Run this where `latchkey init` was run.',
    })
  }
  const restored: string[] = []
  const left: string[] = []
  for (const { path, before, afterHash } of journal.files.toReversed()) {
    const now = readOrNull(join(root, path))
    if (now === before) continue
    const isOurs = afterHash === undefined || hashOf(now) === afterHash
    if (isOurs || force) {
      putFile(root, path, before)
      restored.push(path)
    } else {
      left.push(path)
    }
  }
  if (left.length === 0) removeJournal(root)
  else
    writeJournal(root, {
      ...journal,
      files: journal.files.filter(({ path }) => left.includes(path)),
    })
  return { journal, restored, left }
}
