import type { AnyCodec, Value, Wire } from '../../wire/shape.ts'
import { eventData } from './event-data.ts'

type EventData = typeof eventData

/** Names of the events whose data has a type. */
export type EventName = keyof EventData

/** What every event says beside its data. */
export interface EventBase {
  id: string
  createdAt: string
  /** What else was known when it happened. */
  context: Record<string, unknown> | undefined
}

export interface EventResponseBase {
  id: string
  created_at: string
  context?: Record<string, unknown>
}

/** The event of one name: `EventOf<'user.created'>`. */
export interface EventOf<Name extends EventName> extends EventBase {
  event: Name
  data: Value<EventData[Name]>
}

/** The event of one name as the wire carries it. */
export interface EventResponseOf<Name extends EventName> extends EventResponseBase {
  event: Name
  data: Wire<EventData[Name]>
}

/** Something happened. Its name says what, and what the data is of. */
export type Event = { [Name in EventName]: EventOf<Name> }[EventName]
/** `Event` as the wire carries it. */
export type EventResponse = { [Name in EventName]: EventResponseOf<Name> }[EventName]

/** An event that this version does not know. Its data is as the wire carries it. */
export interface UnknownEvent extends EventBase {
  event: string
  data: Record<string, unknown>
}

const codecs: Partial<Record<string, AnyCodec>> = eventData

/** Reads the data by the event's name. The data of an unknown name is left as it is. */
export function readEvent({
  id,
  created_at: createdAt,
  context,
  event,
  data,
}: EventResponse): Event {
  const read = codecs[event]?.read
  return { id, createdAt, context, event, data: read ? read(data) : data } as Event
}
