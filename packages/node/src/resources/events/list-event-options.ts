import { number, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { EventName } from './event.ts'

export const listEventOptions = shape({
  events: plain<EventName[]>(),
  organizationId: optional(string),
  /** ISO 8601. Only events from then on. */
  rangeStart: optional(string),
  /** ISO 8601. Only events until then. */
  rangeEnd: optional(string),
  /** Events a page, 1 to 100. 10 when left out. */
  limit: optional(number),
  /** Only what comes after this id. */
  after: optional(string),
  order: optional(plain<'asc' | 'desc'>()),
})

/** Which events, and which part of the list. */
export type ListEventOptions = Value<typeof listEventOptions>
/** `ListEventOptions` as the wire carries it. */
export type SerializedListEventOptions = Wire<typeof listEventOptions>
