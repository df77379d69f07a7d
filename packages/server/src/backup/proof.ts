import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import type pg from 'pg'
import copy from 'pg-copy-streams'
import type { Purpose, Sealer } from '../crypto/sealer.ts'
import type { PublicJwk } from '../crypto/signing-key-pair.ts'
import { BackupError } from './backup-error.ts'
import { quoted } from './schema.ts'

/** Every sealed column, and what it is sealed for. A test compares them with the schema. */
export const sealedColumns: [table: string, column: string, purpose: Purpose][] = [
  ['action_endpoints', 'secret_sealed', 'action-secret'],
  ['api_keys', 'key_sealed', 'api-key'],
  ['authentication_challenges', 'code_sealed', 'authentication-challenge-code'],
  ['authentication_factors', 'totp_secret_sealed', 'totp-secret'],
  ['device_authorizations', 'user_code_sealed', 'device-user-code'],
  ['email_changes', 'code_sealed', 'email-change-code'],
  ['email_verifications', 'code_sealed', 'email-verification-code'],
  ['emails', 'content_sealed', 'email-content'],
  ['idempotent_requests', 'answer_sealed', 'idempotent-answer'],
  ['invitations', 'token_sealed', 'invitation-token'],
  ['magic_auths', 'code_sealed', 'magic-auth-code'],
  ['password_resets', 'token_sealed', 'password-reset-token'],
  ['set_up_tokens', 'token_sealed', 'set-up-token'],
  ['signing_keys', 'private_key_sealed', 'signing-key'],
  ['webhook_endpoints', 'secret_sealed', 'webhook-secret'],
]

export interface Proof {
  unsealed: number
  signingKeys: number
}

/** That the database can be served with this secret: every sealed value opens, every key signs. */
export async function prove(client: pg.ClientBase, sealer: Sealer): Promise<Proof> {
  let unsealed = 0
  for (const [table, column, purpose] of sealedColumns) {
    for await (const value of valuesOf(client, table, column)) {
      unseal(sealer, purpose, value, `${table}.${column}`)
      unsealed++
    }
  }
  return { unsealed, signingKeys: await proveSigningKeys(client, sealer) }
}

function unseal(sealer: Sealer, purpose: Purpose, value: string, place: string): string {
  try {
    return sealer.unseal(purpose, value)
  } catch (error) {
    throw new BackupError(
      'cannot_unseal',
      `A value of ${place} does not open with this secret.`,
      'It was sealed with another LATCHKEY_SECRET, or altered.',
      { cause: error },
    )
  }
}

async function proveSigningKeys(client: pg.ClientBase, sealer: Sealer): Promise<number> {
  const { rows } = await client.query<{ id: string; sealed: string; jwk: PublicJwk }>(
    'select id, private_key_sealed as sealed, public_jwk as jwk from signing_keys',
  )
  for (const { id, sealed, jwk } of rows) {
    const pem = unseal(sealer, 'signing-key', sealed, 'signing_keys.private_key_sealed')
    const challenge = randomBytes(32)
    const signature = sign('sha256', challenge, createPrivateKey(pem))
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    if (!verify('sha256', challenge, publicKey, signature)) {
      const message = `What the key ${id} signs does not agree with its public half.`
      throw new BackupError('cannot_sign', message)
    }
  }
  return rows.length
}

/** One by one: there may be more of them than memory holds. None needs to be escaped. */
async function* valuesOf(
  client: pg.ClientBase,
  table: string,
  column: string,
): AsyncGenerator<string> {
  const name = quoted(column)
  const text = `copy (select ${name} from ${quoted(table)} where ${name} is not null) to stdout`
  let rest = ''
  for await (const piece of client.query(copy.to(text))) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
