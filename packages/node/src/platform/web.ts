import type { Platform } from './platform.ts'

export { fromBase64Url, toBase64Url } from '../base64.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const cipher: Platform['cipher'] = async (password, salt) => {
  const key = await deriveKey(password, salt, { name: 'AES-CBC', length: 256 }, [
    'encrypt',
    'decrypt',
  ])
  return {
    encrypt: async (iv, text) =>
      new Uint8Array(
        await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, encoder.encode(text)),
      ),
    decrypt: async (iv, bytes) =>
      decoder.decode(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, bytes)),
  }
}

export const mac: Platform['mac'] = async (password, salt) => {
  const algorithm = { name: 'HMAC', hash: 'SHA-256', length: 256 }
  const key = await deriveKey(password, salt, algorithm, ['sign', 'verify'])
  return {
    sign: async (text) =>
      new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))),
    verify: (text, code) => crypto.subtle.verify('HMAC', key, code, encoder.encode(text)),
  }
}

export const signatureVerifier: Platform['signatureVerifier'] =
  (algorithm, { cryptoKey }) =>
  (text, signature) =>
    crypto.subtle.verify(algorithm, cryptoKey, signature, encoder.encode(text)).catch(() => false)

async function deriveKey(
  password: string,
  salt: string,
  algorithm: AesDerivedKeyParams | HmacKeyGenParams,
  usages: KeyUsage[],
) {
  const from = encoder.encode(password)
  const base = await crypto.subtle.importKey('raw', from, 'PBKDF2', false, ['deriveKey'])
  const parameters = { name: 'PBKDF2', hash: 'SHA-1', salt: encoder.encode(salt), iterations: 1 }
  return crypto.subtle.deriveKey(parameters, base, algorithm, false, usages)
}
