import { type Extract, emptyExtract, type Row } from '../tables.ts'
import { passwordOfClerk } from './clerk-hash.ts'
import { csvObjects, objectsIn, readSourceFile } from './files.ts'
import { metadataCell } from './metadata-cell.ts'
import { organizationRows, rolesHeld } from './organizations.ts'

interface ClerkFiles {
  users: string
  organizations?: string | undefined
}

/** A person of either form of the export. */
interface ClerkUser {
  line: number
  id: string
  email: string
  isVerified: boolean
  firstName: string
  lastName: string
  metadata: string
  hash: string
  hasher: string
  totpSecret: string
  isBanned: boolean
}

/** The dashboard's CSV or the Backend API's JSON, and organizations with their memberships. */
export async function readClerkSource(cwd: string, files: ClerkFiles): Promise<Extract> {
  const extract = emptyExtract()
  const source = await readSourceFile(cwd, files.users)
  const isJson = /^\s*[[{]/.test(source.text)
  if (isJson) {
    for (const { line, value } of objectsIn(source, ['data', 'users'])) {
      addUser(extract, source.name, fromJson(line, value))
    }
  } else {
    const { rows, defects } = csvObjects(source)
    for (const { line, values } of rows) addUser(extract, source.name, fromCsv(line, values))
    for (const { line, message } of defects) {
      const row: Row = { table: 'users', file: source.name, line, values: {} }
      extract.problems.push({ row, code: 'broken_csv', message })
    }
  }
  if (files.organizations) {
    const rows = organizationRows(await readSourceFile(cwd, files.organizations), {
      name: ({ name }) => name,
      members: ({ memberships, members }) => memberships?.data ?? memberships ?? members ?? [],
      userId: (member) => member.public_user_data?.user_id ?? member.user_id,
      email: (member) => member.public_user_data?.identifier ?? member.email,
      // Clerk writes `org:admin`.
      roles: ({ role }) => (role ? [String(role).replace(/^org:/, '')] : []),
    })
    const memberships = rows.filter(({ table }) => table === 'memberships')
    extract.rows.push(...rolesHeld(memberships), ...rows)
  }
  return extract
}

function fromCsv(line: number, values: Record<string, string>): ClerkUser {
  const first = (list = '') => list.split(/[,;|\s]+/).filter(Boolean)
  const verified = first(values.verified_email_addresses)
  const email =
    values.primary_email_address || verified[0] || first(values.unverified_email_addresses)[0] || ''
  return {
    line,
    id: values.external_id || values.id || '',
    email,
    isVerified: verified.includes(email),
    firstName: values.first_name ?? '',
    lastName: values.last_name ?? '',
    metadata: '',
    hash: values.password_digest ?? '',
    hasher: values.password_hasher ?? '',
    totpSecret: values.totp_secret ?? '',
    isBanned: false,
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as in files.ts.
function fromJson(line: number, value: any): ClerkUser {
  const addresses: { id?: string; email_address?: string; verification?: { status?: string } }[] =
    value.email_addresses ?? []
  const primary = addresses.find(({ id }) => id === value.primary_email_address_id) ?? addresses[0]
  return {
    line,
    id: value.external_id || value.id || '',
    email: primary?.email_address ?? value.primary_email_address ?? '',
    isVerified: primary?.verification?.status === 'verified',
    firstName: value.first_name ?? '',
    lastName: value.last_name ?? '',
    metadata: metadataCell(value.unsafe_metadata, value.public_metadata, value.private_metadata),
    hash: value.password_digest ?? '',
    hasher: value.password_hasher ?? '',
    totpSecret: value.totp_secret ?? '',
    isBanned: value.banned === true,
  }
}

function addUser(extract: Extract, file: string, user: ClerkUser): void {
  const place = { file, line: user.line }
  const password = passwordOfClerk(user.hash, user.hasher)
  const row: Row = {
    table: 'users',
    ...place,
    values: {
      email: user.email,
      ...password,
      first_name: user.firstName,
      last_name: user.lastName,
      email_verified: String(user.isVerified),
      external_id: user.id,
      metadata: user.metadata,
    },
  }
  if (user.isBanned) {
    const message = 'Clerk has banned this person. Nobody is banned here, so they stay behind.'
    extract.problems.push({ row, code: 'banned', message })
    return
  }
  if (user.hash && !password) extract.problems.push({ row, ...unknownHash(user.hasher) })
  else extract.rows.push(row)
  if (user.totpSecret) {
    const values = { email: user.email, totp_secret: user.totpSecret }
    extract.rows.push({ table: 'totpSecrets', ...place, values })
  }
}

/** Given back, the row has no hash any more: this is all that has to be done about it. */
const unknownHash = (hasher: string) => ({
  column: 'password_hasher',
  code: 'unknown_hash_type',
  message: `A hash of ${hasher || 'no known kind'} cannot be verified here. Give this row without its hash, as it is written to what was refused: the person chooses a new password.`,
})
