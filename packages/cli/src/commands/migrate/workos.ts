import { defineCommand } from '../../command/command.ts'
import { migrate } from '../../migration/migrate.ts'
import { readWorkOSSource } from '../../migration/sources/workos.ts'
import { migrateOptions, newIds } from './options.ts'

export const command = defineCommand({
  description: `Reads people, organizations, memberships and roles by the API. The API hands out neither passwords nor
authenticator apps: \`latchkey migrate csv\` brings what you have of them. People, organizations and
memberships keep their ids and their times, so that what an application has stored of them stays true.
In production that takes the key of an owner, which \`latchkey login\` makes.

In the environment: LATCHKEY_FROM_API_KEY is the key of the platform that people come from.`,
  examples: [
    ['latchkey migrate workos', 'From api.workos.com, with the key in LATCHKEY_FROM_API_KEY'],
    ['latchkey migrate workos --from-url https://auth.example.com', 'From another Latchkey'],
  ],
  options: {
    fromUrl: {
      type: 'string',
      value: 'URL',
      default: 'https://api.workos.com',
      summary: 'The platform that people come from',
    },
    sendPasswordResets: {
      type: 'boolean',
      summary: 'Write to everybody how to choose a new password',
    },
    newIds,
    ...migrateOptions,
  },
  connects: true,
  async run(context, { fromUrl, ...options }) {
    return migrate(context, await readWorkOSSource(context, fromUrl), options)
  },
})
