import { stripVTControlCharacters } from 'node:util'
import stringWidth from 'fast-string-width'

/** A column: what stands above it, and how a row fills it. */
export interface Column<Row> {
  title: string
  value(row: Row): unknown
  /** Numbers. */
  alignRight?: boolean
}

/** What the platform answers was often typed by strangers: it may not move the cursor or ring the bell. */
export function printable(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  // Control characters, and those that turn the direction of reading.
  return stripVTControlCharacters(text).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
}

/** As `printable`, for a text of several lines: each stays a line of its own, and where it is. */
export function printableLines(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : printable(line.replaceAll('\t', '    '))))
    .join('\n')
}

/** Aligned columns, two spaces apart. The titles are the first line. */
export function tableLines<Row>(rows: Row[], columns: Column<Row>[]): string[] {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ value }) => printable(value(row)))),
  ]
  const widths = columns.map((_, at) =>
    Math.max(...cells.map((line) => stringWidth(line[at] ?? ''))),
  )
  return cells.map((line) =>
    line
      .map((cell, at) => pad(cell, widths[at] ?? 0, columns[at]?.alignRight))
      .join('  ')
      .trimEnd(),
  )
}

/** Names on the left, values on the right. */
export function fieldLines(fields: Record<string, unknown>): string[] {
  const widest = Math.max(0, ...Object.keys(fields).map((name) => stringWidth(name)))
  return Object.entries(fields).map(([name, value]) => `${pad(name, widest)}  ${printable(value)}`)
}

function pad(text: string, width: number, alignRight = false): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return alignRight ? space + text : text + space
}
