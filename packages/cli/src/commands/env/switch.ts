import { defineCommand } from '../../command/command.ts'
import { getProfile, readProfiles, writeProfiles } from '../../connection/profiles.ts'

export const command = defineCommand({
  description:
    'Options and LATCHKEY_API_KEY still come first, for a command or a project of its own.',
  examples: [['latchkey env switch staging', 'Commands work with Staging from now on']],
  arguments: { name: { summary: 'Name of a stored environment' } },
  async run({ environment, output }, { name }) {
    const profiles = await readProfiles(environment)
    const { url } = getProfile(profiles, name)
    await writeProfiles(environment, { ...profiles, active: name })
    output.success(`Commands work with ${name} now: ${url}`, { name, url })
    return undefined
  },
})
