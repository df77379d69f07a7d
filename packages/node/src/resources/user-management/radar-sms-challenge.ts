import { optional, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const sendRadarSmsChallengeOptions = shape({
  userId: string,
  pendingAuthenticationToken: string,
  /** E.164, such as `+15005550006`. */
  phoneNumber: string,
  ipAddress: optional(string),
  userAgent: optional(string),
})
/** Which sign-in is challenged, and the phone that gets the code. */
export type SendRadarSmsChallengeOptions = Value<typeof sendRadarSmsChallengeOptions>
/** `SendRadarSmsChallengeOptions` as the wire carries it. */
export type SerializedSendRadarSmsChallengeOptions = Wire<typeof sendRadarSmsChallengeOptions>

export const radarSmsChallenge = shape({ verificationId: string, phoneNumber: string })

/** A code was sent to a phone because a sign-in looked risky. */
export type SendRadarSmsChallengeResponse = Value<typeof radarSmsChallenge>
/** `SendRadarSmsChallengeResponse` as the wire carries it. */
export type SendRadarSmsChallengeResponseResponse = Wire<typeof radarSmsChallenge>
