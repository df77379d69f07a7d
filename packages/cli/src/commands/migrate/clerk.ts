import { defineCommand } from '../../command/command.ts'
import { migrate } from '../../migration/migrate.ts'
import { readClerkSource } from '../../migration/sources/clerk.ts'
import { migrateOptions, organizationsOption } from './options.ts'

export const command = defineCommand({
  description: `Reads the CSV that Clerk's dashboard exports, or JSON of its Backend API. The primary address of each
person comes along, with password and authenticator app where the export has them.

--organizations takes the list of GET /v1/organizations in which each has its \`memberships\`, as GET
/v1/organizations/{id}/memberships answers them.`,
  examples: [
    ['latchkey migrate clerk users.csv', 'People with their passwords'],
    ['latchkey migrate clerk users.json --organizations organizations.json', 'With organizations'],
  ],
  arguments: { users: { summary: 'The export' } },
  options: { organizations: organizationsOption, ...migrateOptions },
  connects: true,
  async run(context, { users, organizations, ...options }) {
    const extract = await readClerkSource(context.environment.cwd, { users, organizations })
    return migrate(context, extract, options)
  },
})
