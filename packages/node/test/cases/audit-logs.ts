import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const event = {
  action: 'document.shared',
  occurredAt: new Date('2026-01-15T12:00:00.000Z'),
  actor: { type: 'user', id: 'user_1' },
  targets: [{ type: 'document', id: 'document_1' }],
  context: { location: '203.0.113.7' },
}
const range = { rangeStart: new Date('2026-01-01'), rangeEnd: new Date('2026-02-01') }

const exported = {
  object: 'audit_log_export',
  id: 'audit_log_export_01',
  state: 'ready',
  url: 'https://example.com/export.csv',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:01:00.000Z',
  a_field_of_tomorrow: true,
}
const { url: _url, ...pending } = { ...exported, state: 'pending' }

const metadata = {
  type: 'object',
  properties: { page_count: { type: 'number' }, title: { type: 'string' } },
}
const schema = {
  object: 'audit_log_schema',
  version: 2,
  targets: [{ type: 'document', metadata }, { type: 'team' }],
  actor: { metadata },
  metadata,
  created_at: '2026-01-15T12:00:00.000Z',
  a_field_of_tomorrow: true,
}
const bareSchema = {
  object: 'audit_log_schema',
  version: 1,
  targets: [{ type: 'document', metadata: { type: 'object' } }],
  created_at: '2026-01-15T12:00:00.000Z',
}

export const auditLogs: CasesOf<WorkOS['auditLogs']> = {
  getOrganizationAuditLogsRetention: [
    {
      title: 'that is set',
      call: (sdk) => sdk.auditLogs.getOrganizationAuditLogsRetention({ id: 'org_01' }),
      answers: [one({ retention_period_in_days: 30, a_field_of_tomorrow: true })],
    },
    {
      title: 'that is null',
      call: (sdk) => sdk.auditLogs.getOrganizationAuditLogsRetention({ id: 'org_01' }),
      answers: [one({ retention_period_in_days: null })],
    },
    {
      title: 'that is not said',
      call: (sdk) => sdk.auditLogs.getOrganizationAuditLogsRetention({ id: 'org/01' }),
      answers: [one({})],
    },
  ],
  updateOrganizationAuditLogsRetention: [
    {
      title: 'to a year',
      call: (sdk) =>
        sdk.auditLogs.updateOrganizationAuditLogsRetention({
          id: 'org_01',
          retentionPeriod: '1_YEAR',
        }),
      answers: [one({ retention_period_in_days: 365 })],
    },
    {
      title: 'to what is no period',
      call: (sdk) =>
        sdk.auditLogs.updateOrganizationAuditLogsRetention({ id: 'org_01', retentionPeriod: 'x' }),
      answers: [
        {
          status: 422,
          body: { message: 'No.', errors: [{ field: 'retention_period', code: 'invalid' }] },
        },
      ],
    },
  ],
  createEvent: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.auditLogs.createEvent(
          'org_01',
          {
            ...event,
            version: 2,
            actor: { ...event.actor, name: 'Ada', metadata: { isAdmin: true } },
            targets: [{ ...event.targets[0], name: 'Plan', metadata: { pageCount: 3 } }],
            context: { ...event.context, userAgent: 'Mozilla/5.0' },
            metadata: { sharedWith: 'everybody' },
          },
          { idempotencyKey: 'once' },
        ),
      answers: [one({ success: true })],
    },
    {
      title: 'without options',
      call: (sdk) => sdk.auditLogs.createEvent('org_01', event, { idempotencyKey: 'once' }),
      answers: [one({ success: true })],
    },
    {
      title: 'that does not fit its schema',
      call: (sdk) => sdk.auditLogs.createEvent('org_01', event, { idempotencyKey: 'once' }),
      answers: [
        {
          status: 400,
          body: {
            code: 'invalid_audit_log',
            message: 'Does not fit.',
            errors: [{ message: 'No title.' }],
          },
        },
      ],
    },
  ],
  createExport: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.auditLogs.createExport({
          organizationId: 'org_01',
          ...range,
          actions: ['document.shared'],
          actorNames: ['Ada'],
          actorIds: ['user_1'],
          targets: ['document'],
        }),
      answers: [one(pending)],
    },
    {
      title: 'of a range',
      call: (sdk) => sdk.auditLogs.createExport({ organizationId: 'org_01', ...range }),
      answers: [one(pending)],
    },
  ],
  getExport: [
    {
      title: 'that is ready',
      call: (sdk) => sdk.auditLogs.getExport('audit_log_export_01'),
      answers: [one(exported)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.auditLogs.getExport('audit_log_export/02'),
      answers: [{ status: 404, body: { message: 'Not found.' } }],
    },
  ],
  createSchema: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.auditLogs.createSchema(
          {
            action: 'document.shared',
            targets: [
              { type: 'document', metadata: { pageCount: 'number', title: 'string' } },
              { type: 'team' },
            ],
            actor: { metadata: { isAdmin: 'boolean' } },
            metadata: { sharedWith: 'string' },
          },
          { idempotencyKey: 'once' },
        ),
      answers: [one(schema)],
    },
    {
      title: 'with targets alone',
      call: (sdk) =>
        sdk.auditLogs.createSchema({ action: 'document shared', targets: [{ type: 'document' }] }),
      answers: [one(bareSchema)],
    },
  ],
  listSchemas: [
    {
      title: 'without options',
      call: (sdk) => sdk.auditLogs.listSchemas('document.shared'),
      answers: [page([schema, bareSchema])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.auditLogs.listSchemas('document.shared', {
          limit: 5,
          before: 'schema_9',
          after: 'schema_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of their pages',
      call: async (sdk) => (await sdk.auditLogs.listSchemas('document.shared')).autoPagination(),
      answers: [page([bareSchema]), page([schema], { after: 'schema_2' }), page([bareSchema])],
    },
  ],
}
