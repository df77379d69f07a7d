import { defineCommand } from '../../command/command.ts'
import { metadata, readMetadata, refuseEmpty } from '../options.ts'

export const command = defineCommand({
  description: 'What you do not name stays as it is.',
  examples: [
    ['latchkey user update user_01H… --first-name Ada', 'A new name'],
    ['latchkey user update user_01H… --email-verified --metadata plan=pro', 'Several at once'],
  ],
  arguments: { id: { summary: 'ID of the person, user_…' } },
  options: {
    email: { type: 'string', summary: 'A new address' },
    firstName: { type: 'string', summary: 'First name' },
    lastName: { type: 'string', summary: 'Last name' },
    password: { type: 'string', summary: 'A new password' },
    emailVerified: { type: 'boolean', summary: 'The address is known to be theirs' },
    externalId: { type: 'string', value: 'ID', summary: 'Your own id of the person' },
    metadata,
  },
  connects: true,
  async run({ connect, output }, { id, ...options }) {
    const { email, firstName, lastName, password, emailVerified, externalId } = options
    const changes = {
      email,
      firstName,
      lastName,
      password,
      emailVerified,
      externalId,
      metadata: readMetadata(options.metadata),
    }
    refuseEmpty(changes)
    const { workos } = await connect()
    const user = await workos.userManagement.updateUser({ userId: id, ...changes })
    output.success(`Changed ${user.email}.`, user)
    return undefined
  },
})
