import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/** What a key is for. Keys of different purposes are unrelated, so no sealed value serves as another. */
export type Purpose =
  | 'action-secret'
  | 'api-key'
  | 'authentication-challenge-code'
  | 'backup'
  | 'cli-user-code'
  | 'device-user-code'
  | 'email-change-code'
  | 'email-content'
  | 'email-verification-code'
  | 'invitation-token'
  | 'magic-auth-code'
  | 'idempotent-answer'
  | 'password-reset-token'
  | 'refresh-token'
  | 'set-up-token'
  | 'signing-key'
  | 'webhook-secret'
  | 'totp-enrollment'
  | 'totp-secret'

/** Protects secrets at rest under `LATCHKEY_SECRET`. */
export interface Sealer {
  seal(purpose: Purpose, plaintext: string): string
  /** Throws when the value was altered, sealed for another purpose or under another secret. */
  unseal(purpose: Purpose, sealed: string): string
  /** A keyed digest: proves that we made a value without storing it. */
  authenticate(purpose: Purpose, data: Uint8Array): Buffer
}

const format = '1'

export function createSealer(secret: string): Sealer {
  // As key objects: from raw bytes Node would make one at every use, which costs more than the digest.
  const keys = new Map<Purpose, KeyObject>()
  const keyFor = (purpose: Purpose): KeyObject => {
    let key = keys.get(purpose)
    if (!key) {
      const bytes = hkdfSync('sha256', secret, 'latchkey', `seal:${purpose}`, 32)
      key = createSecretKey(Buffer.from(bytes))
      keys.set(purpose, key)
    }
    return key
  }
  return {
    seal(purpose, plaintext) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce)
      cipher.setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
      return `${format}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    unseal(purpose, sealed) {
      const [version, encoded] = sealed.split('.')
      if (version !== format || !encoded)
        throw new Error('This sealed value has an unknown format.')
      const bytes = Buffer.from(encoded, 'base64url')
      const nonce = bytes.subarray(0, 12)
      // A shorter tag would be accepted otherwise, and shorter ones can be guessed.
      const options = { authTagLength: 16 }
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), nonce, options)
      decipher.setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
    },
    authenticate(purpose, data) {
      return createHmac('sha256', keyFor(purpose)).update(data).digest()
    },
  }
}
