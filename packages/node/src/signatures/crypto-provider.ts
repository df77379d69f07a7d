/** The cryptography behind signatures. A subclass of `WorkOS` may bring its own, such as a key store. */
export interface CryptoProvider {
  /** HMAC with SHA-256 of a text, in lowercase hexadecimal. */
  computeHMACSignatureAsync(payload: string, secret: string): Promise<string>
  /** Whether two texts are equal, found out in a time that does not tell where they differ. */
  secureCompare(a: string, b: string): Promise<boolean>
}

const hmac = { name: 'HMAC', hash: 'SHA-256' }
const encoder = new TextEncoder()

/** Web Crypto, which every runtime has. */
export const webCrypto: CryptoProvider = {
  async computeHMACSignatureAsync(payload, secret) {
    const key = await crypto.subtle.importKey('raw', encoder.encode(secret), hmac, false, ['sign'])
    const signature = await crypto.subtle.sign('HMAC', key, encoder.encode(payload))
    return hexadecimal(new Uint8Array(signature))
  },

  // Web Crypto compares in constant time only while it verifies, so a key of the moment signs one
  // text and verifies the other.
  async secureCompare(a, b) {
    const random = crypto.getRandomValues(new Uint8Array(32))
    const key = await crypto.subtle.importKey('raw', random, hmac, false, ['sign', 'verify'])
    const signature = await crypto.subtle.sign('HMAC', key, encoder.encode(a))
    return crypto.subtle.verify('HMAC', key, signature, encoder.encode(b))
  },
}

function hexadecimal(bytes: Uint8Array) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
