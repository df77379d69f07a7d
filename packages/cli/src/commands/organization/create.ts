import { defineCommand } from '../../command/command.ts'
import { metadata, readMetadata } from '../options.ts'

export const command = defineCommand({
  examples: [
    ['latchkey organization create Acme', 'An organization'],
    ['latchkey organization create "Acme Ltd" --domain acme.com', 'With a domain to be verified'],
  ],
  arguments: { name: { summary: 'Name of the organization' } },
  options: {
    domain: { type: 'string', multiple: true, summary: 'A domain; may be given several times' },
    domainVerified: { type: 'boolean', summary: 'The domains are known to be theirs' },
    externalId: { type: 'string', value: 'ID', summary: 'Your own id of the organization' },
    metadata,
  },
  connects: true,
  async run({ connect, output }, { name, domain, domainVerified, externalId, metadata }) {
    const { workos } = await connect()
    const state = domainVerified ? 'verified' : 'pending'
    const domainData = domain.map((name) => ({ domain: name, state }) as const)
    const organization = await workos.organizations.createOrganization({
      name,
      domainData: domainData.length > 0 ? domainData : undefined,
      externalId,
      metadata: readMetadata(metadata),
    })
    output.success(`Created ${organization.name}.`, organization, [organization.id])
    return undefined
  },
})
