import type { Selectable } from 'kysely'
import type { Database, Pool } from '../../../db/database.ts'
import { deleteInBatches } from '../../../db/delete-in-batches.ts'
import { type PageQuery, selectPage } from '../../../db/page.ts'
import type { ActionExecutionsTable } from '../../../db/tables.ts'
import type { ActionExecution } from '../action-execution.ts'

export async function insertExecution(db: Database, execution: ActionExecution): Promise<void> {
  await db
    .insertInto('action_executions')
    .values({
      environment_id: execution.environmentId,
      id: execution.id,
      action_endpoint_id: execution.actionEndpointId,
      is_test: execution.isTest,
      email: execution.email,
      user_id: execution.userId,
      organization_id: execution.organizationId,
      verdict: execution.verdict,
      message: execution.message,
      error: execution.error,
      duration_milliseconds: execution.durationMilliseconds,
      created_at: execution.createdAt,
    })
    .execute()
}

export async function listExecutions(
  db: Database,
  environmentId: string,
  actionEndpointId: string,
  query: PageQuery & { verdict?: ActionExecution['verdict'] | undefined },
): Promise<ActionExecution[]> {
  let executions = db
    .selectFrom('action_executions')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('action_endpoint_id', '=', actionEndpointId)
  if (query.verdict) executions = executions.where('verdict', '=', query.verdict)
  const rows = await selectPage(executions, query).execute()
  return rows.map(fromRow)
}

export async function removeOldExecutions(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, { table: 'action_executions', key: 'id', column: 'created_at', until })
}

export async function removeAllExecutions(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('action_executions').where('environment_id', '=', environmentId).execute()
}

const fromRow = (row: Selectable<ActionExecutionsTable>): ActionExecution => ({
  environmentId: row.environment_id,
  id: row.id,
  actionEndpointId: row.action_endpoint_id,
  isTest: row.is_test,
  email: row.email,
  userId: row.user_id,
  organizationId: row.organization_id,
  verdict: row.verdict,
  message: row.message,
  error: row.error,
  durationMilliseconds: row.duration_milliseconds,
  createdAt: row.created_at,
})
