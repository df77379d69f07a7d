import type { Email } from '../../api/types.ts'

const kinds: Record<string, string> = {
  email_verification: 'Email verification',
  password_reset: 'Password reset',
  existing_account: 'Existing account',
  magic_auth: 'Magic Auth',
  invitation: 'Invitation',
}

export function kindOf(email: Email): string {
  return kinds[email.kind] ?? email.kind.replaceAll('_', ' ')
}

export const statuses: Record<Email['status'], { name: string; color: 'gray' | 'green' | 'red' }> =
  {
    captured: { name: 'Captured', color: 'gray' },
    queued: { name: 'Queued', color: 'gray' },
    sent: { name: 'Sent', color: 'green' },
    failed: { name: 'Failed', color: 'red' },
  }
