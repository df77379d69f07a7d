import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { WorkOS } from '@workos-inc/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { startExample } from './example.ts'
import { password } from './hosted-forms.ts'
import { findFreePort, type Platform, startPlatform } from './platform.ts'

const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

describe('the Express example', () => {
  let platform: Platform
  let folder: string

  beforeAll(async () => {
    platform = await startPlatform()
  })
  afterAll(() => platform?.stop())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-example-'))
    // The settings of a developer who runs the example here are none of the tests' business.
    const isPartOfIt = (path: string) => !/[\\/](node_modules|\.env)$/.test(path)
    await cp(inRoot('examples/express'), folder, { recursive: true, filter: isPartOfIt })
    await symlink(inRoot('node_modules'), join(folder, 'node_modules'), 'junction')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** What `npm start` runs before the server. */
  const setUp = (env: Record<string, string>) =>
    new Promise<{ code: number | null; printed: string }>((resolve, reject) => {
      const child = spawn(process.execPath, ['set-up.mjs'], {
        cwd: folder,
        env: { PATH: process.env.PATH, ...env },
      })
      let printed = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          printed += chunk
        })
      }
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, printed }))
    })
  const readDotEnv = async () => parseEnv(await readFile(join(folder, '.env'), 'utf8'))
  const redirectUris = async () => {
    const { data } = await platform.call('GET', '/user_management/redirect_uris')
    return data.map(({ uri }: { uri: string }) => uri)
  }

  test('the first start takes the keys from Latchkey and registers the application there', async () => {
    const { code, printed } = await setUp({ LATCHKEY_URL: platform.url, PORT: '3300' })
    expect({ code, printed }).toMatchObject({
      code: 0,
      printed: expect.stringContaining('Wrote .env with the keys of the Staging environment'),
    })
    const { hostname, port } = new URL(platform.url)
    expect(await readDotEnv()).toEqual({
      WORKOS_API_KEY: platform.apiKey,
      WORKOS_CLIENT_ID: platform.clientId,
      WORKOS_COOKIE_PASSWORD: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      WORKOS_API_HOSTNAME: hostname,
      WORKOS_API_PORT: port,
      WORKOS_API_HTTPS: 'false',
      PORT: '3300',
    })
    expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600)
    expect(await redirectUris()).toContain('http://localhost:3300/callback')
    const configuration = await fetch(`${platform.url}/latchkey/configuration?people=false`, {
      headers: { authorization: `Bearer ${platform.apiKey}` },
    })
    const { staging } = parse(await configuration.text()).environments
    expect(staging).toMatchObject({
      application: {
        sign_in_endpoint: 'http://localhost:3300/login',
        homepage_url: 'http://localhost:3300',
      },
      sign_out_redirects: expect.arrayContaining([
        expect.stringMatching(/^http:..localhost:3300\/?$/),
      ]),
    })
    expect(printed).not.toContain(platform.apiKey)
  })

  test('every first start has a cookie password of its own, and an address that is registered already is fine', async () => {
    await setUp({ LATCHKEY_URL: platform.url })
    const first = await readDotEnv()
    await rm(join(folder, '.env'))
    expect((await setUp({ LATCHKEY_URL: platform.url })).code).toBe(0)
    const second = await readDotEnv()
    expect(second.WORKOS_COOKIE_PASSWORD).not.toBe(first.WORKOS_COOKIE_PASSWORD)
    const own = (await redirectUris()).filter((uri: string) => uri.includes(':3000/'))
    expect(own).toEqual(['http://localhost:3000/callback'])
  })

  test('settings that are there are left as they are, also without a Latchkey', async () => {
    await writeFile(join(folder, '.env'), 'WORKOS_API_KEY=mine\n')
    const { code } = await setUp({ LATCHKEY_URL: `http://localhost:${await findFreePort()}` })
    expect(code).toBe(0)
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe('WORKOS_API_KEY=mine\n')
  })

  test('without a Latchkey it says what to start, and writes nothing', async () => {
    const url = `http://localhost:${await findFreePort()}`
    const { code, printed } = await setUp({ LATCHKEY_URL: url })
    expect(code).toBe(1)
    expect(printed).toContain(`No Latchkey answers at ${url}. Start it first`)
    expect(printed.trim().split('\n')).toHaveLength(1)
    await expect(readDotEnv()).rejects.toThrow('ENOENT')
  })

  test('its settings by hand are those that it writes', async () => {
    await setUp({ LATCHKEY_URL: platform.url })
    const byHand = parseEnv(await readFile(join(folder, '.env.example'), 'utf8'))
    expect(Object.keys(byHand).sort()).toEqual(Object.keys(await readDotEnv()).sort())
  })

  test('a sign-in that fails is begun again once, and then told instead of repeated', async () => {
    const example = await startExample({ platform, port: await findFreePort() })
    const visit = (path: string) => fetch(example.url + path, { redirect: 'manual' })
    try {
      const first = await visit('/callback?code=unknown')
      expect(first.headers.get('location')).toBe('/login?again')
      const authorize = new URL((await visit('/login?again')).headers.get('location') as string)
      const state = authorize.searchParams.get('state')
      const second = await visit(`/callback?code=unknown&state=${state}`)
      expect(second.status).toBe(500)
      expect(await second.text()).toContain('Sign-in failed')
    } finally {
      await example.stop()
    }
  })

  test('the address of a user is text on the page, whatever it is made of', async () => {
    const cookiePassword = 'a cookie password of the tests, long enough'
    const example = await startExample({ platform, port: await findFreePort(), cookiePassword })
    try {
      const { userManagement } = new WorkOS({
        apiKey: platform.apiKey,
        clientId: platform.clientId,
        apiHostname: 'localhost',
        port: Number(new URL(platform.url).port),
        https: false,
      })
      const email = "o'neil&$&co@example.com"
      await userManagement.createUser({ email, password, emailVerified: true })
      const { sealedSession } = await userManagement.authenticateWithPassword({
        clientId: platform.clientId,
        email,
        password,
        session: { sealSession: true, cookiePassword },
      })
      const headers = { cookie: `wos-session=${encodeURIComponent(sealedSession as string)}` }
      for (const path of ['/', '/dashboard']) {
        const page = await (await fetch(example.url + path, { headers })).text()
        expect(page).toContain('o&#39;neil&amp;$&amp;co@example.com')
      }
    } finally {
      await example.stop()
    }
  })

  test('nobody who signs out without being signed in sees an error', async () => {
    const example = await startExample({ platform, port: await findFreePort() })
    try {
      for (const cookie of ['', 'wos-session=not-a-session']) {
        const answer = await fetch(`${example.url}/logout`, {
          redirect: 'manual',
          headers: { cookie },
        })
        expect(answer.status).toBe(302)
        expect(answer.headers.get('location')).toBe('/')
      }
    } finally {
      await example.stop()
    }
  })
})
