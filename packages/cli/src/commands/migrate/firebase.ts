import { defineCommand } from '../../command/command.ts'
import { migrate } from '../../migration/migrate.ts'
import { readFirebaseSource } from '../../migration/sources/firebase.ts'
import { migrateOptions } from './options.ts'

export const command = defineCommand({
  description: `Reads what \`firebase auth:export users.json\` writes, or \`users.csv\`. For passwords it needs the hash parameters of
the project, as the Firebase console shows them (Authentication, Users, Password hash parameters).`,
  examples: [
    ['latchkey migrate firebase users.json --hash-config hash.txt', 'With passwords'],
    ['latchkey migrate firebase users.json', 'Without: people choose new ones'],
  ],
  arguments: { users: { summary: 'The export, JSON or CSV' } },
  options: {
    hashConfig: {
      type: 'string',
      value: 'FILE',
      summary: 'The hash parameters, copied from the console into a file',
    },
    ...migrateOptions,
  },
  connects: true,
  async run(context, { users, hashConfig, ...options }) {
    const extract = await readFirebaseSource(context.environment.cwd, { users, hashConfig })
    return migrate(context, extract, options)
  },
})
