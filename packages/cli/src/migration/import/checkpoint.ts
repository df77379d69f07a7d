import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CommandError } from '../../command/command-error.ts'

/**
 * What of a migration is done, on disk: one line for each thing, written once the platform has it. A
 * killed run leaves it behind and the next one goes on from there; a whole one removes it, since the
 * platform itself knows what it has. It holds keys and ids, and nothing that is secret.
 */
export interface Checkpoint {
  /** How much was done before this run. */
  size: number
  find(kind: string, key: string): string | undefined
  add(kind: string, key: string, id: string): Promise<void>
  /** Lets go of the file, which stays. */
  close(): Promise<void>
  remove(): Promise<void>
}

/** `purpose` is one migration: what is imported, and where to. */
export async function openCheckpoint(path: string, purpose: string): Promise<Checkpoint> {
  const text = await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  // A kill may have cut the last line short: what it stood for is asked for once more.
  const [first, ...lines] = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  if (first && JSON.parse(first).purpose !== purpose) throw anotherMigration(path)
  const done = new Map<string, string>()
  for (const { kind, key, id } of lines.flatMap(readLine)) done.set(`${kind}\n${key}`, id)
  const file = await openFor(path, first ? text : '', { purpose })
  return {
    size: done.size,
    find: (kind, key) => done.get(`${kind}\n${key}`),
    async add(kind, key, id) {
      done.set(`${kind}\n${key}`, id)
      await file.appendFile(`${JSON.stringify({ kind, key, id })}\n`)
    },
    close: () => file.close(),
    async remove() {
      await file.close()
      await rm(path, { force: true })
    },
  }
}

/** A full disk may have cut one short in the middle, too: what it stood for is asked for once more. */
function readLine(line: string): { kind: string; key: string; id: string }[] {
  try {
    return line === '' ? [] : [JSON.parse(line)]
  } catch {
    return []
  }
}

async function openFor(path: string, text: string, heading: object): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a', 0o600)
  await file.truncate(Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)))
  if (text === '') await file.appendFile(`${JSON.stringify(heading)}\n`)
  return file
}

function anotherMigration(path: string): CommandError {
  return new CommandError('another_migration', `${path} is of another migration, unfinished.`, {
    recovery:
      'Finish that one with the same files, or give this one a folder of its own with --folder. The files may have been changed since: then remove the checkpoint, what is there already is found.',
  })
}
