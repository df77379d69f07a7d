import { defineCommand } from '../../command/command.ts'
import { migrate } from '../../migration/migrate.ts'
import { readCognitoSource } from '../../migration/sources/cognito.ts'
import { migrateOptions } from './options.ts'

export const command = defineCommand({
  description: `Reads what \`aws cognito-idp list-users\` prints, or a CSV with the columns of the pool. Cognito
hands out no passwords: people choose a new one, or sign in by a code.`,
  examples: [
    ['latchkey migrate cognito users.json', 'Everybody of the pool'],
    ['latchkey migrate cognito users.json --send-password-resets', 'And a mail to each of them'],
  ],
  arguments: { users: { summary: 'JSON of list-users, or CSV' } },
  options: {
    sendPasswordResets: {
      type: 'boolean',
      summary: 'Write to everybody how to choose a new password',
    },
    ...migrateOptions,
  },
  connects: true,
  async run(context, { users, ...options }) {
    return migrate(context, await readCognitoSource(context.environment.cwd, users), options)
  },
})
