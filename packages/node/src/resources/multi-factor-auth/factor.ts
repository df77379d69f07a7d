import { absentWhenNull, named, plain, string, variants } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** How a code reaches the user: by telephone, from an app, or by the application itself. */
export type FactorType = 'sms' | 'totp' | 'generic_otp'

export const sms = shape({
  /** E.164, such as `+15551234567`. */
  phoneNumber: string,
})

/** The telephone of a factor. */
export type Sms = Value<typeof sms>
/** `Sms` as the wire carries it. */
export type SmsResponse = Wire<typeof sms>

export const totp = shape({
  /** Shown in the authenticator app, as is `user`. */
  issuer: string,
  user: string,
})

/** What an authenticator app calls a factor. */
export type Totp = Value<typeof totp>
/** `Totp` as the wire carries it. */
export type TotpResponse = Wire<typeof totp>

export const totpWithSecrets = shape({
  ...totp.fields,
  /** `uri` as an image, a data URL. */
  qrCode: string,
  /** Base32, to be typed in where no camera is at hand. */
  secret: string,
  /** `otpauth:` URL. */
  uri: string,
})

/** The same with what the authenticator app needs. Shown once, when the factor is enrolled. */
export type TotpWithSecrets = Value<typeof totpWithSecrets>
/** `TotpWithSecrets` as the wire carries it. */
export type TotpWithSecretsResponse = Wire<typeof totpWithSecrets>

export const factor = shape({
  object: plain<'authentication_factor'>(),
  id: string,
  createdAt: string,
  updatedAt: string,
  type: plain<FactorType>(),
  sms: absentWhenNull(sms),
  totp: absentWhenNull(totp),
})

/** A way to show who one is beside the first one, by telephone or authenticator app. */
export type Factor = Value<typeof factor>
/** `Factor` as the wire carries it. */
export type FactorResponse = Wire<typeof factor>

export const factorWithSecrets = shape({
  ...factor.fields,
  totp: absentWhenNull(totpWithSecrets),
})

/** A factor just enrolled. */
export type FactorWithSecrets = Value<typeof factorWithSecrets>
/** `FactorWithSecrets` as the wire carries it. */
export type FactorWithSecretsResponse = Wire<typeof factorWithSecrets>

export const enrollFactorOptions = variants('type', {
  sms: shape({ type: plain<'sms'>(), phoneNumber: string }),
  totp: shape({
    type: plain<'totp'>(),
    issuer: named('totp_issuer', string),
    user: named('totp_user', string),
  }),
  generic_otp: shape({ type: plain<'generic_otp'>() }),
})
/** The telephone or the authenticator app that is enrolled. */
export type EnrollFactorOptions = Value<typeof enrollFactorOptions>
