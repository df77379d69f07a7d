import { fromBase64, toBase64 } from '../../base64.ts'
import { decodeLeb128, encodeLeb128 } from './leb128.ts'

// Base64 of: initialization vector (12 bytes), authentication tag (16 bytes), length of the
// encrypted keys (LEB128), encrypted keys, ciphertext. The official SDKs write and read the same.
const ivBytes = 12
const tagBytes = 16

/** What a text was encrypted to, and by which data key. */
export interface EncryptedText {
  iv: Uint8Array<ArrayBuffer>
  /** Base64. The data key as only the server can decrypt it. */
  encryptedKeys: string
  /** With the tag at the end, as Web Crypto has it. */
  ciphertext: Uint8Array<ArrayBuffer>
}

export function formatEncryptedText({ iv, encryptedKeys, ciphertext }: EncryptedText): string {
  const keys = fromBase64(encryptedKeys)
  const tag = ciphertext.subarray(-tagBytes)
  const text = ciphertext.subarray(0, -tagBytes)
  return toBase64(concatenated(iv, tag, encodeLeb128(keys.length), keys, text))
}

/** @throws {Error} for anything that `encrypt` did not write. */
export function parseEncryptedText(encrypted: string): EncryptedText {
  try {
    const bytes = fromBase64(encrypted)
    const tagEnd = ivBytes + tagBytes
    const { value: keysLength, end: keysStart } = decodeLeb128(bytes, tagEnd)
    const keysEnd = keysStart + keysLength
    if (keysEnd > bytes.length) throw new RangeError('The encrypted keys are cut off.')
    return {
      iv: bytes.slice(0, ivBytes),
      encryptedKeys: toBase64(bytes.subarray(keysStart, keysEnd)),
      ciphertext: concatenated(bytes.subarray(keysEnd), bytes.subarray(ivBytes, tagEnd)),
    }
  } catch (cause) {
    throw new Error('This text was not written by vault.encrypt(), or is not whole.', { cause })
  }
}

function concatenated(...parts: Uint8Array[]) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
