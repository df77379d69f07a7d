import type { ApiKey } from '@latchkey/node'
import { defineCommand } from '../../command/command.ts'
import { CommandError } from '../../command/command-error.ts'
import { readText } from '../text-source.ts'

/** The key is no argument: whoever is on the machine sees what commands were started with. */
export const command = defineCommand({
  description: `As your own API asks for each request. The key is asked for, or comes from a file. The exit code
is 1 for one that opens nothing.`,
  examples: [
    ['latchkey api-key validate', 'Asks for the key'],
    ['latchkey api-key validate --file key.txt', 'From a file'],
  ],
  options: { file: { type: 'string', summary: 'A file with the key; - is standard input' } },
  connects: true,
  async run({ ask, connect, environment, output }, { file }) {
    const value =
      file === undefined
        ? await ask.secret('The key of your customer', 'file')
        : (await readText(environment, file)).trim()
    const { workos } = await connect()
    const { apiKey } = await workos.apiKeys.createValidation({ value })
    if (!apiKey) {
      throw new CommandError('api_key_invalid', 'The key opens nothing in this environment.', {
        recovery: 'It is mistyped, expired, revoked, or of another environment.',
      })
    }
    output.record('The key is valid.', apiKey, fieldsOf(apiKey))
    return undefined
  },
})

const fieldsOf = ({ id, name, obfuscatedValue, owner, permissions, lastUsedAt }: ApiKey) => ({
  id,
  name,
  key: obfuscatedValue,
  organization: owner.type === 'organization' ? owner.id : owner.organizationId,
  user: owner.type === 'user' ? owner.id : undefined,
  permissions: permissions.join(', '),
  'last used': lastUsedAt,
})
