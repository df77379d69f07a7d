import { defineCommand } from '../command/command.ts'
import { readOwnKey } from '../connection/own-key.ts'

export const command = defineCommand({
  description: 'Asks the platform, so that it also tells whether the key still works.',
  examples: [
    ['latchkey whoami', 'The environment that commands work with here'],
    ['latchkey whoami --environment production', 'What a stored key opens'],
  ],
  connects: true,
  async run({ connect, output }) {
    const connection = await connect()
    const { source, url } = connection
    const key = await readOwnKey(connection)
    output.record(
      'The key that commands use here.',
      { url, source, ...key },
      {
        platform: url,
        environment: key.environment.name,
        'client id': key.client_id,
        key: key.name,
        'found in': source,
      },
    )
    return undefined
  },
})
