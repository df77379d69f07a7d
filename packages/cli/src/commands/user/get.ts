import { defineCommand } from '../../command/command.ts'
import { userFields } from './user.ts'

export const command = defineCommand({
  examples: [['latchkey user get user_01H…', 'One person']],
  arguments: { id: { summary: 'ID of the person, user_…' } },
  connects: true,
  async run({ connect, output }, { id }) {
    const { workos } = await connect()
    const user = await workos.userManagement.getUser(id)
    output.record('The person.', user, userFields(user))
    return undefined
  },
})
