import { CommandError } from '../../command/command-error.ts'
import { type Extract, emptyExtract, type Row } from '../tables.ts'
import { objectsIn, readSourceFile, type SourceFile, type SourceObject } from './files.ts'
import { type FirebaseHashConfig, firebaseHash } from './firebase-hash.ts'
import { metadataCell } from './metadata-cell.ts'

interface FirebaseFiles {
  users: string
  hashConfig?: string | undefined
}

/** What `firebase auth:export` writes, and the hash parameters of the project. */
export async function readFirebaseSource(cwd: string, files: FirebaseFiles): Promise<Extract> {
  const config = files.hashConfig
    ? readHashConfig(await readSourceFile(cwd, files.hashConfig))
    : undefined
  const users = await readSourceFile(cwd, files.users)
  const extract = emptyExtract()
  for (const object of objectsIn(users, ['users'])) addUser(extract, users.name, object, config)
  const hashed = objectsIn(users, ['users']).filter(({ value }) => value.passwordHash).length
  if (!config && hashed > 0) {
    extract.notes.push(
      `${hashed} people have a password, which needs --hash-config. Without it they choose a new one.`,
    )
  }
  return extract
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
