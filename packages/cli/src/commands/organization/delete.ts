import { defineCommand } from '../../command/command.ts'
import { yes } from '../options.ts'

export const command = defineCommand({
  description: 'Its memberships and domains go with it; its people stay. It cannot be undone.',
  examples: [
    ['latchkey organization delete org_01H…', 'Asks first'],
    ['latchkey organization delete org_01H… --yes', 'In a script'],
  ],
  arguments: { id: { summary: 'ID of the organization, org_…' } },
  options: { yes },
  connects: true,
  async run({ ask, connect, output }, { id, yes }) {
    const { workos } = await connect()
    const { name } = await workos.organizations.getOrganization(id)
    await ask.permission(`Delete ${name} and everything in it?`, yes)
    await workos.organizations.deleteOrganization(id)
    output.success(`Deleted ${name}.`, { id })
    return undefined
  },
})
