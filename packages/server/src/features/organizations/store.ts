import { type Selectable, sql } from 'kysely'
import { type Database, statement } from '../../db/database.ts'
import { mergeMetadata } from '../../db/merge-metadata.ts'
import { type PageQuery, selectPage } from '../../db/page.ts'
import type { OrganizationsTable } from '../../db/tables.ts'
import { isId } from '../../ids/ids.ts'
import {
  domainsFromJson,
  domainsOfOrganization,
  type JsonRow,
} from '../organization-domains/organization-domain.ts'
import type { AuthenticationPolicy } from './authentication-policy.ts'
import type { Organization } from './organization.ts'

type Row = Selectable<OrganizationsTable> & { domains: JsonRow[] }

/** In the statement that reads the organizations, however many they are. */
const domainsColumn = sql.raw<JsonRow[]>(domainsOfOrganization).as('domains')

const selectOrganization = statement<Row>(
  'organizations.find',
  `select organizations.*, ${domainsOfOrganization} as domains
     from organizations
    where environment_id = $1 and id = $2`,
)

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<Organization | null> {
  const [row] = await selectOrganization(db, [environmentId, id])
  return row ? fromRow(row) : null
}

export async function findByExternalId(
  db: Database,
  environmentId: string,
  externalId: string,
): Promise<Organization | null> {
  const row = await db
    .selectFrom('organizations')
    .selectAll('organizations')
    .select(domainsColumn)
    .where('environment_id', '=', environmentId)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function list(
  db: Database,
  environmentId: string,
  query: PageQuery & { domains?: string[] | undefined; search?: string },
): Promise<Organization[]> {
  let organizations = db
    .selectFrom('organizations')
    .selectAll('organizations')
    .select(domainsColumn)
    .where('environment_id', '=', environmentId)
  const { domains, search } = query
  if (domains && domains.length > 0) {
    organizations = organizations.where('id', 'in', (inner) =>
      inner
        .selectFrom('organization_domains')
        .select('organization_id')
        .where('environment_id', '=', environmentId)
        .where('domain', 'in', domains),
    )
  }
  if (search) {
    // Beginnings only: those an index can find among millions.
    const pattern = `${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    organizations = isId('org', search)
      ? organizations.where('id', '=', search)
      : organizations.where((where) =>
          where.or([
            where(sql<string>`lower(name) collate "C"`, 'like', pattern),
            where('id', 'in', (inner) =>
              inner
                .selectFrom('organization_domains')
                .select('organization_id')
                .where('environment_id', '=', environmentId)
                .where('domain', 'like', pattern),
            ),
          ]),
        )
  }
  const rows = await selectPage(organizations, query).execute()
  return rows.map(fromRow)
}

export async function insert(db: Database, organization: Organization): Promise<void> {
  await db
    .insertInto('organizations')
    .values({
      environment_id: organization.environmentId,
      id: organization.id,
      name: organization.name,
      external_id: organization.externalId,
      stripe_customer_id: organization.stripeCustomerId,
      allow_profiles_outside_organization: organization.allowProfilesOutsideOrganization,
      metadata: JSON.stringify(organization.metadata),
      created_at: organization.createdAt,
      updated_at: organization.updatedAt,
    })
    .execute()
}

/** Undefined leaves a column as it is. */
export async function update(
  db: Database,
  environmentId: string,
  id: string,
  values: {
    name?: string | undefined
    externalId?: string | null | undefined
    stripeCustomerId?: string | null | undefined
    allowProfilesOutsideOrganization?: boolean | undefined
    metadata?: Record<string, string | null> | undefined
    now: Date
  },
): Promise<Organization | null> {
  const row = await db
    .updateTable('organizations')
    .set({
      name: values.name,
      external_id: values.externalId,
      stripe_customer_id: values.stripeCustomerId,
      allow_profiles_outside_organization: values.allowProfilesOutsideOrganization,
      metadata: values.metadata === undefined ? undefined : mergeMetadata(values.metadata),
      updated_at: values.now,
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returningAll('organizations')
    .returning(domainsColumn)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function remove(
  db: Database,
  environmentId: string,
  id: string,
): Promise<Organization | null> {
  const row = await db
    .deleteFrom('organizations')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returningAll('organizations')
    .returning(domainsColumn)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function removeAll(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('organizations').where('environment_id', '=', environmentId).execute()
}

export async function findAuthenticationPolicy(
  db: Database,
  environmentId: string,
  id: string,
): Promise<AuthenticationPolicy | null> {
  const row = await db
    .selectFrom('organizations')
    .select('mfa_policy as mfaPolicy')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function updateAuthenticationPolicy(
  db: Database,
  environmentId: string,
  id: string,
  { mfaPolicy }: AuthenticationPolicy,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('organizations')
    .set({ mfa_policy: mfaPolicy, updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

// Part of every sign-in of whoever has no second factor.
const selectRequiresMfa = statement<{ required: boolean }>(
  'organizations.requires-mfa',
  `select exists (
     select from organizations
      where environment_id = $1 and mfa_policy = 'required'
        and id in ($2, (
          select organization_id from organization_domains
           where environment_id = $1 and domain = $3
             and state in ('verified', 'legacy_verified')))
   ) as required`,
)

export async function requiresMfa(
  db: Database,
  environmentId: string,
  id: string | null,
  domain: string,
): Promise<boolean> {
  const [row] = await selectRequiresMfa(db, [environmentId, id, domain])
  return row?.required ?? false
}

function fromRow(row: Row): Organization {
  return {
    environmentId: row.environment_id,
    id: row.id,
    name: row.name,
    externalId: row.external_id,
    stripeCustomerId: row.stripe_customer_id,
    allowProfilesOutsideOrganization: row.allow_profiles_outside_organization,
    metadata: row.metadata,
    domains: domainsFromJson(row.domains),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
