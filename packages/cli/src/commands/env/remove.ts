import { defineCommand } from '../../command/command.ts'
import { getProfile, readProfiles, writeProfiles } from '../../connection/profiles.ts'

export const command = defineCommand({
  description: 'Forgets its address and its key on this machine. The platform keeps everything.',
  examples: [['latchkey env remove old', 'One less in the list']],
  arguments: { name: { summary: 'Name of a stored environment' } },
  async run({ environment, output }, { name }) {
    const profiles = await readProfiles(environment)
    getProfile(profiles, name)
    const { [name]: _, ...environments } = profiles.environments
    const active = profiles.active === name ? null : profiles.active
    await writeProfiles(environment, { active, environments })
    const more = active
      ? []
      : ['No environment is active now. latchkey env switch NAME chooses one.']
    output.success(`Forgot ${name}.`, { name, active }, more)
    return undefined
  },
})
