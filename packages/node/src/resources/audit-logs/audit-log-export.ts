import { date, list, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const auditLogExportOptions = shape({
  actions: optional(list(string)),
  actorNames: optional(list(string)),
  actorIds: optional(list(string)),
  organizationId: string,
  rangeEnd: date,
  rangeStart: date,
  /** Only events with a target of one of these types. */
  targets: optional(list(string)),
})

/** Which events of an organization to export. */
export type AuditLogExportOptions = Value<typeof auditLogExportOptions>
/** `AuditLogExportOptions` as the wire carries it. */
export type SerializedAuditLogExportOptions = Wire<typeof auditLogExportOptions>

export const auditLogExport = shape({
  object: plain<'audit_log_export'>(),
  id: string,
  state: plain<'pending' | 'ready' | 'error'>(),
  /** Where the file is, for ten minutes. Read the export again for a new address. */
  url: optional(string),
  createdAt: string,
  updatedAt: string,
})

/** A file with events of an organization, which is there once its state is `ready`. */
export type AuditLogExport = Value<typeof auditLogExport>
/** `AuditLogExport` as the wire carries it. */
export type AuditLogExportResponse = Wire<typeof auditLogExport>
