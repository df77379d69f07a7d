import type pg from 'pg'
import { clientId } from './latchkey.ts'

/**
 * Thousands or millions of rows in Staging, made inside the database: through the API they would take
 * hours. Ids count upwards, so that a figure can name any of them.
 */
export const idOf = (prefix: string, number: number) =>
  `${prefix}_01${String(number).padStart(24, '0')}`

const numbered = (prefix: string) => `'${prefix}_01' || lpad(number::text, 24, '0')`
const staging = `(select environment_id from applications where client_id = '${clientId}')`

export async function seedUsers(client: pg.Client, count: number): Promise<void> {
  await unchecked(client, [
    `insert into users
       (environment_id, id, email, email_normalized, email_verified, first_name, last_name,
        created_at, updated_at)
     select ${staging}, ${numbered('user')}, 'person-' || number || '@many.example',
            'person-' || number || '@many.example', true, 'Ada', 'Lovelace', now(), now()
       from generate_series(1, ${count}) as number`,
    'analyze users',
  ])
}

export const customerKeyOf = (number: number) => `sk_many_${number}`

/** Keys of one organization, with a permission each. */
export async function seedCustomerApiKeys(
  client: pg.Client,
  organizationId: string,
  count: number,
): Promise<void> {
  await unchecked(client, [
    `insert into organizations (environment_id, id, name, created_at, updated_at)
     select ${staging}, '${organizationId}', 'Everybody', now(), now()`,
    `insert into permissions (environment_id, id, slug, name, created_at, updated_at)
     select ${staging}, '${idOf('perm', 1)}', 'posts:read', 'Read posts', now(), now()`,
    `insert into customer_api_keys
       (environment_id, id, organization_id, name, key_hash, obfuscated_value, last_used_at,
        created_at, updated_at)
     select ${staging}, ${numbered('api_key')}, '${organizationId}', 'Key',
            sha256(convert_to('sk_many_' || number, 'UTF8')), 'sk_...many', now(), now(), now()
       from generate_series(1, ${count}) as number`,
    `insert into customer_api_key_permissions (environment_id, customer_api_key_id, permission_id)
     select ${staging}, ${numbered('api_key')}, '${idOf('perm', 1)}'
       from generate_series(1, ${count}) as number`,
    'analyze organizations, permissions, customer_api_keys, customer_api_key_permissions',
  ])
}

/** The rows refer to each other as they should by construction: checking each would take most of the time. */
async function unchecked(client: pg.Client, statements: string[]): Promise<void> {
  await client.query('set session_replication_role = replica')
  for (const statement of statements) await client.query(statement)
  await client.query('reset session_replication_role')
}

/** Makes every user that was seeded a member of one organization. */
export async function seedMembers(
  client: pg.Client,
  organizationId: string,
  count: number,
): Promise<void> {
  await unchecked(client, [
    `insert into organizations (environment_id, id, name, created_at, updated_at)
     select ${staging}, '${organizationId}', 'Everybody', now(), now()`,
    `insert into organization_memberships
       (environment_id, id, user_id, organization_id, status, created_at, updated_at)
     select ${staging}, ${numbered('om')}, ${numbered('user')}, '${organizationId}', 'active',
            now(), now()
       from generate_series(1, ${count}) as number`,
    `insert into organization_membership_roles
       (environment_id, organization_membership_id, role_id)
     select roles.environment_id, ${numbered('om')}, roles.id
       from roles, generate_series(1, ${count}) as number
      where roles.environment_id = ${staging} and roles.is_default`,
    'analyze organizations, organization_memberships, organization_membership_roles',
  ])
}
