import type { EventName, EventRecord } from '../events/event.ts'
import type { Client } from './client.ts'
import type { Identified } from './identified.ts'

interface Attempt {
  userId: string | null
  email: string | null
  ipAddress: string | null
  userAgent: string | null
}

type Proof = 'password' | 'email_verification' | 'magic_auth' | 'mfa'
type Method = Proof | 'reauthentication'

/** What is to be told of a proof that was accepted. */
export const successesOf = (
  { environment, application }: Pick<Client, 'environment' | 'application'>,
  { user, succeeded, ipAddress, userAgent }: Identified,
): EventRecord[] =>
  succeeded.map((event) => ({
    environmentId: environment.id,
    event,
    data: payload(methodOf(event), 'succeeded', {
      userId: user.id,
      email: user.email,
      ipAddress,
      userAgent,
    }),
    context: { client_id: application.clientId },
  }))

export function authenticationFailed(
  method: Proof,
  environmentId: string,
  attempt: Attempt & { error: { code: string; message: string } },
): EventRecord {
  return {
    environmentId,
    event: `authentication.${method}_failed`,
    data: { ...payload(method, 'failed', attempt), error: attempt.error },
  }
}

const methodOf = (event: EventName) =>
  event.replace('authentication.', '').replace('_succeeded', '') as Method

const payload = (method: Method, status: string, attempt: Attempt) => ({
  type: method,
  status,
  user_id: attempt.userId,
  email: attempt.email,
  ip_address: attempt.ipAddress,
  user_agent: attempt.userAgent,
})
