import { cell, type Row } from './tables.ts'

/** Metadata as the platform keeps it, text by text; null where the cell is no object. */
export function metadataOf(row: Row): Record<string, string> | null {
  const text = cell(row, 'metadata')
  if (text === '') return {}
  try {
    const value = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, part]) => part !== null)
        .map(([key, part]) => [key, typeof part === 'string' ? part : JSON.stringify(part)]),
    )
  } catch {
    return null
  }
}
