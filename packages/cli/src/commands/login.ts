import { hostname } from 'node:os'
import { defineCommand } from '../command/command.ts'
import { usageError } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import {
  beginDeviceSignIn,
  type DeviceSignIn,
  type GrantedKey,
  waitForKey,
} from '../connection/device-sign-in.ts'
import {
  isProfileName,
  type Profiles,
  readProfiles,
  writeProfiles,
} from '../connection/profiles.ts'
import { revokeOwnKey } from '../connection/revoke-own-key.ts'
import { findSettings, findSignInUrl } from '../connection/settings.ts'
import { openBrowser } from '../terminal/open-browser.ts'

export const command = defineCommand({
  description: `An owner of the dashboard compares a code in the browser, chooses Staging or Production, and
approves. This machine gets an API key of its own, named after it and listed in the dashboard under
API keys. It is stored as an environment, which commands work with from then on.`,
  examples: [
    ['latchkey login', 'The platform on this machine, or the one that you work with'],
    ['latchkey login --url https://auth.example.com', 'A platform elsewhere'],
    ['latchkey login --no-browser', 'Where there is no screen: open the address elsewhere'],
  ],
  options: {
    url: { type: 'string', summary: 'Where the platform runs (LATCHKEY_URL)' },
    name: { type: 'string', summary: 'Name to store it as; staging or production when left out' },
    noBrowser: { type: 'boolean', summary: 'Print the address, and open no browser' },
  },
  async run(context, { url: typedUrl, name, noBrowser }) {
    const { ask, environment, output } = context
    if (name !== undefined && !isProfileName(name)) {
      throw usageError('The name must be letters, digits, dots, dashes and underscores.')
    }
    // A store that cannot be used is found before somebody approved.
    await readProfiles(environment)
    const url = await findSignInUrl(environment, { url: typedUrl })
    const signIn = await beginDeviceSignIn(environment, url, machineName())
    tell(context, signIn)
    if (ask.isPossible && !noBrowser) openBrowser(environment, signIn.address)
    const key = await output.step('Waiting for an owner to approve', () =>
      waitForKey(environment, url, signIn),
    )
    const stored = await store(context, url, key, name)
    const where = `${key.environment.name} at ${url}`
    output.success(`Signed in to ${where}.`, { name: stored, url, apiKey: withoutValue(key) }, [
      `Stored as ${stored}: commands work with it from now on.`,
    ])
    await warnOfOtherKey(context, key)
    return undefined
  },
})

/** On standard error, so that it is seen in every mode before the command waits. */
function tell({ environment, output }: Context, { address, shortAddress, userCode }: DeviceSignIn) {
  if (output.isJson) {
    const line = { status: 'pending', address, user_code: userCode }
    environment.stderr.write(`${JSON.stringify(line)}\n`)
    return
  }
  output.note(`Code     ${userCode}`)
  output.note(`Address  ${shortAddress}`)
  output.note(`Approve it in a browser that shows the same code: ${address}`)
}

/** What fits the name of a key: 64 characters, no control characters. */
const machineName = () =>
  hostname()
    .replace(/[^\w.-]/g, '')
    .slice(0, 64) || 'a machine'

const withoutValue = ({ value: _, ...described }: GrantedKey) => described

async function store(
  { environment }: Context,
  url: string,
  key: GrantedKey,
  wanted: string | undefined,
): Promise<string> {
  // Read again: another command may have written while somebody approved.
  const profiles = await readProfiles(environment)
  const name = wanted ?? freeName(profiles, url, key.environment.kind)
  const replaced = new Map(Object.entries(profiles.environments)).get(name)
  const profile = { url, apiKey: key.value, clientId: key.client_id, apiKeyId: key.id }
  await writeProfiles(environment, {
    active: name,
    environments: { ...profiles.environments, [name]: profile },
  })
  // The key that it takes the place of would stay valid, and nobody would have it.
  if (replaced?.apiKeyId) await revokeOwnKey(environment, replaced).catch(() => {})
  return name
}

/** The plain name, unless that is another platform. */
function freeName({ environments }: Profiles, url: string, kind: string): string {
  const taken = Object.hasOwn(environments, kind) && environments[kind]?.url !== url
  return taken ? `${new URL(url).host.replaceAll(':', '-')}-${kind}` : kind
}

/** The key of a project's own settings comes before the stored one. */
async function warnOfOtherKey({ environment, output }: Context, { value }: GrantedKey) {
  const settings = await findSettings(environment, {}).catch(() => null)
  if (settings?.apiKey === value) return
  output.warn('Other settings still come first in this folder: latchkey whoami tells which.')
}
