import type { PostOptions } from '../../http/request-options.ts'
import { list, number, optional, plain, string, withDefault } from '../../wire/fields.ts'
import { type Codec, type Field, shape, type Value, type Wire } from '../../wire/shape.ts'

/** Types by name, as JSON Schema spells them in `properties`. */
export type AuditLogSchemaMetadata =
  | Record<string, { type: 'string' | 'boolean' | 'number' }>
  | undefined

type MetadataTypes = Record<string, string | boolean | number>

interface MetadataSchema {
  type: 'object'
  properties: AuditLogSchemaMetadata
}

/** `{ price: 'number' }` for applications, a JSON Schema of an object on the wire. */
const metadataTypes: Field<MetadataTypes, MetadataSchema> = {
  read: ({ properties = {} }) =>
    Object.fromEntries(Object.entries(properties).map(([name, { type }]) => [name, type])),
  write: (types) => ({
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(types).map(([name, type]) => [name, { type }]),
    ) as AuditLogSchemaMetadata,
  }),
}

export const auditLogActorSchema = shape({ metadata: metadataTypes })

/** What may be said of an actor. */
export type AuditLogActorSchema = Value<typeof auditLogActorSchema>

export const auditLogTargetSchema = shape({ type: string, metadata: optional(metadataTypes) })

/** What may be said of a target of one type. */
export type AuditLogTargetSchema = Value<typeof auditLogTargetSchema>

/** Undefined where the schema says nothing of it. */
const orUndefined = <V, W>(codec: Codec<V, W>) =>
  withDefault(codec as Field<V | undefined, W>, () => undefined)

export const auditLogSchema = shape({
  object: plain<'audit_log_schema'>(),
  version: number,
  targets: list(auditLogTargetSchema),
  actor: orUndefined(auditLogActorSchema),
  metadata: orUndefined(metadataTypes),
  createdAt: string,
})

/** What events of one action look like. Events that do not fit are refused. */
export type AuditLogSchema = Value<typeof auditLogSchema>
/** `AuditLogSchema` as the wire carries it. */
export type AuditLogSchemaResponse = Wire<typeof auditLogSchema>
/**
 * Older name of `AuditLogSchemaResponse`.
 *
 * @deprecated Use `AuditLogSchemaResponse`.
 */
export type CreateAuditLogSchemaResponse = AuditLogSchemaResponse

export const createAuditLogSchemaOptions = shape({
  targets: list(auditLogTargetSchema),
  actor: optional(auditLogActorSchema),
  metadata: optional(metadataTypes),
})
/** The next version of a schema, and its action. */
export type CreateAuditLogSchemaOptions = Value<typeof createAuditLogSchemaOptions> & {
  /** Name of the action, such as `document.shared`. Created where there is none of this name. */
  action: string
}
/** `CreateAuditLogSchemaOptions` as the wire carries it. */
export type SerializedCreateAuditLogSchemaOptions = Wire<typeof createAuditLogSchemaOptions>
/** What the request that creates a schema may say beside its body. */
export type CreateAuditLogSchemaRequestOptions = Pick<PostOptions, 'idempotencyKey'>
