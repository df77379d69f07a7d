import { createHash, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

/** The public half as published at `/sso/jwks/:client_id` (RFC 7517). */
export interface PublicJwk {
  alg: 'RS256'
  kty: 'RSA'
  use: 'sig'
  x5c: string[]
  n: string
  e: string
  kid: string
  'x5t#S256': string
}

const validityYears = 20

/** A new RSA key pair of 2,048 bits, with the self-signed certificate that `x5c` needs. */
export async function generateSigningKeyPair(
  kid: string,
): Promise<{ privateKeyPem: string; publicJwk: PublicJwk }> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const { n, e } = publicKey.export({ format: 'jwk' })
  const certificate = await selfSign(
    kid,
    privateKey.export({ type: 'pkcs8', format: 'der' }),
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  return {
    privateKeyPem,
    publicJwk: {
      alg: 'RS256',
      kty: 'RSA',
      use: 'sig',
      x5c: [certificate.toString('base64')],
      n: n as string,
      e: e as string,
      kid,
      'x5t#S256': createHash('sha256').update(certificate).digest('base64url'),
    },
  }
}

type Bytes = Buffer<ArrayBuffer>

async function selfSign(kid: string, pkcs8: Bytes, spki: Bytes): Promise<Buffer> {
  // Needed when a key is made, which is rare; loading it at every start would cost 100 ms.
  await import('reflect-metadata')
  const { X509CertificateGenerator } = await import('@peculiar/x509')
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const { subtle } = globalThis.crypto
  const notBefore = new Date()
  const notAfter = new Date(notBefore)
  notAfter.setFullYear(notAfter.getFullYear() + validityYears)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${kid}`,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    keys: {
      privateKey: await subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']),
      publicKey: await subtle.importKey('spki', spki, algorithm, true, ['verify']),
    },
  })
  return Buffer.from(certificate.rawData)
}
