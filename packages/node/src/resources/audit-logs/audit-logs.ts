import type { AutoPaginatable, PaginationOptions } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type CreateAuditLogEventOptions,
  type CreateAuditLogEventRequestOptions,
  createAuditLogEventOptions,
} from './audit-log-event.ts'
import {
  type AuditLogExport,
  type AuditLogExportOptions,
  auditLogExport,
  auditLogExportOptions,
} from './audit-log-export.ts'
import {
  type AuditLogSchema,
  auditLogSchema,
  type CreateAuditLogSchemaOptions,
  type CreateAuditLogSchemaRequestOptions,
  createAuditLogSchemaOptions,
} from './audit-log-schema.ts'
import {
  type AuditLogsRetention,
  auditLogsRetention,
  type GetOrganizationAuditLogsRetentionOptions,
  type UpdateOrganizationAuditLogsRetentionOptions,
  updateAuditLogsRetention,
} from './audit-logs-retention.ts'

/** Who did what, kept for the organizations of the application. */
export class AuditLogs extends Resource {
  /**
   * Reads how long the events of an organization are kept.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * const { retentionPeriodInDays } = await workos.auditLogs.getOrganizationAuditLogsRetention({ id: 'org_01…' })
   */
  async getOrganizationAuditLogsRetention({
    id,
  }: GetOrganizationAuditLogsRetentionOptions): Promise<AuditLogsRetention> {
    return this.get(path`/organizations/${id}/audit_logs_retention`, auditLogsRetention)
  }

  /**
   * Changes how long the events of an organization are kept.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @throws {UnprocessableEntityException} for a period that is none of the known ones.
   * @example
   * await workos.auditLogs.updateOrganizationAuditLogsRetention({ id: 'org_01…', retentionPeriod: '1_YEAR' })
   */
  async updateOrganizationAuditLogsRetention({
    id,
    ...changes
  }: UpdateOrganizationAuditLogsRetentionOptions): Promise<AuditLogsRetention> {
    const body = updateAuditLogsRetention.write(changes)
    return this.put(path`/organizations/${id}/audit_logs_retention`, body, auditLogsRetention)
  }

  /**
   * Records an event of an organization. Give an `idempotencyKey` of your own where you call this
   * again after a failure, and the event is recorded once.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @throws {BadRequestException} for an event that does not fit the schema of its action.
   * @example
   * await workos.auditLogs.createEvent('org_01…', {
   *   action: 'document.shared',
   *   occurredAt: new Date(),
   *   actor: { type: 'user', id: 'user_1' },
   *   targets: [{ type: 'document', id: 'document_1' }],
   *   context: { location: '203.0.113.7' },
   * })
   */
  async createEvent(
    organization: string,
    event: CreateAuditLogEventOptions,
    options: CreateAuditLogEventRequestOptions = {},
  ): Promise<void> {
    const body = {
      event: createAuditLogEventOptions.write(event),
      organization_id: organization,
    }
    const idempotencyKey = options.idempotencyKey || `latchkey-node-${crypto.randomUUID()}`
    await this.workos.post('/audit_logs/events', body, { ...options, idempotencyKey })
  }

  /**
   * Starts an export of events. Read it with `getExport` until its state is `ready`.
   *
   * @throws {BadRequestException} for a range of time that ends before it starts.
   * @example
   * const { id } = await workos.auditLogs.createExport({
   *   organizationId: 'org_01…',
   *   rangeStart: new Date('2026-01-01'),
   *   rangeEnd: new Date('2026-02-01'),
   * })
   */
  async createExport(options: AuditLogExportOptions): Promise<AuditLogExport> {
    const body = auditLogExportOptions.write(options)
    return this.post('/audit_logs/exports', body, auditLogExport)
  }

  /**
   * Reads one export, with the address of its file when it is ready.
   *
   * @throws {NotFoundException} for an id that is no export's.
   * @example
   * const { state, url } = await workos.auditLogs.getExport('audit_log_export_01…')
   */
  async getExport(auditLogExportId: string): Promise<AuditLogExport> {
    return this.get(path`/audit_logs/exports/${auditLogExportId}`, auditLogExport)
  }

  /**
   * Creates the next version of an action's schema, and the action where there is none of this name.
   *
   * @throws {UnprocessableEntityException} for a schema without targets.
   * @example
   * await workos.auditLogs.createSchema({
   *   action: 'document.shared',
   *   targets: [{ type: 'document', metadata: { title: 'string' } }],
   * })
   */
  async createSchema(
    { action, actor = { metadata: {} }, ...schema }: CreateAuditLogSchemaOptions,
    options: CreateAuditLogSchemaRequestOptions = {},
  ): Promise<AuditLogSchema> {
    const body = createAuditLogSchemaOptions.write({ ...schema, actor })
    return this.post(path`/audit_logs/actions/${action}/schemas`, body, auditLogSchema, options)
  }

  /**
   * Lists the versions of an action's schema, newest first.
   *
   * @throws {NotFoundException} for an action that nobody created.
   * @example
   * const schemas = await workos.auditLogs.listSchemas('document.shared')
   */
  async listSchemas(
    action: string,
    options?: PaginationOptions,
  ): Promise<AutoPaginatable<AuditLogSchema>> {
    return this.list(path`/audit_logs/actions/${action}/schemas`, auditLogSchema, options)
  }
}
