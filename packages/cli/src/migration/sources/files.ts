import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { CommandError } from '../../command/command-error.ts'
import { readCsv } from '../csv/read-csv.ts'

/** A file as the source gave it. `name` is how problems call it. */
export interface SourceFile {
  name: string
  text: string
}

/** An object of the source, and the line on which it begins. */
export interface SourceObject {
  line: number
  // biome-ignore lint/suspicious/noExplicitAny: exports of other systems are what they are; adapters look.
  value: any
}

export async function readSourceFile(cwd: string, path: string): Promise<SourceFile> {
  const bytes = await readFile(resolve(cwd, path)).catch((error) => {
    const reason = error.code === 'ENOENT' ? 'it is not there' : error.message
    throw new CommandError('unreadable_file', `${path} cannot be read: ${reason}.`, {
      recovery: 'Name the file as it was exported.',
    })
  })
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { name: basename(path), text }
  } catch {
    throw new CommandError('unreadable_file', `${path} is not UTF-8 text.`, {
      recovery: 'Save it as UTF-8, and give it again.',
    })
  }
}

/** Objects of a file with one JSON object a line, or with an array of them, perhaps under a name. */
export function objectsIn({ name, text }: SourceFile, names: string[] = []): SourceObject[] {
  const objects = listIn({ name, text }, names)
  const wrong = objects.find(({ value }) => typeof value !== 'object' || value === null)
  if (!wrong) return objects
  throw notAsExported(`${name}:${wrong.line} is no JSON object.`)
}

function listIn({ name, text }: SourceFile, names: string[]): SourceObject[] {
  const trimmed = text.trim()
  if (/^\{[^\n]*\}\s*\n\s*\{/.test(trimmed)) return linesOf(name, text)
  const whole = parse(name, trimmed)
  const list = Array.isArray(whole) ? whole : names.map((key) => whole?.[key]).find(Array.isArray)
  // Where in the file one of them stands is found by its number: line breaks of JSON mean nothing.
  return (list ?? [whole]).map((value: unknown, index: number) => ({ line: index + 1, value }))
}

function linesOf(name: string, text: string): SourceObject[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    return [{ line: index + 1, value: parse(`${name}:${index + 1}`, line) }]
  })
}

function parse(name: string, text: string) {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    throw notAsExported(`${name} is not JSON: ${message}.`)
  }
}

const notAsExported = (message: string) =>
  new CommandError('unreadable_file', message, {
    recovery: 'Export it again, and give the file as it is.',
  })

/** Rows of a CSV file by the names of its heading, and what is wrong with its form. */
export function csvObjects({ name, text }: SourceFile): {
  columns: string[]
  rows: { line: number; values: Record<string, string> }[]
  defects: { line: number; message: string }[]
} {
  const { records, defects } = readCsv(text)
  const [heading, ...rest] = records
  if (!heading) throw notAsExported(`${name} is empty.`)
  const columns = heading.cells.map((column) => column.trim())
  const rows = rest.flatMap(({ line, cells }) => {
    if (cells.length > columns.length) {
      const message = `There are ${cells.length} cells under ${columns.length} columns. Quote cells that hold a comma.`
      defects.push({ line, message })
      return []
    }
    return [
      { line, values: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])) },
    ]
  })
  return { columns, rows, defects }
}
