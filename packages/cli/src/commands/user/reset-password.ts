import type { PasswordReset } from '@latchkey/node'
import { changing } from '../resource.ts'

export const command = changing({
  description: 'The link is mailed. Whoever has it sets the password: treat it as a secret.',
  examples: [['latchkey user reset-password ada@example.com', 'Mails a link, and shows it']],
  arguments: { email: { summary: 'Address of the person' } },
  done: ({ email }: PasswordReset) => `Mailed ${email} a link to set a new password:`,
  more: ({ passwordResetUrl }) => [passwordResetUrl],
  call: ({ workos }, { email }) => workos.userManagement.createPasswordReset({ email }),
})
