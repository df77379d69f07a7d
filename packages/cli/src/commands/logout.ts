import { defineCommand } from '../command/command.ts'
import { CommandError } from '../command/command-error.ts'
import { getProfile, readProfiles, writeProfiles } from '../connection/profiles.ts'
import { revokeOwnKey } from '../connection/revoke-own-key.ts'

export const command = defineCommand({
  description: `Revokes the key that latchkey login got for this machine, and forgets it. A key that you stored
yourself is forgotten only: others may use it.`,
  examples: [
    ['latchkey logout', 'From the environment that commands work with'],
    ['latchkey logout production', 'From another one: see latchkey env list'],
  ],
  arguments: { name: { summary: 'Name of a stored environment', optional: true } },
  async run({ environment, output }, { name: typed }) {
    const profiles = await readProfiles(environment)
    const name = typed ?? profiles.active
    if (!name) throw notSignedIn()
    const profile = getProfile(profiles, name)
    if (profile.apiKeyId) await revokeOwnKey(environment, profile)
    const { [name]: _, ...environments } = profiles.environments
    const active = profiles.active === name ? null : profiles.active
    await writeProfiles(environment, { active, environments })
    const revoked = profile.apiKeyId !== undefined
    const done = revoked ? 'Its key is revoked.' : 'Its key still works: you stored it yourself.'
    output.success(`Signed out of ${name}. ${done}`, { name, url: profile.url, revoked })
    return undefined
  },
})

const notSignedIn = () =>
  new CommandError('not_signed_in', 'No environment is active.', {
    recovery: 'latchkey env list shows what is stored.',
  })
