import { CommandError, exitCodes } from '../../command/command-error.ts'
import type { Context } from '../../command/context.ts'
import { type Connection, openConnection } from '../../connection/connection.ts'
import { readUrl } from '../../connection/settings.ts'
import { pagesOf } from '../import/pages.ts'
import { createPatientPlatform, type PatientPlatform } from '../import/patient-platform.ts'
import { type Extract, emptyExtract, type Row, type TableName, tables } from '../tables.ts'
import { metadataCell } from './metadata-cell.ts'

/** Another platform, opened with the key of the environment that people come from. */
export async function readWorkOSSource(context: Context, fromUrl: string): Promise<Extract> {
  const { environment, output } = context
  const url = readUrl('--from-url', fromUrl) ?? fromUrl
  const apiKey = environment.env.LATCHKEY_FROM_API_KEY?.trim()
  if (!apiKey) throw noKey(url)
  const source = await openConnection(environment, { url, apiKey, source: 'LATCHKEY_FROM_API_KEY' })
  const extract = await output.step(`Reading ${url}`, () =>
    readEnvironment(source, environment.signal),
  )
  extract.notes.push(
    'The API hands out no passwords: people choose a new one, or sign in by a code.',
    'Open invitations stay behind, and domains that nobody has proven.',
  )
  return { ...extract, identity: url }
}

/** Everything that the published API tells of an environment. */
export async function readEnvironment(
  source: Pick<Connection, 'send' | 'url' | 'source'>,
  signal: AbortSignal,
): Promise<Extract> {
  const platform = createPatientPlatform(source, signal)
  const extract = emptyExtract()
  await readRoles(extract, platform, '/authorization/roles')
  const users = await readUsers(extract, platform)
  await readOrganizations(extract, platform, users)
  return extract
}

function noKey(url: string): CommandError {
  return new CommandError('authentication_required', `There is no API key for ${url}.`, {
    recovery: 'Set LATCHKEY_FROM_API_KEY to a key of the environment that people come from.',
    exitCode: exitCodes.authenticationRequired,
  })
}

interface WireUser {
  id: string
  email: string
  email_verified: boolean
  first_name: string | null
  last_name: string | null
  external_id: string | null
  metadata?: Record<string, string>
  locale?: string | null
  profile_picture_url?: string | null
  last_sign_in_at?: string | null
  created_at?: string
  updated_at?: string
}

async function readUsers(extract: Extract, platform: PatientPlatform) {
  const users = new Map<string, WireUser>()
  for await (const user of pagesOf<WireUser>(platform, '/user_management/users')) {
    users.set(user.id, user)
    extract.rows.push(
      row('users', users.size, {
        user_id: user.id,
        email: user.email,
        first_name: user.first_name ?? '',
        last_name: user.last_name ?? '',
        email_verified: String(user.email_verified),
        external_id: user.external_id ?? user.id,
        metadata: metadataCell(user.metadata),
        locale: user.locale ?? '',
        profile_picture_url: user.profile_picture_url ?? '',
        last_sign_in_at: user.last_sign_in_at ?? '',
        ...timesOf(user),
      }),
    )
  }
  return users
}

interface WireOrganization {
  id: string
  name: string
  external_id: string | null
  domains: { domain: string; state: string }[]
  metadata?: Record<string, string>
  stripe_customer_id?: string
  created_at?: string
  updated_at?: string
}

async function readOrganizations(
  extract: Extract,
  platform: PatientPlatform,
  users: Map<string, WireUser>,
): Promise<void> {
  let number = 0
  for await (const organization of pagesOf<WireOrganization>(platform, '/organizations')) {
    const { id, name, metadata } = organization
    const externalId = organization.external_id ?? id
    number++
    extract.rows.push(
      row('organizations', number, {
        org_id: id,
        org_external_id: externalId,
        org_name: name,
        domains: verifiedIn(organization).join(','),
        metadata: metadataCell(metadata),
        stripe_customer_id: organization.stripe_customer_id ?? '',
        ...timesOf(organization),
      }),
    )
    const path = `/authorization/organizations/${id}/roles`
    await readRoles(extract, platform, path, { id, externalId })
    await readMemberships(extract, platform, { id, externalId, number }, users)
  }
}

const proven = new Set(['verified', 'legacy_verified'])

/** A domain that nobody has proven there is not proven here: one that is `unverified` no longer is. */
const verifiedIn = ({ domains }: WireOrganization) =>
  domains.flatMap(({ domain, state }) => (proven.has(state) ? [domain] : []))

interface WireMembership {
  id: string
  user_id: string
  status: string
  created_at?: string
  updated_at?: string
  role?: { slug: string }
  roles?: { slug: string }[]
}

async function readMemberships(
  extract: Extract,
  platform: PatientPlatform,
  organization: { id: string; externalId: string; number: number },
  users: Map<string, WireUser>,
): Promise<void> {
  const query = { organization_id: organization.id, statuses: 'active,inactive' }
  const path = '/user_management/organization_memberships'
  for await (const membership of pagesOf<WireMembership>(platform, path, query)) {
    const user = users.get(membership.user_id)
    // Somebody who came after the users were read comes along the next time.
    if (!user) continue
    const roles = membership.roles ?? [membership.role]
    extract.rows.push(
      row('memberships', organization.number, {
        email: user.email,
        user_id: user.id,
        org_id: organization.id,
        org_external_id: organization.externalId,
        role_slugs: roles.flatMap((role) => role?.slug ?? []).join(','),
        membership_id: membership.id,
        status: membership.status,
        ...timesOf(membership),
      }),
    )
  }
}

interface WireRole {
  slug: string
  name: string
  type: 'EnvironmentRole' | 'OrganizationRole'
  permissions: string[]
}

/** An organization's list has the roles of the environment too; those are read once. */
async function readRoles(
  extract: Extract,
  platform: PatientPlatform,
  path: string,
  organization?: { id: string; externalId: string },
): Promise<void> {
  const wanted = organization ? 'OrganizationRole' : 'EnvironmentRole'
  let number = 0
  for await (const role of pagesOf<WireRole>(platform, path)) {
    if (role.type !== wanted) continue
    number++
    extract.rows.push(
      row('roles', number, {
        role_slug: role.slug,
        role_name: role.name,
        role_type: organization ? 'organization' : 'environment',
        permissions: role.permissions.join(','),
        org_id: organization?.id ?? '',
        org_external_id: organization?.externalId ?? '',
      }),
    )
  }
}

const timesOf = (thing: { created_at?: string; updated_at?: string }) => ({
  created_at: thing.created_at ?? '',
  updated_at: thing.updated_at ?? '',
})

/** Lists have no lines: things are counted as they come. */
const row = (table: TableName, line: number, values: Row['values']): Row => ({
  table,
  file: tables[table].file.replace('.csv', ''),
  line,
  values,
})
