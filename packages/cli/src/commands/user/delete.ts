import { defineCommand } from '../../command/command.ts'
import { yes } from '../options.ts'

export const command = defineCommand({
  description: 'Their sessions end, and their memberships go with them. It cannot be undone.',
  examples: [
    ['latchkey user delete user_01H…', 'Asks first'],
    ['latchkey user delete user_01H… --yes', 'In a script'],
  ],
  arguments: { id: { summary: 'ID of the person, user_…' } },
  options: { yes },
  connects: true,
  async run({ ask, connect, output }, { id, yes }) {
    const { workos } = await connect()
    const { email } = await workos.userManagement.getUser(id)
    await ask.permission(`Delete ${email} and everything of theirs?`, yes)
    await workos.userManagement.deleteUser(id)
    output.success(`Deleted ${email}.`, { id })
    return undefined
  },
})
