import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findFreePort } from '../../../../tests/platform.ts'
import { createOwner } from '../../test/owner.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { emptyFolder, json, jsonError, type RunOptions, run } from '../../test/run.ts'
import { type Profiles, profilesFile } from '../connection/profiles.ts'
import type { Environment } from '../environment/environment.ts'
import { openBrowser } from '../terminal/open-browser.ts'

let platform: TestPlatform
let ownersBrowser: Awaited<ReturnType<typeof createOwner>>

beforeAll(async () => {
  platform = await startTestPlatform()
  ownersBrowser = await createOwner(platform)
})
afterAll(() => platform.stop())
// Beginnings are limited by network address, and every test has the same.
beforeEach(() => platform.server.deps.clock.advance(61))

interface Decision {
  decision: 'approve' | 'deny'
  kind?: 'staging' | 'production'
}

/** `latchkey login`, beside an owner who decides in a browser as soon as the address is there. */
function signIn(home: string, decided: Decision, args: string[] = [], options: RunOptions = {}) {
  return run(['login', '--url', platform.url, ...args], {
    home,
    ...options,
    environment: { fetch: fetchBesideOwner(decided), ...options.environment },
  })
}

function fetchBesideOwner({ decision, kind = 'staging' }: Decision): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    if (!String(input).endsWith('/latchkey/cli_sign_ins')) return response
    const { verification_uri_complete: address, user_code } = await response.clone().json()
    const browser = ownersBrowser()
    await browser.visit(address)
    const environment = platform.server[kind].environment.id
    await browser.submit({ user_code, environment, decision })
    return response
  }
}

const profilesOf = async (home: string): Promise<Profiles> =>
  JSON.parse(await readFile(profilesFile({ env: {}, home, platform: process.platform }), 'utf8'))

describe('latchkey login', () => {
  test('stores a key of its own once an owner approved, and commands work with it', async () => {
    const home = await emptyFolder()
    const signedIn = await signIn(home, { decision: 'approve' })
    expect(signedIn).toMatchObject({ code: 0 })
    expect(signedIn.stdout).toContain(`Signed in to Staging at ${platform.url}.`)
    expect(signedIn.stderr).toMatch(/Code +[B-Z]{4}-[B-Z]{4}/)
    expect(signedIn.stderr).toContain(`${platform.url}/dashboard/cli?user_code=`)
    const { active, environments } = await profilesOf(home)
    expect(active).toBe('staging')
    const apiKey = environments.staging?.apiKey as string
    expect(signedIn.stdout + signedIn.stderr).not.toContain(apiKey)

    const who = json(await run(['whoami', '--json'], { home }))
    expect(who.data).toMatchObject({
      url: platform.url,
      source: 'the environment "staging"',
      name: expect.stringMatching(/^CLI on /),
      environment: { kind: 'staging' },
      client_id: platform.server.staging.clientId,
    })
    expect(await run(['user', 'list'], { home })).toMatchObject({ code: 0 })
  })

  test('keeps Staging and Production beside each other', async () => {
    const home = await emptyFolder()
    await signIn(home, { decision: 'approve' })
    await signIn(home, { decision: 'approve', kind: 'production' })
    const { active, environments } = await profilesOf(home)
    expect(active).toBe('production')
    expect(Object.keys(environments)).toEqual(['staging', 'production'])
    expect(environments.production?.apiKey).toMatch(/^sk_live_/)
  })

  test('revokes the key that the new one takes the place of', async () => {
    const home = await emptyFolder()
    await signIn(home, { decision: 'approve' })
    const before = (await profilesOf(home)).environments.staging?.apiKey as string
    await signIn(home, { decision: 'approve' })
    const after = (await profilesOf(home)).environments.staging?.apiKey as string
    const ask = (key: string) => platform.run(['whoami', '--api-key', key])
    expect([(await ask(before)).code, (await ask(after)).code]).toEqual([4, 0])
  })

  test('stores nothing when the owner denies', async () => {
    const home = await emptyFolder()
    const denied = await signIn(home, { decision: 'deny' }, ['--json'])
    const [pending] = denied.stderr.split('\n')
    expect(JSON.parse(pending as string)).toMatchObject({ status: 'pending' })
    expect(denied).toMatchObject({ code: 1, stdout: '' })
    expect(denied.stderr).toContain('access_denied')
    await expect(profilesOf(home)).rejects.toThrow('ENOENT')
  })

  test('opens the browser of a person with a screen, unless they said no', async () => {
    const bin = await emptyFolder()
    const seen = join(bin, 'seen')
    const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'
    await writeFile(join(bin, opener), `#!/bin/sh\necho "$1" > '${seen}'\n`)
    await chmod(join(bin, opener), 0o755)
    const options = { keys: [], env: { PATH: `${bin}:${process.env.PATH}`, DISPLAY: ':0' } }
    await signIn(await emptyFolder(), { decision: 'approve' }, ['--no-browser'], options)
    await expect(readFile(seen)).rejects.toThrow('ENOENT')
    await signIn(await emptyFolder(), { decision: 'approve' }, [], options)
    await expect.poll(() => readFile(seen, 'utf8').catch(() => '')).toContain('user_code=')
  })

  test('ends with Ctrl-C while it waits', async () => {
    const stopping = new AbortController()
    const home = await emptyFolder()
    const stopOnceItAsks: typeof fetch = async (input, init) => {
      const response = await fetch(input, init)
      if (String(input).endsWith('/redeem')) stopping.abort()
      return response
    }
    const environment = { fetch: stopOnceItAsks, signal: stopping.signal }
    expect(await run(['login', '--url', platform.url], { home, environment })).toMatchObject({
      code: 2,
      stdout: '',
    })
    await expect(profilesOf(home)).rejects.toThrow('ENOENT')
  })

  test('says where a key of the folder comes before the new one', async () => {
    const options = { env: { LATCHKEY_API_KEY: platform.apiKey } }
    const { stderr } = await signIn(await emptyFolder(), { decision: 'approve' }, [], options)
    expect(stderr).toContain('Other settings still come first in this folder')
  })

  test.each([
    [['--name', '../x'], 'letters, digits, dots'],
    [['--url', 'auth.example.com'], 'must begin with http:// or https://'],
  ])('refuses %j before anybody is asked', async (args, message) => {
    const { code, stderr } = await run(['login', ...args])
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) })
  })
})

describe('login at a platform that may not be the own one', () => {
  const genuine = {
    device_code: 'device',
    user_code: 'BCDF-GHJK',
    verification_uri: 'https://auth.test/dashboard/cli',
    verification_uri_complete: 'https://auth.test/dashboard/cli?user_code=BCDF-GHJK',
    expires_in: 300,
    interval: 0,
  }
  /** What the command asks, and what the first question is answered with; then it is denied. */
  async function signInAt(changed: object, options: RunOptions = {}, args: string[] = []) {
    const asked: { address: string; redirect: RequestInit['redirect'] }[] = []
    const answering: typeof fetch = async (input, init) => {
      asked.push({ address: String(input), redirect: init?.redirect })
      return asked.length === 1
        ? Response.json({ ...genuine, ...changed }, { status: 201 })
        : Response.json({ error: 'access_denied' }, { status: 400 })
    }
    const environment = { fetch: answering }
    const result = await run(['login', '--json', ...args], { ...options, environment })
    return { asked, result }
  }
  const url = ['--url', 'https://auth.test']

  test('asks there and nowhere that it leads to', async () => {
    const { asked, result } = await signInAt({}, {}, url)
    expect(result.stderr).toContain('access_denied')
    expect(asked.map(({ redirect }) => redirect)).toEqual(['manual', 'manual'])
  })

  test.each([
    [{ verification_uri: 'https://evil.test/dashboard/cli' }, 'address_of_another_site'],
    [{ verification_uri_complete: 'https://evil.test/?x' }, 'address_of_another_site'],
    [{ verification_uri_complete: 'file:///tmp/x' }, 'address_of_another_site'],
    [{ verification_uri_complete: '--help' }, 'address_of_another_site'],
    [{ user_code: 'BCDF-GHJK at evil.test' }, 'invalid_answer'],
    [{ user_code: undefined }, 'invalid_answer'],
  ])('refuses %j', async (changed, code) => {
    const { asked, result } = await signInAt(changed, {}, url)
    expect(jsonError(result)).toMatchObject({ code })
    expect(asked).toHaveLength(1)
  })

  test('the files of the folder do not say where', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, '.env'), 'LATCHKEY_URL=https://evil.test\n')
    const usual = await signInAt({}, { cwd })
    expect(usual.asked[0]?.address).toBe('http://localhost:4000/latchkey/cli_sign_ins')
    const told = await signInAt({}, { cwd, env: { LATCHKEY_URL: 'https://auth.test' } })
    expect(told.asked[0]?.address).toBe('https://auth.test/latchkey/cli_sign_ins')
  })
})

test('only what a browser shows is opened', async () => {
  const bin = await emptyFolder()
  const seen = join(bin, 'seen')
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'
  await writeFile(join(bin, opener), `#!/bin/sh\necho "$1" >> '${seen}'\n`)
  await chmod(join(bin, opener), 0o755)
  const env = { PATH: `${bin}:${process.env.PATH}`, DISPLAY: ':0' }
  const place = { env, platform: process.platform } as Partial<Environment> as Environment
  openBrowser(place, 'file:///etc/passwd')
  openBrowser(place, '--version')
  await setTimeout(200)
  openBrowser(place, 'https://auth.test/')
  await expect.poll(() => readFile(seen, 'utf8').catch(() => '')).toBe('https://auth.test/\n')
})

test('login says when nothing listens there', async () => {
  const url = `http://localhost:${await findFreePort()}`
  const { code, stderr } = await run(['login', '--url', url])
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('No Latchkey answers'),
  })
})

describe('latchkey logout', () => {
  test('revokes the key that login got', async () => {
    const home = await emptyFolder()
    await signIn(home, { decision: 'approve' })
    const apiKey = (await profilesOf(home)).environments.staging?.apiKey as string
    expect((await run(['logout'], { home })).stdout).toContain('Its key is revoked.')
    expect(await profilesOf(home)).toEqual({ active: null, environments: {} })
    expect((await platform.run(['whoami', '--api-key', apiKey])).code).toBe(4)
  })

  test('forgets a key that was revoked in the dashboard already', async () => {
    const home = await emptyFolder()
    await signIn(home, { decision: 'approve' })
    const { apiKey, apiKeyId } = (await profilesOf(home)).environments.staging ?? {}
    expect(apiKeyId).toMatch(/^api_key_/)
    await platform.run(['api', '/latchkey/api_key', '-X', 'DELETE', '--api-key', apiKey as string])
    expect(await run(['logout'], { home })).toMatchObject({ code: 0 })
  })

  test('leaves a key alone that somebody stored themselves', async () => {
    const home = await emptyFolder()
    await run(['env', 'add', 'mine', '--url', platform.url, '--api-key', platform.apiKey], { home })
    expect((await run(['logout', 'mine'], { home })).stdout).toContain('Its key still works')
    expect((await platform.run(['whoami'])).code).toBe(0)
  })

  test('keeps what it cannot revoke', async () => {
    const home = await emptyFolder()
    const file = profilesFile({ env: {}, home, platform: process.platform })
    const url = `http://localhost:${await findFreePort()}`
    const lost = { url, apiKey: 'sk_test_x', apiKeyId: 'api_key_x' }
    await mkdir(join(file, '..'), { recursive: true })
    const text = JSON.stringify({ active: 'lost', environments: { lost } })
    await writeFile(file, text, { mode: 0o600 })
    expect(await run(['logout'], { home })).toMatchObject({ code: 1 })
    expect((await profilesOf(home)).active).toBe('lost')
  })

  test('says when nobody is signed in', async () => {
    expect(jsonError(await run(['logout', '--json']))).toMatchObject({ code: 'not_signed_in' })
  })
})

test('whoami refuses a key that the platform does not know', async () => {
  const { code, stderr } = await platform.run(['whoami', '--api-key', 'sk_test_of_nobody'])
  expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining('does not know') })
})
