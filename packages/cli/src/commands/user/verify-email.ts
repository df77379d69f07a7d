import type { User } from '@latchkey/node'
import { changing } from '../resource.ts'

export const command = changing({
  description: 'latchkey user update ID --email-verified takes your word for it instead.',
  examples: [['latchkey user verify-email user_01H…', 'Sends a code']],
  arguments: { id: { summary: 'ID of the person, user_…' } },
  done: ({ email }: User) => `Sent a code to ${email}.`,
  call: async ({ workos }, { id }) =>
    (await workos.userManagement.sendVerificationEmail({ userId: id })).user,
})
