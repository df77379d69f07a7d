import { join } from 'node:path'
import { defineCommand } from '../command/command.ts'
import { installationOf, storageOptions, tellingRefusals } from '../storage/storage.ts'

export const command = defineCommand({
  description: `Copies the embedded database of a data folder into an external PostgreSQL 15 or newer, which must be
empty. The server must be stopped, so that nothing is written meanwhile. Everything is proven as by
\`latchkey restore\` before it is kept. The embedded database stays as it is.`,
  examples: [
    [
      'latchkey promote --database-url postgres://latchkey@db.example.com/latchkey',
      'From .latchkey',
    ],
    ['latchkey promote --data-dir /srv/latchkey --database-url postgres://…', 'From elsewhere'],
  ],
  options: {
    dataDir: storageOptions.dataDir,
    databaseUrl: {
      ...storageOptions.databaseUrl,
      summary: 'The external PostgreSQL',
      required: true,
    },
    force: { type: 'boolean', summary: 'Replace an installation there that nobody has used yet' },
  },
  async run({ environment, output }, { dataDir, databaseUrl, force }) {
    const { promote } = await import('@latchkey/server/operations')
    const installation = installationOf(environment, { dataDir })
    const promoted = await tellingRefusals(() =>
      output.step('Copying the database', () =>
        promote({ installation, databaseUrl, force, now: environment.now() }),
      ),
    )
    const { rows, tables, unsealed, signingKeys, dataFolder } = promoted
    output.success(`Copied ${rows} rows of ${tables} tables.`, promoted, [
      `  ${unsealed} sealed values open, ${signingKeys} keys sign`,
      '',
      'Start the server with these from now on:',
      '  LATCHKEY_DATABASE_URL  the address you gave',
      environment.env.LATCHKEY_SECRET || environment.env.LATCHKEY_SECRET_FILE
        ? '  LATCHKEY_SECRET        as until now'
        : `  LATCHKEY_SECRET        what is in ${join(dataFolder, 'secret')}`,
      '',
      `${dataFolder} stays as it is. Remove it when you do not need a way back.`,
    ])
    return undefined
  },
})
