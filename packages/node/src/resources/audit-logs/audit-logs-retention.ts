import { number, orNull, plain } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** How long events can be kept. */
export const UpdateAuditLogsRetentionRetentionPeriod = {
  Value1Month: '1_MONTH',
  Value2Months: '2_MONTHS',
  Value3Months: '3_MONTHS',
  Value4Months: '4_MONTHS',
  Value5Months: '5_MONTHS',
  Value6Months: '6_MONTHS',
  Value7Months: '7_MONTHS',
  Value8Months: '8_MONTHS',
  Value9Months: '9_MONTHS',
  Value10Months: '10_MONTHS',
  Value11Months: '11_MONTHS',
  Value1Year: '1_YEAR',
  Value2Years: '2_YEARS',
  Value3Years: '3_YEARS',
  Value4Years: '4_YEARS',
  Value5Years: '5_YEARS',
  Value6Years: '6_YEARS',
  Value7Years: '7_YEARS',
  Value8Years: '8_YEARS',
  Value9Years: '9_YEARS',
  Value10Years: '10_YEARS',
} as const
export type UpdateAuditLogsRetentionRetentionPeriod =
  (typeof UpdateAuditLogsRetentionRetentionPeriod)[keyof typeof UpdateAuditLogsRetentionRetentionPeriod]

export const auditLogsRetention = shape({
  /** Days until an event is deleted. Null where the environment decides. */
  retentionPeriodInDays: orNull(number),
})

/** How long the events of an organization are kept. */
export type AuditLogsRetention = Value<typeof auditLogsRetention>
/** `AuditLogsRetention` as the wire carries it. */
export type AuditLogsRetentionResponse = Wire<typeof auditLogsRetention>

export const updateAuditLogsRetention = shape({
  retentionPeriod: plain<UpdateAuditLogsRetentionRetentionPeriod>(),
})
/** How long events are to be kept. */
export type UpdateAuditLogsRetention = Value<typeof updateAuditLogsRetention>
/** `UpdateAuditLogsRetention` as the wire carries it. */
export type UpdateAuditLogsRetentionResponse = Wire<typeof updateAuditLogsRetention>

/** The organization whose retention to read. */
export interface GetOrganizationAuditLogsRetentionOptions {
  /** ID of the organization, `org_…`. */
  id: string
}

/** How long events are to be kept, and of which organization. */
export interface UpdateOrganizationAuditLogsRetentionOptions
  extends UpdateAuditLogsRetention,
    GetOrganizationAuditLogsRetentionOptions {}
