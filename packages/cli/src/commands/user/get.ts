import { defineCommand } from '../../command/command.ts'
import { externalId, whichOne } from '../which-one.ts'
import { userFields } from './user.ts'

export const command = defineCommand({
  examples: [
    ['latchkey user get user_01H…', 'One person'],
    ['latchkey user get --external-id 4711', 'By your own id'],
  ],
  arguments: { id: { summary: 'ID of the person, user_…', optional: true } },
  options: { externalId },
  connects: true,
  async run({ connect, output }, input) {
    const which = whichOne(input)
    const { userManagement } = (await connect()).workos
    const user =
      'id' in which
        ? await userManagement.getUser(which.id)
        : await userManagement.getUserByExternalId(which.externalId)
    output.record('The person.', user, userFields(user))
    return undefined
  },
})
