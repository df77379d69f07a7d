import { createId } from '../src/ids/ids.ts'
import type { TestEnvironment, TestServer } from './server.ts'

/** The id of a new connection, made of a row: the published API makes none. */
export async function newConnection(
  { deps, staging }: TestServer,
  of: {
    organizationId?: string | null
    type?: string
    name?: string
    state?: 'requires_type' | 'draft' | 'active' | 'validating' | 'inactive' | 'deleting'
    environment?: TestEnvironment
  } = {},
): Promise<string> {
  const now = deps.clock.now()
  const id = createId('conn', now)
  await deps.db
    .insertInto('connections')
    .values({
      environment_id: (of.environment ?? staging).environment.id,
      id,
      organization_id: of.organizationId ?? null,
      connection_type: of.type ?? 'OktaSAML',
      name: of.name ?? 'Acme',
      state: of.state ?? 'active',
      external_key: `key-of-${id}`,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}
