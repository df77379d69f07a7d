import { cellsOf, externalIdBeside, keptId } from './kept-id.ts'
import { metadataOf } from './metadata.ts'
import { cell, listIn, type Row } from './tables.ts'

/** What is to be made, in the order in which it is: each kind needs those before it. */
export interface Plan {
  permissions: PlannedPermission[]
  roles: PlannedRole[]
  organizations: PlannedOrganization[]
  users: PlannedUser[]
  memberships: PlannedMembership[]
  totpSecrets: PlannedTotpSecret[]
}

/** `key` names a thing within one migration; `row` is what is given back when it is refused. */
interface Planned {
  key: string
  row: Row
}

export interface PlannedPermission extends Planned {
  slug: string
}

export interface PlannedRole extends Planned {
  slug: string
  name: string
  permissions: string[]
  /** Null is a role of the environment. */
  organization: OrganizationReference | null
}

export interface PlannedOrganization extends Planned {
  organization: OrganizationReference
  /** What it keeps of elsewhere, its id among it; null where the platform chooses. */
  kept: Kept | null
  domains: string[]
  metadata: Record<string, string>
}

/** How rows name an organization. */
export interface OrganizationReference {
  id: string
  externalId: string
  name: string
}

/** An id of elsewhere, and what is only brought along with it. */
export type Kept = Record<string, string> & { id: string }

export interface PlannedUser extends Planned {
  /** Empty where the platform chooses. */
  id: string
  email: string
  externalId: string
  body: Record<string, unknown>
}

/** How rows name a person. */
export interface UserReference {
  id: string
  email: string
  externalId: string
}

export interface PlannedMembership extends Planned {
  user: UserReference
  organization: OrganizationReference
  roles: string[]
  isActive: boolean
  kept: Kept | null
}

export interface PlannedTotpSecret extends Planned {
  user: UserReference
  body: Record<string, string>
}

/** With `keepIds`, things whose ids have the form of ours keep them. */
export function planImport(rows: Row[], { keepIds }: { keepIds: boolean }): Plan {
  const of = (table: Row['table']) => rows.filter((row) => row.table === table)
  const belonging = [...of('users'), ...of('memberships'), ...of('assignments')]
  return {
    permissions: planPermissions(of('roles')),
    roles: of('roles').map(planRole),
    organizations: planOrganizations(of('organizations'), belonging, keepIds),
    users: planUsers(of('users'), keepIds),
    memberships: planMemberships(belonging, keepIds),
    totpSecrets: of('totpSecrets').map(planTotpSecret),
  }
}

/** Whether anything of it asks the platform to take an id. */
export const keepsIds = ({ users, organizations, memberships }: Plan): boolean =>
  users.some(({ id }) => id !== '') ||
  [...organizations, ...memberships].some(({ kept }) => kept !== null)

const times = ['created_at', 'updated_at']

export const organizationIn = (row: Row): OrganizationReference => ({
  id: cell(row, 'org_id'),
  externalId: cell(row, 'org_external_id'),
  name: cell(row, 'org_name'),
})

/** One that has no id of its own is known by its name. */
export const keyOfOrganization = ({ id, externalId, name }: OrganizationReference) =>
  externalId || id || `name:${name}`

export const userIn = (row: Row): UserReference => ({
  id: cell(row, 'user_id'),
  email: cell(row, 'email'),
  externalId: cell(row, 'external_id'),
})

export const keyOfUser = ({ id, email, externalId }: UserReference) =>
  email.toLowerCase() || externalId || id

function planPermissions(roles: Row[]): PlannedPermission[] {
  const planned = new Map<string, PlannedPermission>()
  for (const row of roles) {
    for (const slug of listIn(cell(row, 'permissions'))) {
      if (!planned.has(slug)) planned.set(slug, { key: slug, row, slug })
    }
  }
  return [...planned.values()]
}

function planRole(row: Row): PlannedRole {
  const slug = cell(row, 'role_slug')
  const reference = organizationIn(row)
  const organization = cell(row, 'role_type') === 'organization' ? reference : null
  return {
    key: `${organization ? keyOfOrganization(organization) : ''}/${slug}`,
    row,
    slug,
    name: cell(row, 'role_name') || slug,
    permissions: listIn(cell(row, 'permissions')),
    organization,
  }
}

/** The listed ones, and those that only the rows of people name. */
function planOrganizations(
  listed: Row[],
  belonging: Row[],
  keepIds: boolean,
): PlannedOrganization[] {
  const planned = new Map<string, PlannedOrganization>()
  for (const row of [...listed, ...belonging]) {
    const organization = organizationIn(row)
    const key = keyOfOrganization(organization)
    if (planned.has(key) || organization.name === '') continue
    const isListed = row.table === 'organizations'
    const id = keepIds && keptId(row, 'org_id', 'org')
    planned.set(key, {
      key,
      row,
      organization,
      kept: id ? { id, ...(isListed && cellsOf(row, ['stripe_customer_id', ...times])) } : null,
      domains: isListed ? listIn(cell(row, 'domains')).map((name) => name.toLowerCase()) : [],
      metadata: (isListed && metadataOf(row)) || {},
    })
  }
  return [...planned.values()]
}

function planUsers(rows: Row[], keepIds: boolean): PlannedUser[] {
  const planned = new Map<string, PlannedUser>()
  for (const row of rows) {
    const key = userIn(row).email.toLowerCase()
    // Further rows of the same person are memberships.
    if (!planned.has(key)) planned.set(key, { key, row, ...planUser(row, keepIds) })
  }
  return [...planned.values()]
}

const historyOfUsers = ['locale', 'profile_picture_url', 'last_sign_in_at', ...times]

function planUser(row: Row, keepIds: boolean): Omit<PlannedUser, 'key' | 'row'> {
  const { email, externalId: given, id: known } = userIn(row)
  const id = keepIds ? keptId(row, 'user_id', 'user') : ''
  // An id of elsewhere that is not kept is what the application knows the person by.
  const externalId = id ? externalIdBeside(id, given) : given || known
  const body = {
    ...userBody(row),
    ...(externalId && { external_id: externalId }),
    ...(id && { id, ...cellsOf(row, historyOfUsers) }),
  }
  return { id, email, externalId, body }
}

function userBody(row: Row): Record<string, unknown> {
  return {
    ...cellsOf(row, [
      'email',
      'password_hash',
      'password_hash_type',
      'password_salt_position',
      'first_name',
      'last_name',
      'name',
    ]),
    // A password may begin or end with a space.
    ...(row.values.password && { password: row.values.password }),
    email_verified: /^(true|yes|1)$/i.test(cell(row, 'email_verified')),
    metadata: metadataOf(row) ?? {},
  }
}

/** One for each person and organization, whose roles are those of all the rows that speak of the two. */
function planMemberships(rows: Row[], keepIds: boolean): PlannedMembership[] {
  const planned = new Map<string, PlannedMembership>()
  for (const row of rows) {
    const [user, organization] = [userIn(row), organizationIn(row)]
    const organizationKey = keyOfOrganization(organization)
    if (organizationKey === 'name:') continue
    const key = `${keyOfUser(user)} ${organizationKey}`
    const roles = [...listIn(cell(row, 'role_slugs')), ...listIn(cell(row, 'role_slug'))]
    const known = planned.get(key)
    if (known) {
      known.roles = [...new Set([...known.roles, ...roles])]
      continue
    }
    const id = keepIds && keptId(row, 'membership_id', 'om')
    planned.set(key, {
      key,
      row,
      user,
      organization,
      roles: [...new Set(roles)],
      isActive: cell(row, 'status') !== 'inactive',
      kept: id ? { id, ...cellsOf(row, ['status', ...times]) } : null,
    })
  }
  return [...planned.values()]
}

function planTotpSecret(row: Row): PlannedTotpSecret {
  const user = userIn(row)
  const labels = ['totp_issuer', 'totp_user'].map((column) => [column, cell(row, column)] as const)
  return {
    key: keyOfUser(user),
    row,
    user,
    body: {
      type: 'totp',
      totp_secret: cell(row, 'totp_secret').replace(/=+$/, '').toUpperCase(),
      ...Object.fromEntries(labels.filter(([, value]) => value !== '')),
    },
  }
}
