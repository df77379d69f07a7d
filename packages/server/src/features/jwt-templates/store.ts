import type { Selectable } from 'kysely'
import { type Database, statement } from '../../db/database.ts'
import type { JwtTemplatesTable } from '../../db/tables.ts'
import type { JwtTemplate } from './jwt-template.ts'

type Row = Selectable<JwtTemplatesTable>

const selectTemplate = statement<Row>(
  'jwt-templates.find',
  'select * from jwt_templates where environment_id = $1',
)

export async function find(db: Database, environmentId: string): Promise<JwtTemplate | null> {
  const [row] = await selectTemplate(db, [environmentId])
  return row ? fromRow(row) : null
}

export async function upsert(
  db: Database,
  { environmentId, content, now }: { environmentId: string; content: string; now: Date },
): Promise<JwtTemplate> {
  const row = await db
    .insertInto('jwt_templates')
    .values({ environment_id: environmentId, content, created_at: now, updated_at: now })
    .onConflict((conflict) =>
      conflict.column('environment_id').doUpdateSet({ content, updated_at: now }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

/** False where there was none. */
export async function remove(db: Database, environmentId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('jwt_templates')
    .where('environment_id', '=', environmentId)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

function fromRow(row: Row): JwtTemplate {
  return {
    environmentId: row.environment_id,
    content: row.content,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
