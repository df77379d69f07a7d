import type { Selectable } from 'kysely'
import { type Database, statement } from '../../db/database.ts'
import type { OrganizationDomainsTable } from '../../db/tables.ts'
import type { OrganizationDomain } from './organization-domain.ts'

type Row = Selectable<OrganizationDomainsTable>
type Moments = 'next_check_at' | 'verification_expires_at' | 'created_at' | 'updated_at'

/** A row that went through JSON, where moments are text. */
export type JsonRow = Omit<Row, Moments> & Record<Moments, string | null>

/** For statements about organizations: the domains of each, to be read with {@link fromJson}. */
export const domainsOfOrganization = `
  (select coalesce(jsonb_agg(to_jsonb(claim) order by claim.domain collate "C"), '[]')
     from organization_domains as claim
    where claim.environment_id = organizations.environment_id
      and claim.organization_id = organizations.id)`

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<OrganizationDomain | null> {
  const row = await db
    .selectFrom('organization_domains')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Every organization's claim on these domains, in one order: whoever decides over them waits for the others. */
export async function lockClaims(
  db: Database,
  environmentId: string,
  domains: string[],
): Promise<OrganizationDomain[]> {
  if (domains.length === 0) return []
  const rows = await db
    .selectFrom('organization_domains')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('domain', 'in', domains)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(fromRow)
}

export async function insert(db: Database, domain: OrganizationDomain): Promise<void> {
  await db
    .insertInto('organization_domains')
    .values({
      environment_id: domain.environmentId,
      id: domain.id,
      organization_id: domain.organizationId,
      domain: domain.domain,
      ...verificationColumns(domain),
      created_at: domain.createdAt,
      updated_at: domain.updatedAt,
    })
    .execute()
}

/** Writes how far its verification has come. */
export async function update(db: Database, domain: OrganizationDomain): Promise<void> {
  await db
    .updateTable('organization_domains')
    .set({ ...verificationColumns(domain), updated_at: domain.updatedAt })
    .where('environment_id', '=', domain.environmentId)
    .where('id', '=', domain.id)
    .execute()
}

export async function remove(
  db: Database,
  environmentId: string,
  id: string,
): Promise<OrganizationDomain | null> {
  const row = await db
    .deleteFrom('organization_domains')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

// Of all environments. Taking one is moving its next check, so that of many servers one has it, and
// a server that dies with it only delays it. Pauses grow with the time that was spent looking.
const claimDueStatement = statement<Row>(
  'organization-domains.claim-due',
  `update organization_domains as claim
      set next_check_at = greatest($1 + $4::interval, least(
            claim.verification_expires_at,
            $1 + least(($1 - claim.verification_expires_at + $3::interval) / 2, $5::interval)))
     from (select environment_id, id from organization_domains
            where next_check_at <= $1
            order by next_check_at
            limit $2
              for update skip locked) as due
    where claim.environment_id = due.environment_id and claim.id = due.id
   returning claim.*`,
)

export async function claimDue(
  db: Database,
  query: {
    now: Date
    limit: number
    periodSeconds: number
    shortestPauseSeconds: number
    longestPauseSeconds: number
  },
): Promise<OrganizationDomain[]> {
  const rows = await claimDueStatement(db, [
    query.now,
    query.limit,
    `${query.periodSeconds} seconds`,
    `${query.shortestPauseSeconds} seconds`,
    `${query.longestPauseSeconds} seconds`,
  ])
  return rows.map(fromRow)
}

const verificationColumns = (domain: OrganizationDomain) => ({
  state: domain.state,
  verification_strategy: domain.verificationStrategy,
  verification_prefix: domain.verificationPrefix,
  verification_token: domain.verificationToken,
  next_check_at: domain.nextCheckAt,
  verification_expires_at: domain.verificationExpiresAt,
})

export function fromJson(rows: JsonRow[]): OrganizationDomain[] {
  const moment = (text: string | null) => (text === null ? null : new Date(text))
  return rows.map((row) =>
    fromRow({
      ...row,
      next_check_at: moment(row.next_check_at),
      verification_expires_at: moment(row.verification_expires_at),
      created_at: moment(row.created_at) as Date,
      updated_at: moment(row.updated_at) as Date,
    }),
  )
}

function fromRow(row: Row): OrganizationDomain {
  return {
    environmentId: row.environment_id,
    id: row.id,
    organizationId: row.organization_id,
    domain: row.domain,
    state: row.state,
    verificationStrategy: row.verification_strategy,
    verificationPrefix: row.verification_prefix,
    verificationToken: row.verification_token,
    nextCheckAt: row.next_check_at,
    verificationExpiresAt: row.verification_expires_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
