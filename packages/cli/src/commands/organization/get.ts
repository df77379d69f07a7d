import { defineCommand } from '../../command/command.ts'
import { externalId, whichOne } from '../which-one.ts'
import { organizationFields } from './organization.ts'

export const command = defineCommand({
  examples: [
    ['latchkey organization get org_01H…', 'One organization'],
    ['latchkey organization get --external-id 4711', 'By your own id'],
  ],
  arguments: { id: { summary: 'ID of the organization, org_…', optional: true } },
  options: { externalId },
  connects: true,
  async run({ connect, output }, input) {
    const which = whichOne(input)
    const { organizations } = (await connect()).workos
    const organization =
      'id' in which
        ? await organizations.getOrganization(which.id)
        : await organizations.getOrganizationByExternalId(which.externalId)
    output.record('The organization.', organization, organizationFields(organization))
    return undefined
  },
})
