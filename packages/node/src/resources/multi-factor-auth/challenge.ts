import { boolean, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const challenge = shape({
  object: plain<'authentication_challenge'>(),
  id: string,
  createdAt: string,
  updatedAt: string,
  /** ISO 8601. Absent for authenticator apps, whose codes expire by themselves. */
  expiresAt: optional(string),
  /** The code itself, for factors whose codes the application sends: `generic_otp`. */
  code: optional(string),
  authenticationFactorId: string,
})

/** A question for a code of one factor, answered once. */
export type Challenge = Value<typeof challenge>
/** `Challenge` as the wire carries it. */
export type ChallengeResponse = Wire<typeof challenge>

/** The factor that is asked for a code. */
export interface ChallengeFactorOptions {
  authenticationFactorId: string
  /** The text of the message, with `{{code}}` where the code goes. */
  smsTemplate?: string
}

/** The code that the user typed in. */
export interface VerifyChallengeOptions {
  authenticationChallengeId: string
  /** Six digits. */
  code: string
}

export const verifyResponse = shape({
  challenge,
  valid: boolean,
})

/** Whether the code was the right one. */
export type VerifyResponse = Value<typeof verifyResponse>
/** `VerifyResponse` as the wire carries it. */
export type VerifyResponseResponse = Wire<typeof verifyResponse>
