import { optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { RadarStandaloneResponseBlocklistType } from './radar-list.ts'

/** How the user wants to sign in or up. */
export const RadarStandaloneAssessRequestAuthMethod = {
  Password: 'Password',
  Passkey: 'Passkey',
  Authenticator: 'Authenticator',
  SmsOtp: 'SMS_OTP',
  EmailOtp: 'Email_OTP',
  Social: 'Social',
  SSO: 'SSO',
  Other: 'Other',
} as const
export type RadarStandaloneAssessRequestAuthMethod =
  (typeof RadarStandaloneAssessRequestAuthMethod)[keyof typeof RadarStandaloneAssessRequestAuthMethod]

/** What the user wants to do. */
export const RadarStandaloneAssessRequestAction = {
  SignUp: 'sign-up',
  SignIn: 'sign-in',
} as const
export type RadarStandaloneAssessRequestAction =
  (typeof RadarStandaloneAssessRequestAction)[keyof typeof RadarStandaloneAssessRequestAction]

/** What to do with an attempt. */
export const RadarStandaloneResponseVerdict = {
  Allow: 'allow',
  Block: 'block',
  Challenge: 'challenge',
} as const
export type RadarStandaloneResponseVerdict =
  (typeof RadarStandaloneResponseVerdict)[keyof typeof RadarStandaloneResponseVerdict]

/** The rule that blocked or challenged an attempt. */
export const RadarStandaloneResponseControl = {
  BotDetection: 'bot_detection',
  BruteForceAttack: 'brute_force_attack',
  DomainSignUpRateLimit: 'domain_sign_up_rate_limit',
  ImpossibleTravel: 'impossible_travel',
  RepeatSignUp: 'repeat_sign_up',
  StaleAccount: 'stale_account',
  UnrecognizedDevice: 'unrecognized_device',
  Restriction: 'restriction',
} as const
export type RadarStandaloneResponseControl =
  (typeof RadarStandaloneResponseControl)[keyof typeof RadarStandaloneResponseControl]

export const radarAttemptOptions = shape({
  ipAddress: string,
  userAgent: string,
  email: string,
  authMethod: plain<RadarStandaloneAssessRequestAuthMethod>(),
  action: plain<RadarStandaloneAssessRequestAction>(),
})
/** An attempt to sign in or up that Radar is to assess. */
export type CreateAttemptOptions = Value<typeof radarAttemptOptions>
/** `CreateAttemptOptions` as the wire carries it. */
export type CreateAttemptOptionsResponse = Wire<typeof radarAttemptOptions>

export const radarAttemptOutcome = shape({
  /** The user passed the challenge. */
  challengeStatus: optional(plain<'success'>()),
  /** The user signed in. */
  attemptStatus: optional(plain<'success'>()),
})
/** How an attempt went on. */
export type RadarAttemptOutcome = Value<typeof radarAttemptOutcome>
/** `RadarAttemptOutcome` as the wire carries it. */
export type RadarAttemptOutcomeResponse = Wire<typeof radarAttemptOutcome>
/** An attempt, and how it went on. */
export type UpdateAttemptOptions = RadarAttemptOutcome & {
  /** ID of the attempt, `radar_att_…`. */
  id: string
}

export const radarAssessment = shape({
  verdict: plain<RadarStandaloneResponseVerdict>(),
  /** Why, for people to read. */
  reason: string,
  attemptId: string,
  /** Absent when the attempt is allowed. */
  control: optional(plain<RadarStandaloneResponseControl>()),
  /** Present when `control` is `restriction`. */
  blocklistType: optional(plain<RadarStandaloneResponseBlocklistType>()),
})

/** What Radar makes of an attempt. */
export type RadarStandaloneResponse = Value<typeof radarAssessment>
/** An assessment as the wire carries it. */
export type RadarStandaloneResponseWire = Wire<typeof radarAssessment>
