import { defineCommand } from '../command/command.ts'
import { tellingRefusals } from '../storage/storage.ts'
import { serverArguments, serverOptions } from './server-options.ts'

const options = {
  email: { type: 'string', summary: 'Which owner, where there are several' },
  ...serverOptions,
} as const

/** Like `latchkey start`, this needs the database and no key. */
export const command = defineCommand({
  description: `Prints a link with which an owner of the dashboard sets a new password, or with which the first
one makes their account. It works once, within an hour. The platform may run meanwhile. Whoever can
read its data folder can do this, and needs no mail.`,
  examples: [
    ['latchkey owner-link', 'In the folder where the platform was started'],
    ['latchkey owner-link --email ada@example.com --data-dir ~/latchkey', 'One of several'],
  ],
  options,
  async run({ environment, output }, input) {
    const { createOwnerLink } = await import('@latchkey/server/operations')
    const { email, url, purpose } = await tellingRefusals(() =>
      createOwnerLink({ args: serverArguments(options, input), env: environment.env }),
    )
    output.success(purpose, { email, url }, [url])
    return undefined
  },
})
