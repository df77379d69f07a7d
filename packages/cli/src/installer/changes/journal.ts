import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../../command/command-error.ts'
import { makeOwnFolder, OWN_FOLDER, tidyOwnFolder } from '../own-folder.ts'
import { readOrNull, writeWhole } from './files.ts'

/** What installations did to a folder: enough to take it back, also after one was cut short. */
export interface Journal {
  version: 1
  framework: string
  installedAt: string
  /** False until everything stood: what an installation that was killed leaves behind. */
  isComplete: boolean
  /** Of the process that installs, or did. */
  pid: number
  files: JournaledFile[]
  /** Names of the packages that were added. */
  packages: string[]
  /** Whether there was no `node_modules` before. */
  madeModules: boolean
  /** What was new at the platform, each with its kind. */
  registered: { kind: string; key: string }[]
  /** Where it was registered. */
  url: string | null
}

export interface JournaledFile {
  path: string
  before: string | null
  /** Of the file as we left it; null where we removed it, undefined while it is still written. */
  afterHash?: string | null
}

/** It holds what files were, perhaps with secrets. */
export const JOURNAL = `${OWN_FOLDER}/installation.json`

/** The journal of a folder, or null when nothing was installed there. */
export function readJournal(root: string): Journal | null {
  const text = readOrNull(join(root, JOURNAL))
  if (text === null) return null
  try {
    return JSON.parse(text) as Journal
  } catch {
    throw new CommandError('broken_journal', `${JOURNAL} cannot be read.`, {
      recovery: 'Take the changes back with git, then remove that file.',
    })
  }
}

export function writeJournal(root: string, journal: Journal): void {
  makeOwnFolder(root)
  writeWhole(join(root, JOURNAL), `${JSON.stringify(journal, null, 2)}\n`, 0o600)
}

export function removeJournal(root: string): void {
  rmSync(join(root, JOURNAL), { force: true })
  tidyOwnFolder(root)
}
