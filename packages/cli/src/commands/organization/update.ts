import { defineCommand } from '../../command/command.ts'
import { metadata, readMetadata, refuseEmpty } from '../options.ts'

export const command = defineCommand({
  description: 'What you do not name stays as it is.',
  examples: [
    ['latchkey organization update org_01H… --name "Acme Ltd"', 'A new name'],
    ['latchkey organization update org_01H… --metadata plan=pro', 'A value of your own'],
  ],
  arguments: { id: { summary: 'ID of the organization, org_…' } },
  options: {
    name: { type: 'string', summary: 'A new name' },
    externalId: { type: 'string', value: 'ID', summary: 'Your own id of the organization' },
    metadata,
  },
  connects: true,
  async run({ connect, output }, { id, name, externalId, metadata }) {
    const changes = { name, externalId, metadata: readMetadata(metadata) }
    refuseEmpty(changes)
    const { workos } = await connect()
    const organization = await workos.organizations.updateOrganization({
      organization: id,
      ...changes,
    })
    output.success(`Changed ${organization.name}.`, organization)
    return undefined
  },
})
