import { sql } from 'kysely'

/** Merges into the column `metadata`, in the statement, so that two merges at once both count. */
export function mergeMetadata(changes: Record<string, string | null>) {
  if (Object.keys(changes).length === 0) return sql<string>`'{}'::jsonb`
  return sql<string>`jsonb_strip_nulls(metadata || ${JSON.stringify(changes)}::jsonb)`
}
