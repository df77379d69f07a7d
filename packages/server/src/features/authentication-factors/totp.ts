import { Secret, TOTP } from 'otpauth'
import { toDataURL } from 'qrcode'

/** The names under which an authenticator app files the account. */
export interface TotpLabel {
  issuer: string
  user: string
}

// What every authenticator app knows (RFC 6238 §1.2, §4); most ignore other values without a word.
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const
// RFC 6238 §5.2: a code is good for one step before and after its own, since clocks differ.
const windowSteps = 1
// RFC 4226 §4 R6 recommends 160 bits.
const secretBytes = 20

export const createSecret = (): string => new Secret({ size: secretBytes }).base32

/** The secret that belongs to these bytes: always the same one for the same bytes. */
export function secretOf(bytes: Uint8Array): string {
  return new Secret({ buffer: new Uint8Array(bytes.subarray(0, secretBytes)).buffer }).base32
}

/** Whether a secret from elsewhere can be one: base 32 of 80 bits or more. */
export const isSecret = (text: string) => /^[A-Z2-7]{16,128}$/i.test(text)

/** The address behind the QR code, by the key URI format that authenticator apps read. */
export function uriOf(secret: string, { issuer, user }: TotpLabel): string {
  return new TOTP({ ...parameters, issuer, label: user, secret }).toString()
}

/**
 * A PNG as a data URL, dark on light with its quiet zone, so that it scans also on a dark page. A
 * screen has no stains to be corrected: the level is the lowest, and the picture as coarse as can be.
 */
export const qrCodeOf = (uri: string): Promise<string> =>
  toDataURL(uri, { errorCorrectionLevel: 'L', margin: 4, scale: 4 })

/** The time step of a code that is right at this moment, else null. */
export function timeStepOf(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const timestamp = now.getTime()
  const totp = new TOTP({ ...parameters, secret })
  const delta = totp.validate({ token, timestamp, window: windowSteps })
  return delta === null ? null : totp.counter({ timestamp }) + delta
}
