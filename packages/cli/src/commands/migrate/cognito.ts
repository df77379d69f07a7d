import { defineCommand } from '../../command/command.ts'
import { usageError } from '../../command/command-error.ts'
import { migrate } from '../../migration/migrate.ts'
import { readCognitoSource } from '../../migration/sources/cognito.ts'
import { migrateOptions } from './options.ts'

export const command = defineCommand({
  description: `Reads what \`aws cognito-idp list-users\` prints, or a CSV with the columns of the pool. Cognito
hands out no passwords: people choose a new one, or sign in by a code.

--groups takes the JSON of \`aws cognito-idp list-groups\` in which each group has its \`Users\`, as
\`list-users-in-group\` prints them. Each group becomes an organization; with --groups-as-roles-of, all of
them are roles in one organization of that name.`,
  examples: [
    ['latchkey migrate cognito users.json', 'Everybody of the pool'],
    ['latchkey migrate cognito users.json --send-password-resets', 'And a mail to each of them'],
    [
      'latchkey migrate cognito users.json --groups groups.json --groups-as-roles-of Acme',
      'Groups as roles in one organization',
    ],
  ],
  arguments: { users: { summary: 'JSON of list-users, or CSV' } },
  options: {
    groups: { type: 'string', value: 'FILE', summary: 'JSON of the groups, each with its users' },
    groupsAsRolesOf: {
      type: 'string',
      value: 'NAME',
      summary: 'An organization in which groups are roles',
    },
    sendPasswordResets: {
      type: 'boolean',
      summary: 'Write to everybody how to choose a new password',
    },
    ...migrateOptions,
  },
  connects: true,
  async run(context, { users, groups, groupsAsRolesOf: organization, ...options }) {
    if (organization && !groups) throw usageError('--groups-as-roles-of needs --groups.')
    const files = { users, groups, organization }
    return migrate(context, await readCognitoSource(context.environment.cwd, files), options)
  },
})
