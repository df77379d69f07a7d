import { CommandError } from '../../command/command-error.ts'
import { readCsv } from '../csv/read-csv.ts'
import { type Extract, emptyExtract, type Row } from '../tables.ts'
import { objectsIn, readSourceFile, type SourceFile, type SourceObject } from './files.ts'
import { type FirebaseHashConfig, firebaseHash } from './firebase-hash.ts'
import { metadataCell } from './metadata-cell.ts'

interface FirebaseFiles {
  users: string
  hashConfig?: string | undefined
}

/** What `firebase auth:export` writes, JSON or CSV, and the hash parameters of the project. */
export async function readFirebaseSource(cwd: string, files: FirebaseFiles): Promise<Extract> {
  const config = files.hashConfig
    ? readHashConfig(await readSourceFile(cwd, files.hashConfig))
    : undefined
  const users = await readSourceFile(cwd, files.users)
  const extract = emptyExtract()
  const isJson = /^\s*[[{]/.test(users.text)
  const objects = isJson ? objectsIn(users, ['users']) : objectsInTable(extract, users)
  for (const object of objects) addUser(extract, users.name, object, config)
  const hashed = objects.filter(({ value }) => value.passwordHash).length
  if (!config && hashed > 0) {
    extract.notes.push(
      `${hashed} people have a password, which needs --hash-config. Without it they choose a new one.`,
    )
  }
  return extract
}

/** Where `firebase auth:export users.csv` writes what of a person. It writes no heading. */
const cells = {
  localId: 0,
  email: 1,
  emailVerified: 2,
  passwordHash: 3,
  salt: 4,
  displayName: 5,
  disabled: 26,
  customAttributes: 27,
}

function objectsInTable(extract: Extract, { name, text }: SourceFile): SourceObject[] {
  const { records, defects } = readCsv(text)
  for (const { line, message } of defects) {
    const row: Row = { table: 'users', file: name, line, values: {} }
    extract.problems.push({ row, code: 'broken_csv', message })
  }
  return records
    .filter(({ cells: [first = ''] }) => first.toLowerCase() !== 'uid')
    .map(({ line, cells: written }) => {
      const fields = Object.entries(cells).map(([field, at]) => [field, written[at] ?? ''])
      const value = Object.fromEntries(fields)
      return { line, value: { ...value, disabled: value.disabled === 'true' } }
    })
}

/** As the console shows it (`base64_signer_key: …,`), or as JSON of the same names. */
function readHashConfig({ name, text }: SourceFile): FirebaseHashConfig {
  const read = (key: string) =>
    new RegExp(`["']?${key}["']?\\s*[:=]\\s*["']?([A-Za-z0-9+/_=-]+)`).exec(text)?.[1]
  const signerKey = read('base64_signer_key')
  const saltSeparator = read('base64_salt_separator')
  const rounds = read('rounds')
  const memoryCost = read('mem_cost')
  if (signerKey && saltSeparator && rounds && memoryCost) {
    return { signerKey, saltSeparator, rounds, memoryCost }
  }
  throw new CommandError('unreadable_file', `${name} does not hold the hash parameters.`, {
    recovery:
      'It must have base64_signer_key, base64_salt_separator, rounds and mem_cost: in the Firebase console, under Authentication, Users, Password hash parameters.',
  })
}

function addUser(
  extract: Extract,
  file: string,
  { line, value }: SourceObject,
  config: FirebaseHashConfig | undefined,
): void {
  const isHashed = config && value.passwordHash && value.salt
  const row: Row = {
    table: 'users',
    file,
    line,
    values: {
      email: value.email ?? '',
      ...(isHashed && {
        password_hash: firebaseHash(value.passwordHash, value.salt, config),
        password_hash_type: 'firebase-scrypt',
      }),
      name: value.displayName ?? '',
      email_verified: String(value.emailVerified ?? false),
      external_id: value.localId ?? '',
      metadata: metadataCell(parseClaims(value.customAttributes)),
    },
  }
  if (value.disabled === true) {
    const message =
      'Firebase has disabled this person. Nobody is disabled here, so they stay behind.'
    extract.problems.push({ row, code: 'disabled', message })
  } else extract.rows.push(row)
}

/** Custom claims come as text. */
function parseClaims(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text
  } catch {
    return undefined
  }
}
