import { type Static, Type } from '@fastify/type-provider-typebox'
import type { AuthenticationSettings } from './environment.ts'

const day = 24 * 3600

export const WireAuthenticationSettings = Type.Object(
  {
    sign_up_enabled: Type.Boolean(),
    sign_up_names_required: Type.Boolean(),
    mfa_policy: Type.Union([Type.Literal('off'), Type.Literal('required')]),
    magic_auth_enabled: Type.Boolean(),
    password: Type.Object({
      minimum_length: Type.Integer({ minimum: 8, maximum: 128 }),
      minimum_strength: Type.Integer({ minimum: 0, maximum: 4 }),
      reject_breached: Type.Boolean(),
    }),
    sessions: Type.Object({
      access_token_lifetime_seconds: Type.Integer({ minimum: 60, maximum: day }),
      maximum_lifetime_seconds: Type.Integer({ minimum: 300, maximum: 730 * day }),
      inactivity_timeout_seconds: Type.Union([
        Type.Integer({ minimum: 300, maximum: 730 * day }),
        Type.Null(),
      ]),
    }),
  },
  { title: 'AuthenticationSettings' },
)

type Wire = Static<typeof WireAuthenticationSettings>

export const toWireAuthenticationSettings = (settings: AuthenticationSettings): Wire => ({
  sign_up_enabled: settings.signUpEnabled,
  sign_up_names_required: settings.signUpNamesRequired,
  mfa_policy: settings.mfaPolicy,
  magic_auth_enabled: settings.magicAuthEnabled,
  password: {
    minimum_length: settings.password.minimumLength,
    minimum_strength: settings.password.minimumStrength,
    reject_breached: settings.password.rejectBreached,
  },
  sessions: {
    access_token_lifetime_seconds: settings.sessions.accessTokenLifetimeSeconds,
    maximum_lifetime_seconds: settings.sessions.maximumLifetimeSeconds,
    inactivity_timeout_seconds: settings.sessions.inactivityTimeoutSeconds,
  },
})

export const fromWireAuthenticationSettings = (wire: Wire): AuthenticationSettings => ({
  signUpEnabled: wire.sign_up_enabled,
  signUpNamesRequired: wire.sign_up_names_required,
  mfaPolicy: wire.mfa_policy,
  magicAuthEnabled: wire.magic_auth_enabled,
  password: {
    minimumLength: wire.password.minimum_length,
    minimumStrength: wire.password.minimum_strength,
    rejectBreached: wire.password.reject_breached,
  },
  sessions: {
    accessTokenLifetimeSeconds: wire.sessions.access_token_lifetime_seconds,
    maximumLifetimeSeconds: wire.sessions.maximum_lifetime_seconds,
    inactivityTimeoutSeconds: wire.sessions.inactivity_timeout_seconds,
  },
})
