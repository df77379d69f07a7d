import type { EventRecord } from '../events/event.ts'
import type { EmailVerification } from './email-verification.ts'

/** Without the code: events hold no secrets. */
export function emailVerificationCreated(verification: EmailVerification): EventRecord {
  return {
    environmentId: verification.environmentId,
    event: 'email_verification.created',
    data: {
      object: 'email_verification',
      id: verification.id,
      user_id: verification.userId,
      email: verification.email,
      expires_at: verification.expiresAt.toISOString(),
      created_at: verification.createdAt.toISOString(),
      updated_at: verification.updatedAt.toISOString(),
    },
  }
}
