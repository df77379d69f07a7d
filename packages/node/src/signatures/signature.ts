import { SignatureVerificationException } from '../exceptions/exceptions.ts'
import type { CryptoProvider } from './crypto-provider.ts'
import { payloadText, type WebhookPayload } from './payload.ts'

/** A signed body, and what is needed to verify it. */
export interface SignedPayload {
  payload: WebhookPayload
  /** Value of the signature header: `t=<milliseconds>, v1=<signature>`. */
  sigHeader: string
  secret: string
  /** Milliseconds after which a signature is too old. */
  tolerance?: number
}

const defaultToleranceMilliseconds = 180_000

/**
 * Verifies that the body was signed with the secret, and not too long ago: a body that was
 * overheard cannot be sent again later.
 */
export async function verifyHeader(
  cryptoProvider: CryptoProvider,
  { payload, sigHeader, secret, tolerance = defaultToleranceMilliseconds }: SignedPayload,
): Promise<boolean> {
  const [timestamp, signature] = getTimestampAndSignatureHash(sigHeader)
  // A timestamp that is no number is not recent either.
  if (!(Number(timestamp) >= Date.now() - tolerance)) {
    throw new SignatureVerificationException(
      `The signature is older than ${tolerance} milliseconds. Verify each request as it arrives, and keep the clock of this machine right.`,
    )
  }
  const expected = await computeSignature(cryptoProvider, timestamp, payload, secret)
  if (!(await cryptoProvider.secureCompare(expected, signature))) {
    throw new SignatureVerificationException(
      'The signature is not of this payload and secret. Pass the body as it arrived, not parsed and written again, and the secret of this very endpoint.',
    )
  }
  return true
}

/** The signature of a body at a moment. */
export async function computeSignature(
  cryptoProvider: CryptoProvider,
  timestamp: unknown,
  payload: WebhookPayload,
  secret: string,
): Promise<string> {
  return cryptoProvider.computeHMACSignatureAsync(`${timestamp}.${payloadText(payload)}`, secret)
}

/** The two parts of a signature header. */
export function getTimestampAndSignatureHash(sigHeader: string): [string, string] {
  // A request without the header is refused like one whose header is broken.
  const [timestamp, signature] = String(sigHeader)
    .split(',')
    .map((part) => part.split('=')[1])
  if (!timestamp || !signature) {
    throw new SignatureVerificationException(
      'The signature header has no timestamp or no signature. It reads "t=…, v1=…".',
    )
  }
  return [timestamp, signature]
}
