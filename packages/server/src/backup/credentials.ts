import { createSealer } from '../crypto/sealer.ts'
import { BackupError } from './backup-error.ts'
import { openToRead, type Place } from './storage.ts'

/** What the API never shows: for those who hold the storage itself, and take their people elsewhere. */
export interface Credentials {
  passwords: {
    userId: string
    hash: string
    /** As the API names the kinds of imported hashes. */
    type: string
    /** For ssha256: on which side of the password the salt stood. */
    saltPosition?: 'prefix'
  }[]
  totpSecrets: { userId: string; secret: string; issuer: string; user: string }[]
}

export async function readCredentials(place: Place): Promise<Credentials> {
  const { client, secret, close } = await openToRead(place)
  try {
    if (!secret) throw noSecret()
    const sealer = createSealer(secret)
    const passwords = await client.query<{ userId: string; hash: string }>(
      'select user_id as "userId", password_hash as hash from user_passwords order by user_id',
    )
    const factors = await client.query<{
      userId: string
      sealed: string
      issuer: string
      user: string
    }>(
      `select user_id as "userId", totp_secret_sealed as sealed, totp_issuer as issuer,
              totp_user as user
         from authentication_factors
        where type = 'totp' and user_id is not null and verified_at is not null
        order by created_at`,
    )
    return {
      passwords: passwords.rows.map(({ userId, hash }) => ({ userId, ...asImported(hash) })),
      totpSecrets: factors.rows.map(({ sealed, ...factor }) => ({
        ...factor,
        secret: sealer.unseal('totp-secret', sealed),
      })),
    }
  } finally {
    await close()
  }
}

const types: [beginning: RegExp, type: string][] = [
  [/^\$argon2/, 'argon2'],
  [/^\$2[aby]\$/, 'bcrypt'],
  [/^\$firebase-scrypt\$/, 'firebase-scrypt'],
  [/^\$pbkdf2\$/, 'pbkdf2'],
  [/^\$scrypt\$/, 'scrypt'],
  [/^\{SSHA\}/, 'ssha'],
  [/^\{SSHA256(-prefix)?\}/, 'ssha256'],
]

/** A stored hash as `password_hash` takes it: ours is argon2, others are as they came. */
function asImported(stored: string): Omit<Credentials['passwords'][number], 'userId'> {
  const type = types.find(([beginning]) => beginning.test(stored))?.[1]
  if (!type) throw new Error('A stored password hash is of no known type.')
  if (!stored.startsWith('{SSHA256-prefix}')) return { hash: stored, type }
  return { hash: stored.replace('-prefix}', '}'), type, saltPosition: 'prefix' }
}

const noSecret = () =>
  new BackupError(
    'secret_required',
    'The secret of this installation is not known here.',
    'Set LATCHKEY_SECRET as it is set for the server.',
  )
