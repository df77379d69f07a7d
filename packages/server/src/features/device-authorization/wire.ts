import { type Static, Type } from '@fastify/type-provider-typebox'
import { deviceCodeLifetimeSeconds, pollingIntervalSeconds } from './device-authorization.ts'

export const WireDeviceAuthorization = Type.Object(
  {
    device_code: Type.String(),
    user_code: Type.String(),
    verification_uri: Type.String(),
    verification_uri_complete: Type.String(),
    expires_in: Type.Integer(),
    interval: Type.Integer(),
  },
  { title: 'DeviceAuthorizationResponse' },
)

/** RFC 8628 §3.2. */
export function toWireDeviceAuthorization(
  codes: { deviceCode: string; userCode: string },
  origin: string,
): Static<typeof WireDeviceAuthorization> {
  const verificationUri = `${origin}/device`
  return {
    device_code: codes.deviceCode,
    user_code: codes.userCode,
    verification_uri: verificationUri,
    verification_uri_complete: `${verificationUri}?user_code=${codes.userCode}`,
    expires_in: deviceCodeLifetimeSeconds,
    interval: pollingIntervalSeconds,
  }
}

/** Checked by hand, JSON or form: this endpoint answers mistakes in OAuth's shape. */
export function fromWireDeviceAuthorization(body: unknown): { clientId: string | null } {
  const { client_id: clientId } = (body ?? {}) as { client_id?: unknown }
  return { clientId: typeof clientId === 'string' && clientId !== '' ? clientId : null }
}
