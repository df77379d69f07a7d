import { defineCommand } from '../../command/command.ts'
import { metadata, readMetadata } from '../options.ts'

export const command = defineCommand({
  examples: [
    ['latchkey user create ada@example.com', 'Somebody who signs in by a code'],
    [
      'latchkey user create ada@example.com --first-name Ada --email-verified --metadata plan=pro',
      'With a name, a verified address and a value of your own',
    ],
  ],
  arguments: { email: { summary: 'Address of the person' } },
  options: {
    firstName: { type: 'string', summary: 'First name' },
    lastName: { type: 'string', summary: 'Last name' },
    password: { type: 'string', summary: 'A first password' },
    emailVerified: { type: 'boolean', summary: 'The address is known to be theirs' },
    externalId: { type: 'string', value: 'ID', summary: 'Your own id of the person' },
    metadata,
  },
  connects: true,
  async run({ connect, output }, { email, metadata, ...options }) {
    const { workos } = await connect()
    const { firstName, lastName, password, emailVerified, externalId } = options
    const user = await workos.userManagement.createUser({
      email,
      firstName,
      lastName,
      password,
      emailVerified,
      externalId,
      metadata: readMetadata(metadata),
    })
    output.success(`Created ${user.email}.`, user, [user.id])
    return undefined
  },
})
