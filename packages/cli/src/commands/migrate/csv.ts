import { defineCommand } from '../../command/command.ts'
import { migrate } from '../../migration/migrate.ts'
import { readCsvSource } from '../../migration/sources/csv.ts'
import { migrateOptions, newIds } from './options.ts'

export const command = defineCommand({
  description: `Reads a folder with any of users.csv, organizations.csv, organization_memberships.csv,
role_definitions.csv, user_role_assignments.csv and totp_secrets.csv, as \`latchkey export\` writes it,
or one of these files. Every row is checked before the first is sent. A run that was stopped goes on
when it is started again, and what is there already is left as it is.

Ids of the form of ours are kept (user_id, org_id, membership_id), which in production takes the key of an
owner, made by \`latchkey login\`. Other ids become external ids.`,
  examples: [
    ['latchkey migrate csv users.csv', 'People with their passwords, hashed or not'],
    ['latchkey migrate csv exported --dry-run', 'Checks all files of a folder'],
    ['latchkey migrate csv latchkey-migration/refused', 'What was refused, corrected'],
  ],
  arguments: { path: { summary: 'A folder, or a file' } },
  options: { newIds, ...migrateOptions },
  connects: true,
  async run(context, { path, ...options }) {
    return migrate(context, await readCsvSource(context.environment.cwd, path), options)
  },
})
