import { defineCommand } from '../../command/command.ts'
import { pagination } from '../options.ts'
import { organizationColumns } from './organization.ts'

export const command = defineCommand({
  examples: [
    ['latchkey organization list', 'The ten newest'],
    ['latchkey organization list --domain example.com', 'Those with a domain'],
    ['latchkey organization list --limit 100 --json', 'For a program'],
  ],
  options: {
    domain: { type: 'string', multiple: true, summary: 'Only with this domain, or one of several' },
    ...pagination,
  },
  connects: true,
  async run({ connect, output }, { domain, limit, after, before, order }) {
    const { workos } = await connect()
    const domains = domain.length > 0 ? domain : undefined
    const page = await workos.organizations.listOrganizations({
      domains,
      limit,
      after,
      before,
      order,
    })
    const empty = 'No organizations yet. latchkey organization create NAME adds one.'
    output.list(page, organizationColumns, empty)
    return undefined
  },
})
