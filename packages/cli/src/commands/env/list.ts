import { defineCommand } from '../../command/command.ts'
import { profilesFile, readProfiles } from '../../connection/profiles.ts'
import { shortened } from '../../connection/shortened.ts'

export const command = defineCommand({
  description: 'Keys are shown shortened.',
  examples: [['latchkey env list', 'What is stored, and which one is active']],
  async run({ environment, output }) {
    const { active, environments } = await readProfiles(environment)
    const data = Object.entries(environments).map(([name, { url, apiKey, clientId }]) => ({
      name,
      active: name === active,
      url,
      apiKey: shortened(apiKey),
      clientId: clientId ?? null,
    }))
    output.list(
      { data, listMetadata: { before: null, after: null } },
      [
        { title: 'NAME', value: ({ name }) => name },
        { title: 'ACTIVE', value: ({ active }) => (active ? 'yes' : '') },
        { title: 'URL', value: ({ url }) => url },
        { title: 'KEY', value: ({ apiKey }) => apiKey },
      ],
      'No environment is stored. latchkey env add NAME --url URL --api-key KEY stores one.',
    )
    output.note(`Kept in ${profilesFile(environment)}`)
    return undefined
  },
})
