import { createHmac } from 'node:crypto'

export const signingSecret = 'whsec_parity'

/** Signed by hand, so that no SDK confirms itself. */
export const signatureOf = (timestamp: unknown, text: string, secret = signingSecret) =>
  createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')

/** What a webhook or an action brings, signed some milliseconds ago. `body` where another one arrives. */
export function signed(
  payload: string | object,
  {
    age = 0,
    secret = signingSecret,
    body,
  }: { age?: number; secret?: string; body?: string | object } = {},
) {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const timestamp = Date.now() - age
  return {
    payload: body ?? text,
    sigHeader: `t=${timestamp}, v1=${signatureOf(timestamp, text, secret)}`,
    secret: signingSecret,
  }
}
