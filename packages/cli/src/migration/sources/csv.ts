import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CommandError } from '../../command/command-error.ts'
import { type Extract, emptyExtract, type TableName, tableNames, tables } from '../tables.ts'
import { csvObjects, readSourceFile, type SourceFile } from './files.ts'

/** The neutral form itself: a folder of its files, or one of them, which is users when its name says nothing. */
export async function readCsvSource(cwd: string, path: string): Promise<Extract> {
  const extract = emptyExtract()
  for (const { table, file } of await filesAt(cwd, path)) {
    readTable(extract, table, await readSourceFile(cwd, file))
  }
  return extract
}

async function filesAt(cwd: string, path: string): Promise<{ table: TableName; file: string }[]> {
  const found = await stat(resolve(cwd, path)).catch(() => undefined)
  if (!found?.isDirectory()) {
    const table = tableNames.find((name) => path.endsWith(tables[name].file)) ?? 'users'
    return [{ table, file: path }]
  }
  const present = new Set(await readdir(resolve(cwd, path)))
  const files = tableNames.flatMap((table) => {
    const { file } = tables[table]
    return present.has(file) ? [{ table, file: join(path, file) }] : []
  })
  if (files.length > 0) return files
  throw new CommandError('unreadable_file', `${path} holds none of the files of a migration.`, {
    recovery: `They are ${tableNames.map((table) => tables[table].file).join(', ')}.`,
  })
}

/** What `latchkey migrate` itself wrote beside the columns, to say what was wrong. */
const remark = 'problem'

function readTable(extract: Extract, table: TableName, source: SourceFile): void {
  const file = source.name
  const { columns, rows, defects } = csvObjects(source)
  const known: readonly string[] = tables[table].columns
  if (!columns.some((column) => known.includes(column))) {
    throw new CommandError(
      'unreadable_file',
      `The first line of ${file} is no heading of ${tables[table].file}.`,
      { recovery: `Its columns are: ${known.join(', ')}.` },
    )
  }
  const unknown = columns.filter((column) => column !== remark && !known.includes(column))
  if (unknown.length > 0) extract.notes.push(`${file}: nobody reads ${unknown.join(', ')}.`)
  for (const { line, values } of rows) extract.rows.push({ table, file, line, values })
  for (const { line, message } of defects) {
    extract.problems.push({ row: { table, file, line, values: {} }, code: 'broken_csv', message })
  }
}
