import { metadataOf } from '../metadata.ts'
import { cell, type Row } from '../tables.ts'

export type Report = (column: string, code: string, message: string) => void
export type Check = (row: Row, report: Report, seen: Seen) => void

/** Where values that may stand once stood first. */
export class Seen {
  readonly #places = new Map<string, Row>()

  /** The row that had it before. */
  before(kind: string, value: string, row: Row): Row | undefined {
    if (value === '') return undefined
    const key = `${kind}\n${value}`
    const first = this.#places.get(key)
    if (!first) this.#places.set(key, row)
    return first
  }
}

export const place = ({ file, line }: Row) => `${file}:${line}`

export function checkEmail(row: Row, report: Report): void {
  const email = cell(row, 'email')
  if (email === '') {
    report('email', 'email_required', 'There is no email address.')
    return
  }
  if (email.length > 254 || !/^[^\s@",:;<>()[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) {
    report('email', 'invalid_email', `"${email}" is no email address.`)
  }
}

export function checkExternalId(row: Row, column: string, report: Report): void {
  if (/^[\x20-\x7e]{0,128}$/.test(cell(row, column))) return
  report(column, 'invalid_external_id', 'An external id has 128 characters of ASCII at most.')
}

/** As the platform reads them, with a zone. */
export function checkMoments(row: Row, columns: string[], report: Report): void {
  for (const column of columns) {
    const text = cell(row, column)
    if (text === '' || (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)))) continue
    report(column, 'invalid_time', `"${text}" is no time such as 2026-01-31T12:00:00Z.`)
  }
}

export function checkMetadata(row: Row, report: Report): void {
  const entries = metadataOf(row)
  if (entries === null) {
    report('metadata', 'invalid_metadata', 'Metadata must be a JSON object.')
    return
  }
  const pairs = Object.entries(entries)
  if (pairs.length > 50) report('metadata', 'invalid_metadata', 'There are 50 pairs at most.')
  for (const [key, value] of pairs) {
    if (!/^[\x20-\x7e]{1,40}$/.test(key) || value.length > 600) {
      const message = `"${key}": keys have 40 characters of ASCII at most, values 600.`
      report('metadata', 'invalid_metadata', message)
    }
  }
}
