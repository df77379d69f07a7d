import { join } from 'node:path'
import { CommandError } from '../../command/command-error.ts'
import { hashOf, putFile, readOrNull } from './files.ts'
import {
  type Journal,
  type JournaledFile,
  readJournal,
  removeJournal,
  writeJournal,
} from './journal.ts'

export interface Undone {
  /** Back to what they were. */
  restored: string[]
  /** Were not there before. */
  removed: string[]
  /** Changed by somebody since, so left as they are, and still in the journal. */
  left: string[]
}

/** The journal of a folder; throws where nothing was installed. */
export function getJournal(root: string): Journal {
  const journal = readJournal(root)
  if (journal) return journal
  throw new CommandError('nothing_to_undo', 'Nothing was installed in this folder.', {
    recovery: 'Run this where `latchkey init` was run.',
  })
}

/** Whether somebody changed a file after we left it. */
export function isChangedSince(root: string, { path, before, afterHash }: JournaledFile): boolean {
  const now = readOrNull(join(root, path))
  return now !== before && afterHash !== undefined && hashOf(now) !== afterHash
}

/**
 * Takes every installation in a folder back. Files that were changed after us stay, unless forced;
 * those that are dealt with already are left out.
 */
export function undoInstallations(
  root: string,
  { force = false, except = [] }: { force?: boolean; except?: readonly string[] } = {},
): Undone {
  const journal = getJournal(root)
  const undone: Undone = { restored: [], removed: [], left: [] }
  for (const file of journal.files.toReversed()) {
    const { path, before } = file
    if (except.includes(path) || readOrNull(join(root, path)) === before) continue
    if (!force && isChangedSince(root, file)) {
      undone.left.push(path)
      continue
    }
    putFile(root, path, before)
    undone[before === null ? 'removed' : 'restored'].push(path)
  }
  const { left } = undone
  if (left.length === 0) removeJournal(root)
  else
    writeJournal(root, {
      ...journal,
      files: journal.files.filter(({ path }) => left.includes(path)),
    })
  return undone
}
