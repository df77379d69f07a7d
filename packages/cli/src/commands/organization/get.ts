import { defineCommand } from '../../command/command.ts'
import { organizationFields } from './organization.ts'

export const command = defineCommand({
  examples: [['latchkey organization get org_01H…', 'One organization']],
  arguments: { id: { summary: 'ID of the organization, org_…' } },
  connects: true,
  async run({ connect, output }, { id }) {
    const { workos } = await connect()
    const organization = await workos.organizations.getOrganization(id)
    output.record('The organization.', organization, organizationFields(organization))
    return undefined
  },
})
