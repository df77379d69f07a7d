import type { PlatformEvent } from '../../api/types.ts'

/** What tells one thing from others of its kind, the most telling first. */
const telling = ['email', 'name', 'domain', 'slug', 'obfuscated_value', 'user_id', 'id'] as const

type Data = PlatformEvent['data']

/** Some events say why first, and hold the thing that they are about inside. */
const partsOf = (data: Data) => [
  data,
  ...Object.values(data).filter(
    (value): value is Data => typeof value === 'object' && value !== null,
  ),
]

/** Whom or what an event is about, in a few words. */
export function subjectOf({ data }: Pick<PlatformEvent, 'data'>): string {
  for (const part of partsOf(data)) {
    const field = telling.find((name) => typeof part[name] === 'string' && part[name] !== '')
    if (field) return String(part[field])
  }
  return ''
}

export interface EventThings {
  userId: string | null
  organizationId: string | null
}

/** The things with a page of their own that an event is about. */
export function thingsOf({ data }: Pick<PlatformEvent, 'data'>): EventThings {
  const idOf = (object: string, field: string) => {
    const ids = partsOf(data).map((part) => (part.object === object ? part.id : part[field]))
    return ids.find((id) => typeof id === 'string') ?? null
  }
  return {
    userId: idOf('user', 'user_id'),
    organizationId: idOf('organization', 'organization_id'),
  }
}

/** Who did it, where the event says so: an API key or an owner of the dashboard. */
export function actorOf({ context }: Pick<PlatformEvent, 'context'>): string | null {
  const { actor } = context as { actor?: { name?: string | null; source?: string; id?: string } }
  if (!actor) return null
  const name = actor.name ?? actor.id ?? 'Somebody'
  return actor.source === 'dashboard' ? `${name}, in the dashboard` : `${name}, with the API`
}
