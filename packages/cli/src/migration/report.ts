import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeCsv } from './csv/write-csv.ts'
import { type Row, tableNames, tables } from './tables.ts'

export interface Complaint {
  row: Row
  message: string
  column?: string
}

/**
 * Writes what was refused as the files of a migration, each row with what was wrong with it: once
 * corrected, the folder is given to `latchkey migrate csv`. They hold what the rows held, so they are
 * closed to others. Returns the files; those of an earlier run are gone.
 */
export async function writeReport(folder: string, complaints: Complaint[]): Promise<string[]> {
  const written: string[] = []
  for (const table of tableNames) {
    const { file, columns } = tables[table]
    const path = join(folder, file)
    const rows = rowsOf(complaints.filter(({ row }) => row.table === table))
    if (rows.length === 0) {
      await rm(path, { force: true })
      continue
    }
    await write(path, writeCsv([...columns, 'problem'], rows))
    written.push(path)
  }
  return written
}

const problemsIn = (folder: string) => join(folder, 'problems.csv')

/** Every problem with its place, for an import that did not begin: the rows are still where they were. */
export async function writeProblems(folder: string, complaints: Complaint[]): Promise<string> {
  const rows = complaints.map(({ row, column = '', message }) => ({
    file: row.file,
    line: String(row.line),
    column,
    problem: message,
  }))
  await write(problemsIn(folder), writeCsv(['file', 'line', 'column', 'problem'], rows))
  return problemsIn(folder)
}

export const removeProblems = (folder: string) => rm(problemsIn(folder), { force: true })

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const unfinished = `${path}.unfinished`
  await writeFile(unfinished, text, { mode: 0o600 })
  await rename(unfinished, path)
}

/** One for each row, however much was wrong with it. */
function rowsOf(complaints: Complaint[]): Record<string, string>[] {
  const messages = new Map<Row, string[]>()
  for (const complaint of complaints) {
    const { row } = complaint
    messages.set(row, [...(messages.get(row) ?? []), inWords(complaint)])
  }
  return [...messages].map(([row, said]) => ({
    ...row.values,
    problem: `${row.file}:${row.line}: ${[...new Set(said)].join(' ')}`,
  }))
}

export const inWords = ({ column, message }: Pick<Complaint, 'column' | 'message'>) =>
  column ? `${column}: ${message}` : message
