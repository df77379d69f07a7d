import { cell, type Row } from './tables.ts'

/** Whether a row's id has the form of ours, as those of WorkOS have: then it can be kept. */
export function keptId(row: Row, column: string, prefix: 'user' | 'org' | 'om'): string {
  const id = cell(row, column)
  return new RegExp(`^${prefix}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`).test(id) ? id : ''
}

/** What has no external id is exported with its own id in that place: it is none. */
export const externalIdBeside = (id: string, externalId: string) =>
  externalId === id ? '' : externalId

/** Cells that are sent under their own names where something stands in them. */
export const cellsOf = (row: Row, columns: string[]): Record<string, string> =>
  Object.fromEntries(
    columns
      .map((column) => [column, cell(row, column)] as const)
      .filter(([, value]) => value !== ''),
  )
