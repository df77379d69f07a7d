import { defineCommand } from '../../command/command.ts'
import { CommandError, usageError } from '../../command/command-error.ts'
import { openConnection } from '../../connection/connection.ts'
import { isProfileName, readProfiles, writeProfiles } from '../../connection/profiles.ts'
import { defaultUrl, readUrl } from '../../connection/settings.ts'

export const command = defineCommand({
  description: `The key is tried before it is stored, and asked for when it is left out. The first environment
becomes the active one.`,
  examples: [
    ['latchkey env add staging --url https://auth.example.com', 'Asks for the key'],
    ['latchkey env add local --api-key sk_test_…', 'The platform on this machine'],
  ],
  arguments: { name: { summary: 'A name of your choice' } },
  options: {
    url: { type: 'string', default: defaultUrl, summary: 'Where the platform runs' },
    apiKey: { type: 'string', value: 'KEY', summary: 'A key of the environment, sk_…' },
    clientId: { type: 'string', value: 'ID', summary: 'Client ID of your application there' },
    force: { type: 'boolean', summary: 'Replace an environment of this name' },
  },
  async run({ ask, environment, output }, { name, url: typedUrl, clientId, force, ...options }) {
    if (!isProfileName(name)) {
      throw usageError('The name must be letters, digits, dots, dashes and underscores.')
    }
    const profiles = await readProfiles(environment)
    if (Object.hasOwn(profiles.environments, name) && !force) {
      throw new CommandError('environment_exists', `"${name}" is stored already.`, {
        recovery: 'Choose another name, or replace it with --force.',
      })
    }
    const url = readUrl('--url', typedUrl) ?? defaultUrl
    const apiKey = options.apiKey ?? (await ask.secret(`API key of ${name}`, 'apiKey'))
    const connection = await openConnection(environment, { url, apiKey, source: '--api-key' })
    await connection.call('GET', '/organizations', { query: { limit: 1 } })
    await writeProfiles(environment, {
      active: profiles.active ?? name,
      environments: { ...profiles.environments, [name]: { url, apiKey, clientId } },
    })
    const isActive = (profiles.active ?? name) === name
    const more = isActive ? [] : [`latchkey env switch ${name} makes it the active one.`]
    output.success(`Stored ${name}: ${url}`, { name, url, active: isActive }, more)
    return undefined
  },
})
