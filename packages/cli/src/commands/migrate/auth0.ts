import { defineCommand } from '../../command/command.ts'
import { migrate } from '../../migration/migrate.ts'
import { readAuth0Source } from '../../migration/sources/auth0.ts'
import { migrateOptions, organizationsOption } from './options.ts'

export const command = defineCommand({
  description: `Reads the user export (one JSON object a line, or the Management API's JSON) and, for passwords,
the export of hashes that Auth0's support sends. People of social connections are linked at their first
sign-in, by their verified address; people who are blocked stay behind.

Auth0 exports no organizations: --organizations takes the list of GET /api/v2/organizations in which each has
its \`members\`, as GET /api/v2/organizations/{id}/members answers them.`,
  examples: [
    ['latchkey migrate auth0 users.json --passwords hashes.json', 'With passwords'],
    ['latchkey migrate auth0 users.json --organizations organizations.json', 'With organizations'],
  ],
  arguments: { users: { summary: 'The user export' } },
  options: {
    passwords: { type: 'string', value: 'FILE', summary: 'The export of password hashes' },
    organizations: organizationsOption,
    ...migrateOptions,
  },
  connects: true,
  async run(context, { users, passwords, organizations, ...options }) {
    const files = { users, passwords, organizations }
    return migrate(context, await readAuth0Source(context.environment.cwd, files), options)
  },
})
