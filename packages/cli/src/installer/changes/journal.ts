import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CommandError } from '../../command/command-error.ts'
import { makeOwnFolder, ownFolder, tidyOwnFolder } from '../own-folder.ts'
import { isTracked } from '../project/git.ts'
import { readOrNull, writeWhole } from './files.ts'
import { refuseOutside } from './inside.ts'

const journaledFile = z.object({
  path: z.string(),
  before: z.string().nullable(),
  /** Of the file as we left it; null where we removed it, undefined while it is still written. */
  afterHash: z.string().nullable().optional(),
})

const journal = z.object({
  version: z.literal(1),
  framework: z.string(),
  installedAt: z.string(),
  /** False until everything stood: what an installation that was killed leaves behind. */
  isComplete: z.boolean(),
  /** Of the process that installs, or did. */
  pid: z.number().int().min(1),
  /** Tells that process from another that got its number later; null where that cannot be told. */
  startedAt: z.string().nullable(),
  files: z.array(journaledFile),
  /** Names of the packages that were added. None may look like an option to a package manager. */
  packages: z.array(z.string().regex(/^(?:@[\w.~-]+\/)?\w[\w.~-]*$/)),
  /** Whether there was no `node_modules` before. */
  madeModules: z.boolean(),
  /** What was new at the platform, each with its kind. */
  registered: z.array(z.object({ kind: z.string(), key: z.string() })),
  /** Where it was registered. */
  url: z.url({ protocol: /^https?$/ }).nullable(),
})

/** What installations did to a folder: enough to take it back, also after one was cut short. */
export type Journal = z.infer<typeof journal>

export type JournaledFile = z.infer<typeof journaledFile>

/** It holds what files were, perhaps with secrets. */
export const journalFile = `${ownFolder}/installation.json`

/**
 * The journal of a folder, or null when nothing was installed there. It comes with the folder, so
 * perhaps from a stranger: what it says is believed of files of the project alone.
 */
export function readJournal(root: string): Journal | null {
  const text = readOrNull(join(root, journalFile))
  if (text === null) return null
  try {
    const read = journal.parse(JSON.parse(text))
    refuseOutside(
      root,
      read.files.map(({ path }) => path),
    )
    return read
  } catch (error) {
    throw new CommandError('broken_journal', `${journalFile} cannot be read.`, {
      recovery: 'Take the changes back with git, then remove that file.',
      cause: error,
    })
  }
}

/** We tell git to leave the journal out, so one that it keeps says what somebody else wants. */
export function isForeignJournal(root: string): boolean {
  return isTracked(root, journalFile)
}

export function writeJournal(root: string, journal: Journal): void {
  makeOwnFolder(root)
  writeWhole(join(root, journalFile), `${JSON.stringify(journal, null, 2)}\n`, 0o600)
}

export function removeJournal(root: string): void {
  rmSync(join(root, journalFile), { force: true })
  tidyOwnFolder(root)
}
