import { createHmac } from 'node:crypto'

/**
 * The published signature of what is exchanged with an application's own endpoints: it binds a
 * moment, in milliseconds, to the exact text.
 */
export const computeSignature = (secret: string, timestamp: number, text: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')

/** The value of `WorkOS-Signature`. SDKs split it at the comma and expect this order. */
export function signatureHeader(secret: string, at: Date, text: string): string {
  const timestamp = at.getTime()
  return `t=${timestamp}, v1=${computeSignature(secret, timestamp, text)}`
}
