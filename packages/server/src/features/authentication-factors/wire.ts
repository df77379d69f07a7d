import { type Static, Type } from '@fastify/type-provider-typebox'
import type { AuthenticationChallenge } from './authentication-challenge.ts'
import type { AuthenticationFactor, Enrolled } from './authentication-factor.ts'
import { qrCodeOf, uriOf } from './totp.ts'

const factorFields = {
  object: Type.Literal('authentication_factor'),
  id: Type.String(),
  type: Type.Union([Type.Literal('totp'), Type.Literal('generic_otp')]),
  user_id: Type.Optional(Type.String()),
  created_at: Type.String(),
  updated_at: Type.String(),
}
const label = { issuer: Type.String(), user: Type.String() }

export const WireAuthenticationFactor = Type.Object(
  { ...factorFields, totp: Type.Optional(Type.Object(label)) },
  { title: 'AuthenticationFactor' },
)

export const WireAuthenticationFactorEnrolled = Type.Object(
  {
    ...factorFields,
    totp: Type.Optional(
      Type.Object({
        ...label,
        secret: Type.String(),
        qr_code: Type.String(),
        uri: Type.String(),
      }),
    ),
  },
  { title: 'AuthenticationFactorEnrolled' },
)

export const WireAuthenticationChallenge = Type.Object(
  {
    object: Type.Literal('authentication_challenge'),
    id: Type.String(),
    expires_at: Type.String(),
    code: Type.Optional(Type.String()),
    authentication_factor_id: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'AuthenticationChallenge' },
)

const Label = Type.Optional(Type.String({ minLength: 1, maxLength: 256 }))

export const EnrollFactorBody = Type.Object(
  {
    type: Type.Union([Type.Literal('totp'), Type.Literal('generic_otp'), Type.Literal('sms')]),
    phone_number: Type.Optional(Type.String()),
    totp_issuer: Label,
    totp_user: Label,
    user_id: Type.Optional(Type.String()),
  },
  { title: 'EnrollFactor' },
)

export const EnrollUserFactorBody = Type.Object(
  {
    type: Type.Literal('totp'),
    totp_issuer: Label,
    totp_user: Label,
    totp_secret: Type.Optional(Type.String()),
  },
  { title: 'EnrollUserAuthenticationFactor' },
)

export const VerifyChallengeBody = Type.Object(
  { code: Type.String() },
  { title: 'VerifyChallenge' },
)

export function toWireAuthenticationFactor(
  factor: AuthenticationFactor,
): Static<typeof WireAuthenticationFactor> {
  return {
    object: 'authentication_factor',
    id: factor.id,
    type: factor.type,
    ...(factor.userId ? { user_id: factor.userId } : {}),
    ...(factor.totp ? { totp: factor.totp } : {}),
    created_at: factor.createdAt.toISOString(),
    updated_at: factor.updatedAt.toISOString(),
  }
}

/** With the secret, which no later answer shows. */
export async function toWireAuthenticationFactorEnrolled({
  factor,
  secret,
}: Enrolled): Promise<Static<typeof WireAuthenticationFactorEnrolled>> {
  const { totp, ...rest } = toWireAuthenticationFactor(factor)
  if (!totp || secret === null) return rest
  const uri = uriOf(secret, totp)
  return { ...rest, totp: { ...totp, secret, qr_code: await qrCodeOf(uri), uri } }
}

export function toWireAuthenticationChallenge(
  challenge: AuthenticationChallenge,
  code: string | null = null,
): Static<typeof WireAuthenticationChallenge> {
  return {
    object: 'authentication_challenge',
    id: challenge.id,
    expires_at: challenge.expiresAt.toISOString(),
    ...(code === null ? {} : { code }),
    authentication_factor_id: challenge.authenticationFactorId,
    created_at: challenge.createdAt.toISOString(),
    updated_at: challenge.updatedAt.toISOString(),
  }
}
