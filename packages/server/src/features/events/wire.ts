import { type Static, Type } from '@fastify/type-provider-typebox'
import { type ErrorDetail, invalidRequestParameters } from '../../errors/errors.ts'
import { type ListQuery, listQuery, toPageQuery } from '../../http/list.ts'
import type { Event, EventQuery } from './event.ts'
import { type EventName, isEventName } from './event-names.ts'

export const WireEvent = Type.Object(
  {
    object: Type.Literal('event'),
    id: Type.String(),
    event: Type.String(),
    data: Type.Record(Type.String(), Type.Unknown()),
    created_at: Type.String(),
    context: Type.Record(Type.String(), Type.Unknown()),
  },
  { title: 'Event' },
)

export const WireEventNames = Type.Object({ data: Type.Array(Type.String()) })

const Names = Type.Array(Type.String({ maxLength: 8_192 }))

export const EventsQuery = Type.Object({
  ...listQuery,
  events: Type.Optional(Names),
  'events[]': Type.Optional(Names),
  range_start: Type.Optional(Type.String({ maxLength: 64 })),
  range_end: Type.Optional(Type.String({ maxLength: 64 })),
  organization_id: Type.Optional(Type.String({ maxLength: 128 })),
})

/** `order` is that of occurrence unless it is said otherwise: a list that is followed begins at its beginning. */
export function fromWireEventsQuery(wire: Static<typeof EventsQuery>): EventQuery {
  const errors: ErrorDetail[] = []
  const query = {
    ...toPageQuery({ ...wire, order: wire.order ?? 'asc' } as ListQuery),
    events: readNames(wire, errors),
    organizationId: wire.organization_id,
    rangeStart: readMoment('range_start', wire.range_start, errors),
    rangeEnd: readMoment('range_end', wire.range_end, errors),
  }
  if (errors.length > 0) throw invalidRequestParameters(errors)
  return query
}

/** SDKs send names in three ways: `events` again and again, `events[]`, or one `events` with commas. */
function readNames(wire: Static<typeof EventsQuery>, errors: ErrorDetail[]): EventName[] {
  const names = [...(wire.events ?? []), ...(wire['events[]'] ?? [])]
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter(Boolean)
  for (const name of names) {
    if (isEventName(name)) continue
    const message = `There is no event named '${name}'.`
    errors.push({ code: 'unknown_event_type', message, field: 'events' })
  }
  return names.filter(isEventName)
}

/** ISO 8601, a day or a moment. Without a zone it is UTC. */
const iso8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/i

function readMoment(
  field: string,
  text: string | undefined,
  errors: ErrorDetail[],
): Date | undefined {
  if (!text) return undefined
  // In a query string an unescaped plus sign is a blank.
  const written = text.replace(' ', '+')
  const hasZone = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(written)
  const moment = new Date(hasZone || !/T/i.test(written) ? written : `${written}Z`)
  if (iso8601.test(written) && !Number.isNaN(moment.getTime())) return moment
  const message = `${field} must be a moment in ISO 8601, such as 2026-01-31T12:00:00Z.`
  errors.push({ code: `invalid_${field}`, message, field })
  return undefined
}

export const toWireEvent = (event: Event): Static<typeof WireEvent> => ({
  object: 'event',
  id: event.id,
  event: event.event,
  data: event.data,
  created_at: event.createdAt.toISOString(),
  context: event.context,
})
