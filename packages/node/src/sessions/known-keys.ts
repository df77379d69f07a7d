import { JoseError } from './jose-error.ts'
import {
  importKey,
  type JsonWebKeySet,
  type KeyHint,
  keysThatFit,
  type VerificationKey,
} from './json-web-key.ts'
import { Remembered } from './remembered.ts'
import { VerifiedMemory } from './verified-memory.ts'

/** The key that signs certain tokens, and the keys among which it was found. */
export interface Signer {
  key: VerificationKey
  keys: KnownKeys
}

/**
 * Keys as they were published at one time. When others are published, others take their place, and
 * what these have verified is forgotten with them.
 */
export class KnownKeys {
  readonly published: JsonWebKeySet
  /** What these keys have verified; undefined where nothing is to be remembered. */
  readonly memory: VerifiedMemory | undefined
  /** By the header of the tokens. */
  readonly signers = new Remembered<Signer>({ entries: 100, size: 64 * 1024 })
  readonly #json: string
  readonly #imported = new Map<string, VerificationKey>()

  /** @throws {JoseError} for what is no key set. */
  constructor(published: unknown, remembers: boolean) {
    if (!isKeySet(published)) throw new JoseError('JWKSInvalid', 'What is published is no key set.')
    this.published = published
    this.#json = JSON.stringify(published)
    this.memory = remembers ? new VerifiedMemory() : undefined
  }

  isPublishedAs(other: unknown): boolean {
    return this.#json === JSON.stringify(other)
  }

  /** @throws {JoseError} for an algorithm by which no access token may be signed. */
  has(hint: KeyHint): boolean {
    return keysThatFit(this.published, hint).length > 0
  }

  /** @throws {JoseError} where no key or more than one fits. */
  async find(hint: KeyHint): Promise<VerificationKey> {
    const [jwk, another] = keysThatFit(this.published, hint)
    if (!jwk) throw new JoseError('JWKSNoMatchingKey', 'No published key fits this token.')
    if (another) {
      throw new JoseError(
        'JWKSMultipleMatchingKeys',
        'More than one published key fits this token.',
      )
    }
    const name = `${this.published.keys.indexOf(jwk)} ${hint.alg}`
    const key = this.#imported.get(name) ?? (await importKey(jwk, hint))
    this.#imported.set(name, key)
    return key
  }
}

/** RFC 7517 §5. */
function isKeySet(value: unknown): value is JsonWebKeySet {
  return isObject(value) && Array.isArray(value.keys) && value.keys.every(isObject)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
