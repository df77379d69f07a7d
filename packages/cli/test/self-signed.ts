import { generateSigningKeyPair } from '../../server/src/crypto/signing-key-pair.ts'

/** A key and a certificate that no authority has signed. */
export async function selfSigned(): Promise<{ key: string; cert: string }> {
  const { privateKeyPem, publicJwk } = await generateSigningKeyPair('localhost')
  const lines = (publicJwk.x5c[0] ?? '').replace(/.{64}/g, '$&\n')
  const cert = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  return { key: privateKeyPem, cert }
}
