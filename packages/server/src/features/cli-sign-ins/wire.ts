import { type Static, Type } from '@fastify/type-provider-typebox'
import { toWireOwnApiKey, WireOwnApiKey } from '../api-keys/wire.ts'
import type { Application } from '../applications/application.ts'
import { type CliAccess, cliSignInLifetimeSeconds } from './cli-sign-in.ts'

// What a person approves takes longer than this anyway.
const pollingIntervalSeconds = 2

export const BeginCliSignInBody = Type.Object(
  // It is shown to the owner and becomes the name of a key: no control characters.
  { host_name: Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\p{Cc}\\p{Cf}]+$' }) },
  { title: 'BeginCliSignIn' },
)

export const WireCliSignIn = Type.Object(
  {
    device_code: Type.String(),
    user_code: Type.String(),
    verification_uri: Type.String(),
    verification_uri_complete: Type.String(),
    expires_in: Type.Integer(),
    interval: Type.Integer(),
  },
  { title: 'CliSignIn' },
)

/** As RFC 8628 §3.2 has it. */
export function toWireCliSignIn(
  codes: { deviceCode: string; userCode: string },
  origin: string,
): Static<typeof WireCliSignIn> {
  const verificationUri = `${origin}/dashboard/cli`
  return {
    device_code: codes.deviceCode,
    user_code: codes.userCode,
    verification_uri: verificationUri,
    verification_uri_complete: `${verificationUri}?user_code=${codes.userCode}`,
    expires_in: cliSignInLifetimeSeconds,
    interval: pollingIntervalSeconds,
  }
}

export const RedeemCliSignInBody = Type.Object(
  { device_code: Type.String({ minLength: 1, maxLength: 128 }) },
  { title: 'RedeemCliSignIn' },
)

export const WireCliAccess = Type.Object(
  { ...WireOwnApiKey.properties, value: Type.String() },
  { title: 'CliAccess' },
)

export const toWireCliAccess = (
  { apiKey, environment, value }: CliAccess,
  application: Application,
): Static<typeof WireCliAccess> => ({
  ...toWireOwnApiKey(apiKey, environment, application),
  value,
})
