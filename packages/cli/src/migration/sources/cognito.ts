import { type Extract, emptyExtract, type Row } from '../tables.ts'
import { csvObjects, objectsIn, readSourceFile, type SourceFile } from './files.ts'
import { metadataCell } from './metadata-cell.ts'
import { organizationRows, rolesHeld, slugOf } from './organizations.ts'

/** What of a pool's attributes has a place of its own here. */
type Attributes = Record<string, string>

export interface CognitoFiles {
  users: string
  groups?: string | undefined
  /** The organization in which groups are roles; without it each group is an organization. */
  organization?: string | undefined
}

/** JSON of `list-users`, or a CSV with the columns of the pool. Hashes there are none. */
export async function readCognitoSource(cwd: string, files: CognitoFiles): Promise<Extract> {
  const source = await readSourceFile(cwd, files.users)
  const extract = emptyExtract()
  if (/^\s*[[{]/.test(source.text)) readJson(extract, source)
  else readTable(extract, source)
  if (files.groups) {
    const groups = groupsIn(await readSourceFile(cwd, files.groups))
    const read = files.organization ? groupsAsRoles(groups, files.organization) : groups
    extract.rows.push(...read)
  }
  extract.notes.push(
    'Cognito hands out no passwords: people choose a new one, or sign in by a code.',
  )
  return extract
}

function readJson(extract: Extract, source: SourceFile): void {
  for (const { line, value } of objectsIn(source, ['Users'])) {
    addUser(extract, source.name, line, {
      ...attributesOf(value),
      'cognito:username': value.Username ?? '',
      enabled: String(value.Enabled ?? true),
    })
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as in files.ts.
function attributesOf(value: any): Attributes {
  const given: { Name: string; Value: string }[] = value.Attributes ?? value.UserAttributes ?? []
  return Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]))
}

function readTable(extract: Extract, source: SourceFile): void {
  const { rows, defects } = csvObjects(source)
  for (const { line, values } of rows) addUser(extract, source.name, line, values)
  for (const { line, message } of defects) {
    const row: Row = { table: 'users', file: source.name, line, values: {} }
    extract.problems.push({ row, code: 'broken_csv', message })
  }
}

function addUser(extract: Extract, file: string, line: number, attributes: Attributes): void {
  const row: Row = {
    table: 'users',
    file,
    line,
    values: {
      email: attributes.email ?? '',
      first_name: attributes.given_name ?? '',
      last_name: attributes.family_name ?? '',
      name: attributes.given_name ? '' : (attributes.name ?? ''),
      email_verified: attributes.email_verified ?? '',
      external_id: attributes.sub || attributes['cognito:username'] || '',
      metadata: metadataCell(customAttributes(attributes)),
    },
  }
  if (attributes.enabled?.toLowerCase() === 'false') {
    const message =
      'Cognito has disabled this person. Nobody is disabled here, so they stay behind.'
    extract.problems.push({ row, code: 'disabled', message })
  } else extract.rows.push(row)
}

/** Groups of `list-groups`, each with its `Users` as `list-users-in-group` prints them. */
const groupsIn = (source: SourceFile): Row[] =>
  organizationRows(source, {
    list: 'Groups',
    id: (group) => group.GroupName,
    name: (group) => group.GroupName,
    members: (group) => group.Users ?? [],
    userId: (member) => attributesOf(member).sub ?? member.Username,
    email: (member) => attributesOf(member).email ?? '',
    roles: () => [],
  })

/** The same memberships in one organization, whose roles are called like the groups. */
function groupsAsRoles(groups: Row[], name: string): Row[] {
  const memberships = groups
    .filter(({ table }) => table === 'memberships')
    .map((row) => {
      const { org_external_id: group = '', ...values } = row.values
      const organization = { org_external_id: slugOf(name), role_slugs: slugOf(group) }
      return { ...row, values: { ...values, ...organization } }
    })
  const [first] = groups
  if (!first) return []
  const values = { org_external_id: slugOf(name), org_name: name }
  return [...rolesHeld(memberships), { ...first, table: 'organizations', values }, ...memberships]
}

/** `custom:plan` is the pool's own `plan`. */
function customAttributes(attributes: Attributes): Record<string, string> {
  const custom = Object.entries(attributes).filter(
    ([name, value]) => name.startsWith('custom:') && value !== '',
  )
  return Object.fromEntries(custom.map(([name, value]) => [name.slice('custom:'.length), value]))
}
