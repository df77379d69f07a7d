import type { PostOptions } from '../../http/request-options.ts'
import { date, list, number, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

const eventMetadata = plain<Record<string, string | number | boolean>>()

export const auditLogActor = shape({
  /** The application's own id of whoever did it. */
  id: string,
  name: optional(string),
  type: string,
  metadata: optional(eventMetadata),
})

/** Who did it: a user, a script. */
export type AuditLogActor = Value<typeof auditLogActor>

export const auditLogTarget = shape({
  /** The application's own id of what it was done to. */
  id: string,
  name: optional(string),
  type: string,
  metadata: optional(eventMetadata),
})

/** What it was done to: a document, a team. */
export type AuditLogTarget = Value<typeof auditLogTarget>

export const createAuditLogEventOptions = shape({
  action: string,
  /** Version of the action's schema. The newest when left out. */
  version: optional(number),
  occurredAt: date,
  actor: auditLogActor,
  targets: list(auditLogTarget),
  context: shape({
    /** An IP address. */
    location: string,
    userAgent: optional(string),
  }),
  metadata: optional(eventMetadata),
})

/** Something that somebody did to something, to be kept for an organization. */
export type CreateAuditLogEventOptions = Value<typeof createAuditLogEventOptions>
/** `CreateAuditLogEventOptions` as the wire carries it. */
export type SerializedCreateAuditLogEventOptions = Wire<typeof createAuditLogEventOptions>
/** What the request that records an event may say beside its body. */
export type CreateAuditLogEventRequestOptions = Pick<PostOptions, 'idempotencyKey'>
