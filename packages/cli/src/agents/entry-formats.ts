import { applyEdits, modify, type ParseError, parse as parseJson } from 'jsonc-parser'
import { parse as parseToml } from 'smol-toml'
import { parseDocument } from 'yaml'
import { CommandError } from '../command/command-error.ts'

/** One entry in a configuration file that is somebody else's: what else it says stays, comments too. */
export interface EntryFormat {
  /** What is there under our name, or undefined. */
  read(text: string): unknown
  /** The text with our entry, as it is when the entry is there already. */
  write(text: string, server: ToolServer): string
  /** The text without our entry, and without what only held it. */
  remove(text: string): string
}

/** The program that serves the tools. */
export interface ToolServer {
  command: string
  args: string[]
}

type ToEntry = (server: ToolServer) => object

const damaged = (language: string, why: string) =>
  new CommandError('configuration_damaged', `It is no ${language} that could be read: ${why}`, {
    recovery: 'Mend the file, then try again. Nothing was changed.',
  })

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)
const at = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)

/** JSON as editors write it: with comments and trailing commas. */
export function jsonEntry(path: [string, string], toEntry: ToEntry): EntryFormat {
  const read = (text: string) => {
    if (text.trim() === '') return undefined
    const errors: ParseError[] = []
    const value = parseJson(text, errors, { allowTrailingComma: true })
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (errors.length > 0 || !isObject) throw damaged('JSON', 'it has a mistake.')
    return value
  }
  const set = (text: string, where: string[], value: unknown) => {
    const tabSize = /^( +)"/m.exec(text)?.[1]?.length ?? 2
    const formattingOptions = { insertSpaces: !/^\t/m.test(text), tabSize, eol: '\n' }
    return applyEdits(text, modify(text, where, value, { formattingOptions }))
  }
  return {
    read: (text) => at(read(text), path),
    write(text, server) {
      const entry = toEntry(server)
      if (isSame(at(read(text), path), entry)) return text
      return text.trim() === '' ? `${set('{}', path, entry)}\n` : set(text, path, entry)
    },
    remove(text) {
      if (at(read(text), path) === undefined) return text
      const without = set(text, path, undefined)
      const isLast = isSame(at(read(without), path.slice(0, 1)), {})
      const rest = isLast ? set(without, path.slice(0, 1), undefined) : without
      return isSame(read(rest), {}) ? '' : rest
    },
  }
}

export function yamlEntry(path: [string, string], toEntry: ToEntry): EntryFormat {
  const read = (text: string) => {
    const document = parseDocument(text)
    const [error] = document.errors
    if (error) throw damaged('YAML', error.message)
    return document
  }
  return {
    read: (text) => at(read(text).toJS(), path),
    write(text, server) {
      const document = read(text)
      const entry = toEntry(server)
      if (isSame(at(document.toJS(), path), entry)) return text
      document.setIn(path, document.createNode(entry))
      return document.toString({ lineWidth: 0 })
    },
    remove(text) {
      const document = read(text)
      if (at(document.toJS(), path) === undefined) return text
      document.deleteIn(path)
      if (isSame(at(document.toJS(), path.slice(0, 1)), {})) document.deleteIn(path.slice(0, 1))
      return isSame(document.toJS(), {}) ? '' : document.toString({ lineWidth: 0 })
    },
  }
}

/**
 * TOML has no parser that keeps comments, so the table is taken out and put in as lines. What the rest
 * of the file says must be the same afterwards; where it is not, nothing is written.
 */
export function tomlEntry(table: string): EntryFormat {
  const path = table.split('.')
  const read = (text: string) => {
    try {
      return parseToml(text)
    } catch (error) {
      throw damaged('TOML', (error as Error).message.split('\n')[0] ?? '')
    }
  }
  const withoutTable = (text: string) => {
    const rest = cutTable(text, table)
    if (at(read(rest), path) === undefined) return rest
    throw damaged('TOML', `${table} is not written as a table of its own.`)
  }
  return {
    read: (text) => at(read(text), path),
    write(text, server) {
      if (isSame(at(read(text), path), server)) return text
      const rest = withoutTable(text).trimEnd()
      const lines = Object.entries(server).map(
        ([key, value]) => `${key} = ${JSON.stringify(value)}`,
      )
      const added = `[${table}]\n${lines.join('\n')}\n`
      return rest === '' ? added : `${rest}\n\n${added}`
    },
    remove(text) {
      if (at(read(text), path) === undefined) return text
      const rest = withoutTable(text)
      return rest.trim() === '' ? '' : rest
    },
  }
}

/** The lines from the header of the table, and of those inside it, to the next header. */
function cutTable(text: string, table: string): string {
  let isInside = false
  const kept = text.split('\n').filter((line) => {
    const header = /^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}/.exec(line)?.[1]?.replaceAll(/["'\s]/g, '')
    if (header !== undefined) isInside = header === table || header.startsWith(`${table}.`)
    return !isInside
  })
  return kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n+$/, '\n')
}
