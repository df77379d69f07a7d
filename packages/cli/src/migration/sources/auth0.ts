import { type Extract, emptyExtract, type Row } from '../tables.ts'
import { objectsIn, readSourceFile, type SourceObject } from './files.ts'
import { metadataCell } from './metadata-cell.ts'
import { organizationRows, rolesHeld, slugOf } from './organizations.ts'

interface Auth0Files {
  users: string
  passwords?: string | undefined
  organizations?: string | undefined
}

/** The user export, the export of hashes that support makes, and organizations with their members. */
export async function readAuth0Source(cwd: string, files: Auth0Files): Promise<Extract> {
  const extract = emptyExtract()
  const hashes = files.passwords
    ? readHashes(objectsIn(await readSourceFile(cwd, files.passwords)))
    : new Map<string, string>()
  const users = await readSourceFile(cwd, files.users)
  for (const object of objectsIn(users, ['users'])) {
    addUser(extract, users.name, object, hashes)
  }
  if (files.organizations) {
    const rows = organizationRows(await readSourceFile(cwd, files.organizations), {
      name: ({ display_name: displayName, name }) => displayName || name,
      members: ({ members }) => members ?? [],
      userId: ({ user_id: userId }) => userId,
      email: ({ email }) => email,
      roles: ({ roles }) => (roles ?? []).map((role: { name?: string }) => slugOf(role.name ?? '')),
    })
    const memberships = rows.filter(({ table }) => table === 'memberships')
    extract.rows.push(...rolesHeld(memberships), ...rows)
  }
  addNotes(extract, Boolean(files.passwords))
  return extract
}

/** By the id of the database connection, and by address for exports that name no id. */
function readHashes(objects: SourceObject[]): Map<string, string> {
  const hashes = new Map<string, string>()
  for (const { value } of objects) {
    const hash = value.passwordHash ?? value.password_hash
    if (typeof hash !== 'string') continue
    const id = value._id?.$oid ?? value._id
    if (typeof id === 'string') hashes.set(`auth0|${id}`, hash)
    if (typeof value.email === 'string') hashes.set(value.email.toLowerCase(), hash)
  }
  return hashes
}

function addUser(
  extract: Extract,
  file: string,
  { line, value }: SourceObject,
  hashes: Map<string, string>,
): void {
  const id = String(value.user_id ?? value.Id ?? '')
  const email = String(value.email ?? value.Email ?? '')
  const hash = id.startsWith('auth0|') && (hashes.get(id) ?? hashes.get(email.toLowerCase()))
  const row: Row = {
    table: 'users',
    file,
    line,
    values: {
      email,
      ...(hash && { password_hash: hash, password_hash_type: 'bcrypt' }),
      first_name: value.given_name ?? '',
      last_name: value.family_name ?? '',
      // Auth0 writes the address where it knows no name.
      name: value.given_name || value.name === email ? '' : (value.name ?? ''),
      email_verified: String(value.email_verified ?? ''),
      external_id: id,
      metadata: metadataCell(value.user_metadata, value.app_metadata),
    },
  }
  if (value.blocked === true) extract.problems.push({ row, ...blocked })
  else extract.rows.push(row)
}

const blocked = {
  code: 'blocked',
  message: 'Auth0 has blocked this person. Nobody is blocked here, so they stay behind.',
}

function addNotes({ rows, notes }: Extract, hasPasswords: boolean): void {
  const people = rows.filter(({ table }) => table === 'users')
  const own = people.filter(({ values }) => values.external_id?.startsWith('auth0|'))
  const without = own.filter(({ values }) => !values.password_hash).length
  if (without > 0) {
    const why = hasPasswords ? 'are not in the export of hashes' : 'come without a password'
    notes.push(`${without} of ${own.length} people with a password ${why}: they choose a new one.`)
  }
  const linked = people.length - own.length
  if (linked > 0) {
    notes.push(`${linked} people of other connections are linked when they first sign in.`)
  }
}
