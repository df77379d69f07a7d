import type { EventRecord } from '../events/event.ts'
import type { MagicAuthOfUser } from './magic-auth.ts'

/** Without the code: events hold no secrets. */
export function magicAuthCreated(magicAuth: MagicAuthOfUser): EventRecord {
  return {
    environmentId: magicAuth.environmentId,
    event: 'magic_auth.created',
    data: {
      object: 'magic_auth',
      id: magicAuth.id,
      user_id: magicAuth.userId,
      email: magicAuth.email,
      expires_at: magicAuth.expiresAt.toISOString(),
      created_at: magicAuth.createdAt.toISOString(),
      updated_at: magicAuth.updatedAt.toISOString(),
    },
  }
}
