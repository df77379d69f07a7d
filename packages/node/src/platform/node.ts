import type { JsonWebKey as NodeJsonWebKey } from 'node:crypto'
import { fromBase64Url as fromAnyBase64Url } from '../base64.ts'
import { nodeCrypto } from './node-crypto.ts'
import { deriveKey, hmacSha256 } from './node-keys.ts'
import type { Platform, SignatureAlgorithm } from './platform.ts'
import { scratch } from './scratch.ts'

const decoder = new TextDecoder()
const blockBytes = 16

export const cipher: Platform['cipher'] = (password, salt) => {
  const { createCipheriv, createDecipheriv, createSecretKey } = nodeCrypto()
  // As a KeyObject: handing over bytes takes three times as long.
  const key = createSecretKey(deriveKey(password, salt))
  return {
    encrypt(iv, text) {
      return createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false).update(withPadding(text))
    },
    decrypt(iv, bytes) {
      try {
        const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
        return decoder.decode(withoutPadding(decipher.update(bytes)))
      } catch (cause) {
        throw new DOMException(`The text cannot be decrypted: ${cause}`, 'OperationError')
      }
    },
  }
}

export const mac: Platform['mac'] = (password, salt) => {
  const sign = hmacSha256(deriveKey(password, salt))
  return {
    sign,
    verify(text, code) {
      const expected = sign(text)
      return code.length === expected.length && nodeCrypto().timingSafeEqual(code, expected)
    },
  }
}

export const signatureVerifier: Platform['signatureVerifier'] = (algorithm, { jwk }) => {
  const { createPublicKey, verify } = nodeCrypto()
  const publicKey = createPublicKey({ key: jwk as NodeJsonWebKey, format: 'jwk' })
  const options = verifyOptions(algorithm)
  // A key with options takes half as long again as the key alone.
  const key = options ? { key: publicKey, ...options } : publicKey
  // Deno knows digests by no other name.
  const hashName = 'hash' in algorithm ? algorithm.hash.replace('-', '') : null
  // By another thread: a signature takes longer than all the rest, and other requests go on meanwhile.
  return (text, signature) =>
    new Promise((resolve) => {
      verify(hashName, Buffer.from(text), key, signature, (_, isValid) => resolve(isValid === true))
    })
}

export const toBase64Url: Platform['toBase64Url'] = ({ buffer, byteOffset, length }) =>
  Buffer.from(buffer, byteOffset, length).toString('base64url')

export const fromBase64Url: Platform['fromBase64Url'] = (text) => {
  const bytes = Buffer.from(text, 'base64url')
  // Buffer passes over what is no base64url, and over the upper half of what is no ASCII.
  const isWhole = bytes.length === (text.length * 3) >> 2 && text.length % 4 !== 1
  return isWhole && Buffer.byteLength(text) === text.length ? bytes : fromAnyBase64Url(text)
}

// RFC 5652 §6.3. Node would pad as well, in another call and another buffer.

function withPadding(text: string) {
  const length = Buffer.byteLength(text)
  const padding = blockBytes - (length % blockBytes)
  const bytes = scratch(length + padding).fill(padding, length)
  bytes.write(text)
  return bytes
}

function withoutPadding(bytes: Buffer) {
  const padding = bytes[bytes.length - 1] ?? 0
  const end = bytes.length - padding
  let isPadded = padding >= 1 && padding <= blockBytes && bytes.length % blockBytes === 0
  for (let i = end; i < bytes.length; i++) isPadded &&= bytes[i] === padding
  if (!isPadded) throw new Error('wrong padding')
  return bytes.subarray(0, end)
}

function verifyOptions({ name, ...rest }: SignatureAlgorithm) {
  switch (name) {
    case 'RSA-PSS':
      return { padding: nodeCrypto().constants.RSA_PKCS1_PSS_PADDING, ...rest }
    case 'ECDSA':
      return { dsaEncoding: 'ieee-p1363' } as const
    default:
      return undefined
  }
}
