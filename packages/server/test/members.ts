import type { EventName } from '../src/features/events/event.ts'
import { createOrganization } from '../src/features/organizations/organization.ts'
import { createId } from '../src/ids/ids.ts'
import { checkAnswer } from './contract.ts'
import { createPerson } from './people.ts'
import type { TestEnvironment, TestServer } from './server.ts'

type Status = 'active' | 'inactive' | 'pending'

/** The id of somebody new who belongs to an organization, as rows of the tables. */
export async function createMember(
  server: TestServer,
  organizationId: string,
  status: Status = 'active',
  environment: TestEnvironment = server.staging,
): Promise<string> {
  const { user } = await createPerson(server, { environment })
  await joinOrganization(server, user.id, organizationId, status, environment)
  return user.id
}

export async function joinOrganization(
  { deps, staging }: TestServer,
  userId: string,
  organizationId: string,
  status: Status = 'active',
  environment: TestEnvironment = staging,
): Promise<void> {
  const now = deps.clock.now()
  await deps.db
    .insertInto('organization_memberships')
    .values({
      environment_id: environment.environment.id,
      id: createId('om', now),
      user_id: userId,
      organization_id: organizationId,
      status,
      created_at: now,
      updated_at: now,
    })
    .execute()
}

/** The id of a new organization. */
export async function createCustomer(
  { deps, staging }: TestServer,
  environment: TestEnvironment = staging,
): Promise<string> {
  const { id } = await createOrganization(deps, environment.environment.id, { name: 'Acme' })
  return id
}

/** Makes a permission where there is none of this slug, and says the slug. */
export async function createPermissionRow(
  { deps, staging }: TestServer,
  slug: string,
  environment: TestEnvironment = staging,
): Promise<string> {
  const now = deps.clock.now()
  await deps.db
    .insertInto('permissions')
    .values({
      environment_id: environment.environment.id,
      id: createId('perm', now),
      slug,
      name: slug,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return slug
}

/** Gives a member of an organization of staging a new role with this permission. */
export async function giveRole(
  { deps, staging }: TestServer,
  userId: string,
  organizationId: string,
  permission: string,
): Promise<void> {
  const now = deps.clock.now()
  const environment_id = staging.environment.id
  const role_id = createId('role', now)
  const membership = await deps.db
    .selectFrom('organization_memberships')
    .select('id')
    .where('user_id', '=', userId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  const { id: permission_id } = await deps.db
    .selectFrom('permissions')
    .select('id')
    .where('environment_id', '=', environment_id)
    .where('slug', '=', permission)
    .executeTakeFirstOrThrow()
  const role = { slug: role_id.toLowerCase(), name: permission, priority: 1_000 }
  await deps.db
    .insertInto('roles')
    .values({ environment_id, id: role_id, ...role, created_at: now, updated_at: now })
    .execute()
  await deps.db
    .insertInto('role_permissions')
    .values({ environment_id, role_id, permission_id })
    .execute()
  await deps.db
    .insertInto('organization_membership_roles')
    .values({ environment_id, organization_membership_id: membership.id, role_id })
    .execute()
}

/** What happened to the thing with this id, oldest first. */
export async function eventsOf({ deps }: TestServer, id: string) {
  const rows = await deps.db
    .selectFrom('events')
    .select(['event', 'data', 'organization_id', 'context'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.filter(({ data }) => (data as unknown as { id: string }).id === id)
}

/** Throws where an event of these names that was recorded is not as the Events API publishes it. */
export async function checkEvents({ deps }: TestServer, names: EventName[]): Promise<number> {
  const rows = await deps.db
    .selectFrom('events')
    .select(['id', 'event', 'data', 'context', 'created_at'])
    .where('event', 'in', names)
    .execute()
  const data = rows.map((row) => ({ object: 'event', ...row }))
  const list = { object: 'list', data, list_metadata: { before: null, after: null } }
  checkAnswer({ method: 'GET', path: '/events', status: 200, body: JSON.stringify(list) })
  return new Set(rows.map(({ event }) => event)).size
}
