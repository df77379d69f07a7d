import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  createSecretKey,
  hash,
  type JsonWebKey as NodeJsonWebKey,
  pbkdf2Sync,
  constants as rsa,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { fromBase64Url as fromAnyBase64Url } from '../base64.ts'
import type { Platform, SignatureAlgorithm } from './platform.ts'

const decoder = new TextDecoder()

// One-byte characters are written as the digest is, half the size of hexadecimal.
export const sha256: Platform['sha256'] = (text) => hash('sha256', text, 'binary')

export const cipher: Platform['cipher'] = (password, salt) => {
  const key = secretKey(password, salt)
  return {
    encrypt(iv, text) {
      const cipher = createCipheriv('aes-256-cbc', key, iv)
      return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    },
    decrypt(iv, bytes) {
      try {
        const decipher = createDecipheriv('aes-256-cbc', key, iv)
        return decoder.decode(Buffer.concat([decipher.update(bytes), decipher.final()]))
      } catch (cause) {
        throw new DOMException(`The text cannot be decrypted: ${cause}`, 'OperationError')
      }
    },
  }
}

export const mac: Platform['mac'] = (password, salt) => {
  const key = secretKey(password, salt)
  const sign = (text: string) => createHmac('sha256', key).update(text).digest()
  return {
    sign,
    verify(text, code) {
      const expected = sign(text)
      return code.length === expected.length && timingSafeEqual(code, expected)
    },
  }
}

export const signatureVerifier: Platform['signatureVerifier'] = (algorithm, { jwk }) => {
  const key = {
    key: createPublicKey({ key: jwk as NodeJsonWebKey, format: 'jwk' }),
    ...verifyOptions(algorithm),
  }
  const hashName = 'hash' in algorithm ? algorithm.hash : null
  return (text, signature) => {
    try {
      return verify(hashName, Buffer.from(text), key, signature)
    } catch {
      return false
    }
  }
}

export const toBase64Url: Platform['toBase64Url'] = ({ buffer, byteOffset, length }) =>
  Buffer.from(buffer, byteOffset, length).toString('base64url')

export const fromBase64Url: Platform['fromBase64Url'] = (text) =>
  // Buffer passes over what is no base64url, so that it only gets what is.
  /^[\w-]*$/.test(text) && text.length % 4 !== 1
    ? Buffer.from(text, 'base64url')
    : fromAnyBase64Url(text)

/** As a KeyObject: handing over bytes takes three times as long. */
function secretKey(password: string, salt: string) {
  return createSecretKey(pbkdf2Sync(password, salt, 1, 32, 'sha1'))
}

function verifyOptions({ name, ...rest }: SignatureAlgorithm) {
  switch (name) {
    case 'RSA-PSS':
      return { padding: rsa.RSA_PKCS1_PSS_PADDING, ...rest }
    case 'ECDSA':
      return { dsaEncoding: 'ieee-p1363' } as const
    default:
      return {}
  }
}
