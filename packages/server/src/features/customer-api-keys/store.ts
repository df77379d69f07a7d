import { type Selectable, sql } from 'kysely'
import { type Database, statement } from '../../db/database.ts'
import { type PageQuery, selectPage } from '../../db/page.ts'
import type { CustomerApiKeysTable } from '../../db/tables.ts'
import type { CustomerApiKey } from './customer-api-key.ts'

type Row = Selectable<CustomerApiKeysTable> & { permissions: string[] }

const permissionsOfKey = `array(
  select permissions.slug
    from customer_api_key_permissions as given
    join permissions on permissions.environment_id = given.environment_id
                    and permissions.id = given.permission_id
   where given.environment_id = customer_api_keys.environment_id
     and given.customer_api_key_id = customer_api_keys.id
   order by permissions.slug)`
const permissions = sql<string[]>`${sql.raw(permissionsOfKey)}`.as('permissions')

const selectUsable = statement<Row>(
  'customer-api-keys.find-usable',
  `select customer_api_keys.*, ${permissionsOfKey} as permissions
     from customer_api_keys
    where key_hash = $2 and environment_id = $1
      and (expires_at is null or expires_at > $3)
      and (user_id is null or exists (
        select from organization_memberships as membership
         where membership.environment_id = customer_api_keys.environment_id
           and membership.user_id = customer_api_keys.user_id
           and membership.organization_id = customer_api_keys.organization_id
           and membership.status = 'active'))`,
)

/** A member's key works only as long as the membership is active. */
export async function findUsable(
  db: Database,
  environmentId: string,
  keyHash: Buffer,
  now: Date,
): Promise<CustomerApiKey | null> {
  const [row] = await selectUsable(db, [environmentId, keyHash, now])
  return row ? fromRow(row) : null
}

const ofEnvironment = (db: Database, environmentId: string) =>
  db
    .selectFrom('customer_api_keys')
    .selectAll()
    .select(permissions)
    .where('environment_id', '=', environmentId)

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<CustomerApiKey | null> {
  const row = await ofEnvironment(db, environmentId).where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function listOfOrganization(
  db: Database,
  environmentId: string,
  organizationId: string,
  page: PageQuery,
): Promise<CustomerApiKey[]> {
  const own = ofEnvironment(db, environmentId)
    .where('organization_id', '=', organizationId)
    .where('user_id', 'is', null)
  const rows = await selectPage(own, page).execute()
  return rows.map(fromRow)
}

export async function listOfUser(
  db: Database,
  environmentId: string,
  userId: string,
  query: PageQuery & { organizationId?: string | undefined },
): Promise<CustomerApiKey[]> {
  let own = ofEnvironment(db, environmentId).where('user_id', '=', userId)
  if (query.organizationId !== undefined) {
    own = own.where('organization_id', '=', query.organizationId)
  }
  const rows = await selectPage(own, query).execute()
  return rows.map(fromRow)
}

/** Until the transaction ends the organization stays. False when there is none. */
export async function lockOrganization(
  db: Database,
  environmentId: string,
  id: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst()
  return row !== undefined
}

/** Until the transaction ends the membership stays as it is. False when it is not active. */
export async function lockActiveMembership(
  db: Database,
  environmentId: string,
  userId: string,
  organizationId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('organization_memberships')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('user_id', '=', userId)
    .where('organization_id', '=', organizationId)
    .where('status', '=', 'active')
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

export async function insert(db: Database, apiKey: CustomerApiKey, keyHash: Buffer): Promise<void> {
  await db
    .insertInto('customer_api_keys')
    .values({
      environment_id: apiKey.environmentId,
      id: apiKey.id,
      organization_id: apiKey.organizationId,
      user_id: apiKey.userId,
      name: apiKey.name,
      key_hash: keyHash,
      obfuscated_value: apiKey.obfuscatedValue,
      expires_at: apiKey.expiresAt,
      created_at: apiKey.createdAt,
      updated_at: apiKey.updatedAt,
    })
    .execute()
}

/** Gives a new key its permissions and says which of their slugs there are. */
export async function insertPermissions(db: Database, apiKey: CustomerApiKey): Promise<string[]> {
  if (apiKey.permissions.length === 0) return []
  const found = await db
    .selectFrom('permissions')
    .select(['id', 'slug'])
    .where('environment_id', '=', apiKey.environmentId)
    .where('slug', 'in', apiKey.permissions)
    .forKeyShare()
    .execute()
  if (found.length > 0) {
    await db
      .insertInto('customer_api_key_permissions')
      .values(
        found.map(({ id }) => ({
          environment_id: apiKey.environmentId,
          customer_api_key_id: apiKey.id,
          permission_id: id,
        })),
      )
      .execute()
  }
  return found.map(({ slug }) => slug)
}

export async function updateLastUsed(
  db: Database,
  apiKey: CustomerApiKey,
  now: Date,
  ifBefore: Date,
): Promise<void> {
  await db
    .updateTable('customer_api_keys')
    .set({ last_used_at: now })
    .where('environment_id', '=', apiKey.environmentId)
    .where('id', '=', apiKey.id)
    .where((where) =>
      where.or([where('last_used_at', 'is', null), where('last_used_at', '<=', ifBefore)]),
    )
    .execute()
}

/** Null when there is no such key, or none that has not expired. */
export async function updateExpiry(
  db: Database,
  environmentId: string,
  id: string,
  expiresAt: Date | null,
  now: Date,
): Promise<{ apiKey: CustomerApiKey; previousExpiresAt: Date | null } | null> {
  const row = await db
    .with('before', (inner) =>
      inner
        .selectFrom('customer_api_keys')
        .select('expires_at')
        .where('environment_id', '=', environmentId)
        .where('id', '=', id)
        .where((where) =>
          where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]),
        )
        .forUpdate(),
    )
    .updateTable('customer_api_keys')
    .from('before')
    .set({ expires_at: expiresAt, updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returningAll('customer_api_keys')
    .returning([permissions, 'before.expires_at as previous_expires_at'])
    .executeTakeFirst()
  return row ? { apiKey: fromRow(row), previousExpiresAt: row.previous_expires_at } : null
}

export async function remove(
  db: Database,
  environmentId: string,
  id: string,
): Promise<CustomerApiKey | null> {
  const row = await db
    .deleteFrom('customer_api_keys')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returningAll()
    .returning(permissions)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

function fromRow(row: Row): CustomerApiKey {
  return {
    environmentId: row.environment_id,
    id: row.id,
    organizationId: row.organization_id,
    userId: row.user_id,
    name: row.name,
    obfuscatedValue: row.obfuscated_value,
    permissions: row.permissions,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
