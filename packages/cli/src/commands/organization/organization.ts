import type { Organization } from '@latchkey/node'
import type { Column } from '../../terminal/table.ts'

export const organizationColumns: Column<Organization>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'DOMAINS', value: domainsOf },
  { title: 'CREATED', value: ({ createdAt }) => createdAt },
]

/** What `get` shows, in this order. */
export const organizationFields = (organization: Organization) => ({
  id: organization.id,
  name: organization.name,
  domains: domainsOf(organization),
  'external id': organization.externalId,
  metadata: organization.metadata,
  created: organization.createdAt,
})

function domainsOf({ domains }: Organization): string {
  return domains.map(({ domain }) => domain).join(', ')
}
