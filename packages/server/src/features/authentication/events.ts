import type { EventName, EventRecord } from '../events/event.ts'

interface Attempt {
  userId: string | null
  email: string | null
  ipAddress: string | null
  userAgent: string | null
}

type Proof = 'password' | 'email_verification' | 'magic_auth'
type Method = Proof | 'reauthentication'

export function authenticationSucceeded(
  event: EventName,
  environmentId: string,
  attempt: Attempt,
): EventRecord {
  return { environmentId, event, data: payload(methodOf(event), 'succeeded', attempt) }
}

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
