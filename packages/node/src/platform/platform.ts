/**
 * The cryptography of sessions, by what the runtime has. `#platform` is node.ts where there is
 * `node:crypto`, which answers at once, and web.ts elsewhere. Both give the same answers.
 */
export interface Platform {
  /** AES-256-CBC with a key from a password. */
  cipher(password: string, salt: string): Awaitable<Cipher>
  /** HMAC with SHA-256 and a key from a password. */
  mac(password: string, salt: string): Awaitable<Mac>
  signatureVerifier(algorithm: SignatureAlgorithm, key: PublicKey): SignatureVerifier
  toBase64Url(bytes: Bytes): string
  /** @throws {DOMException} for text that is no base64url. */
  fromBase64Url(text: string): Bytes
}

export type Awaitable<T> = T | Promise<T>
export type Bytes = Uint8Array<ArrayBuffer>

export interface Cipher {
  encrypt(iv: Bytes, text: string): Awaitable<Bytes>
  /** @throws {DOMException} an `OperationError` for what was not encrypted with this key. */
  decrypt(iv: Bytes, bytes: Bytes): Awaitable<string>
}

export interface Mac {
  sign(text: string): Awaitable<Bytes>
  verify(text: string, code: Bytes): Awaitable<boolean>
}

/** As Web Crypto calls it. */
export type SignatureAlgorithm =
  | { name: 'RSASSA-PKCS1-v1_5'; hash: Sha2 }
  | { name: 'RSA-PSS'; hash: Sha2; saltLength: number }
  | { name: 'ECDSA'; hash: Sha2 }
  | { name: 'Ed25519' }

export type Sha2 = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** One key, as it was published and as it was imported. */
export interface PublicKey {
  jwk: JsonWebKey
  cryptoKey: CryptoKey
}

/** Whether the key's owner signed a text. What is no signature at all is none of this text. */
export type SignatureVerifier = (text: string, signature: Bytes) => Awaitable<boolean>
