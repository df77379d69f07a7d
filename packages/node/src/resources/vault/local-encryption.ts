import { fromBase64 } from '../../base64.ts'
import { formatEncryptedText, parseEncryptedText } from './encrypted-text.ts'

/** Encrypts on this machine with AES-256-GCM, on Web Crypto, so that every runtime can. */
export async function encryptLocally(
  plaintext: string,
  { key, encryptedKeys }: { key: string; encryptedKeys: string },
  associatedData?: string,
): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const encrypted = await crypto.subtle.encrypt(
    algorithm(iv, associatedData),
    await imported(key, 'encrypt'),
    new TextEncoder().encode(plaintext),
  )
  return formatEncryptedText({ iv, encryptedKeys, ciphertext: new Uint8Array(encrypted) })
}

/** Decrypts on this machine. `keyOf` finds the data key for the encrypted keys in the text. */
export async function decryptLocally(
  encrypted: string,
  keyOf: (encryptedKeys: string) => Promise<string>,
  associatedData?: string,
): Promise<string> {
  const { iv, encryptedKeys, ciphertext } = parseEncryptedText(encrypted)
  const key = await imported(await keyOf(encryptedKeys), 'decrypt')
  try {
    const plaintext = await crypto.subtle.decrypt(algorithm(iv, associatedData), key, ciphertext)
    return new TextDecoder().decode(plaintext)
  } catch (cause) {
    throw new Error(
      'The text cannot be decrypted: it was changed, or its associated data is another.',
      { cause },
    )
  }
}

function algorithm(iv: Uint8Array<ArrayBuffer>, associatedData?: string): AesGcmParams {
  // Empty associated data and none are the same to AES-GCM (NIST SP 800-38D §7.1).
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(associatedData ?? '') }
}

function imported(key: string, use: 'encrypt' | 'decrypt') {
  return crypto.subtle.importKey('raw', fromBase64(key), 'AES-GCM', false, [use])
}
