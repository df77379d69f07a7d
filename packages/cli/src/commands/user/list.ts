import { defineCommand } from '../../command/command.ts'
import { pagination } from '../options.ts'
import { userColumns } from './user.ts'

export const command = defineCommand({
  examples: [
    ['latchkey user list', 'The ten newest'],
    ['latchkey user list --email ada@example.com', 'One address'],
    ['latchkey user list --organization org_01H… --limit 100 --json', 'Members, for a program'],
  ],
  options: {
    email: { type: 'string', summary: 'Only this address' },
    organization: { type: 'string', value: 'ID', summary: 'Only members of this organization' },
    ...pagination,
  },
  connects: true,
  async run({ connect, output }, { email, organization, limit, after, before, order }) {
    const { workos } = await connect()
    const page = await workos.userManagement.listUsers({
      email,
      organizationId: organization,
      limit,
      after,
      before,
      order,
    })
    output.list(page, userColumns, 'Nobody yet. latchkey user create EMAIL adds somebody.')
    return undefined
  },
})
