import type { EventRecord } from '../events/event.ts'
import type { PasswordReset } from './password-reset.ts'

export const passwordResetCreated = (reset: PasswordReset) =>
  describe('password_reset.created', reset)
export const passwordResetSucceeded = (reset: PasswordReset) =>
  describe('password_reset.succeeded', reset)

/** Without token and link: events hold no secrets. */
function describe(event: EventRecord['event'], reset: PasswordReset): EventRecord {
  return {
    environmentId: reset.environmentId,
    event,
    data: {
      object: 'password_reset',
      id: reset.id,
      user_id: reset.userId,
      email: reset.email,
      expires_at: reset.expiresAt.toISOString(),
      created_at: reset.createdAt.toISOString(),
    },
  }
}
