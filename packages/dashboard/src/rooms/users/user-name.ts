import type { User } from '../../api/types.ts'

/** What to call a person: the name they gave, else null. */
export function nameOf(user: User): string | null {
  return user.name || [user.first_name, user.last_name].filter(Boolean).join(' ') || null
}
