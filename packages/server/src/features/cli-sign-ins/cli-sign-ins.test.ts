import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, callApi, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { BrowserClient } from '../../../test/browser-client.ts'
import { readDatabaseAsText } from '../../../test/database-text.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { wordsOf } from '../../../test/words.ts'
import { takeFromLimit } from '../../http/rate-limits.ts'
import { listApiKeys } from '../api-keys/api-key.ts'
import { beginCliSignIn, findOpenCliSignIn } from './cli-sign-in.ts'

let server: TestServer
let ownerCookie: string

beforeAll(async () => {
  server = await startTestServer()
  ownerCookie = (await signInOwner(server))(server.staging.environment).cookie
})
afterAll(() => server?.stop())
// Beginnings are limited by network address, and every test has the same.
beforeEach(() => server.deps.clock.advance(61))

const post = async (path: string, body: unknown): Promise<Answer> =>
  read(
    await fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
const begin = async (hostName = 'workbench') =>
  (await post('/latchkey/cli_sign_ins', { host_name: hostName })).body
const redeem = (deviceCode: string) =>
  post('/latchkey/cli_sign_ins/redeem', { device_code: deviceCode })

function ownersBrowser(): BrowserClient {
  const browser = new BrowserClient(server)
  const [name = '', value = ''] = ownerCookie.split('=')
  browser.cookies.set(name, value)
  return browser
}

/** A browser of an owner where the decision is to be made. */
async function atDecision(hostName?: string) {
  const terminal = await begin(hostName)
  const browser = ownersBrowser()
  const visit = await browser.visit(terminal.verification_uri_complete)
  return { terminal, browser, visit }
}

const decide = (browser: BrowserClient, userCode: string, decision: string, more = {}) =>
  browser.submit({
    user_code: userCode,
    environment: server.staging.environment.id,
    decision,
    ...more,
  })

const withKey = (method: string, apiKey: string) =>
  callApi(server, method, '/latchkey/api_key', undefined, { apiKey })

describe('signing a terminal in', () => {
  test('shows the owner what asks and the code to compare, and gives a key when they approve', async () => {
    const { terminal, browser, visit } = await atDecision('Workbench of Ada')
    expect(wordsOf(visit)).toContain(terminal.user_code)
    expect(wordsOf(visit)).toContain('Workbench of Ada')
    expect((await redeem(terminal.device_code)).body.error).toBe('authorization_pending')

    const decided = await decide(browser, terminal.user_code, 'approve')
    expect(wordsOf(decided)).toContain('It works with Staging now')
    const { status, body } = await redeem(terminal.device_code)
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        name: 'CLI on Workbench of Ada',
        environment: { kind: 'staging' },
        client_id: server.staging.clientId,
        value: expect.stringMatching(/^sk_test_/),
      },
    })
    const { value, ...described } = body
    expect((await withKey('GET', value)).body).toEqual(described)
    const keys = await listApiKeys(server.deps, server.staging.environment.id)
    const key = keys.find(({ name }) => name === 'CLI on Workbench of Ada')
    // What only owners may do is done with it: it says who approved it.
    expect(key?.approvedBy).toMatch(/^user_/)
  })

  test('gives a key of Production where the owner chose it', async () => {
    const { terminal, browser } = await atDecision()
    const environment = server.production.environment.id
    await decide(browser, terminal.user_code, 'approve', { environment })
    const { body } = await redeem(terminal.device_code)
    expect(body).toMatchObject({
      environment: { id: environment, kind: 'production' },
      value: expect.stringMatching(/^sk_live_/),
    })
  })

  test('asks whoever is not signed in to the dashboard to do that first', async () => {
    const { verification_uri_complete: address } = await begin()
    const visit = await new BrowserClient(server).request(address)
    const path = new URL(address).pathname + new URL(address).search
    expect(visit.location).toBe(`/dashboard/sign-in?return_to=${encodeURIComponent(path)}`)
    expect(visit.html).not.toContain('workbench')
  })

  test('gives nothing when the owner denies, or chooses no environment that there is', async () => {
    for (const answer of [{ decision: 'deny' }, { environment: 'environment_of_nobody' }]) {
      const { terminal, browser } = await atDecision()
      const denied = await decide(browser, terminal.user_code, 'approve', answer)
      expect(wordsOf(denied)).toContain('The terminal was not signed in')
      expect((await redeem(terminal.device_code)).body.error).toBe('access_denied')
    }
  })

  test('never opens the environment of the owners', async () => {
    const { terminal, browser } = await atDecision()
    const system = await server.deps.db
      .selectFrom('environments')
      .select('id')
      .where('kind', '=', 'system')
      .executeTakeFirstOrThrow()
    await decide(browser, terminal.user_code, 'approve', { environment: system.id })
    expect((await redeem(terminal.device_code)).body.error).toBe('access_denied')
  })

  test('is decided by nobody but an owner, and by no other website', async () => {
    const { terminal, browser } = await atDecision()
    const approve = (from: BrowserClient, origin: string) =>
      from.request('/dashboard/cli', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        body: new URLSearchParams({
          user_code: terminal.user_code,
          environment: server.staging.environment.id,
          decision: 'approve',
        }).toString(),
      })
    const stranger = await approve(new BrowserClient(server), server.url)
    expect(stranger.location).toBe('/dashboard/sign-in')
    const foreign = await approve(browser, 'https://evil.example')
    expect(foreign.status).toBe(403)
    expect((await redeem(terminal.device_code)).body.error).toBe('authorization_pending')
  })

  test('is decided once', async () => {
    const { terminal, browser } = await atDecision()
    await decide(browser, terminal.user_code, 'deny')
    browser.html = '<form action="/dashboard/cli">'
    const again = await decide(browser, terminal.user_code, 'approve')
    expect(wordsOf(again)).toContain('No terminal waits with this code')
    expect((await redeem(terminal.device_code)).body.error).toBe('access_denied')
  })

  test('gives one key, however many ask at once', async () => {
    const { terminal, browser } = await atDecision('a racer')
    await decide(browser, terminal.user_code, 'approve')
    const answers = await atOnce(() => redeem(terminal.device_code), 20)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const keys = await listApiKeys(server.deps, server.staging.environment.id)
    expect(keys.filter(({ name }) => name === 'CLI on a racer')).toHaveLength(1)
  })

  test('ends after five minutes, also when it was approved', async () => {
    const { terminal, browser } = await atDecision()
    await decide(browser, terminal.user_code, 'approve')
    server.deps.clock.advance(301)
    expect((await redeem(terminal.device_code)).body.error).toBe('expired_token')
    const late = await begin()
    server.deps.clock.advance(301)
    const visit = await ownersBrowser().visit(late.verification_uri_complete)
    expect(wordsOf(visit)).toContain('No terminal waits with this code')
  })

  test.each([
    [{}],
    [{ host_name: '' }],
    [{ host_name: 'x'.repeat(65) }],
    [{ host_name: 'line\nbreak' }],
    [{ host_name: 'left\u202eright' }],
  ])('does not begin with %j', async (body) => {
    expect((await post('/latchkey/cli_sign_ins', body)).status).toBe(422)
  })

  test('keeps no code in the clear', async () => {
    const terminal = await begin()
    const text = (await readDatabaseAsText(server)).get('public.cli_sign_ins')
    expect(text).toContain('workbench')
    expect(text).not.toContain(terminal.user_code)
    expect(text).not.toContain(terminal.device_code)
  })

  test('is begun ten times a minute from one address, and not more often', async () => {
    const answers = await atOnce(() => post('/latchkey/cli_sign_ins', { host_name: 'eager' }), 12)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2)
  })
})

describe('the limits', () => {
  const address = (index: number) => `2001:db8:0:1::${(index + 1).toString(16)}`
  const refused = (results: PromiseSettledResult<unknown>[]) =>
    results.filter(({ status }) => status === 'rejected').length

  test('count a network, not each of its addresses, and the row keeps the address', async () => {
    const begun = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        beginCliSignIn(server.deps, { hostName: 'many', ipAddress: address(index) }),
      ),
    )
    expect(refused(begun)).toBe(2)
    const rows = await server.deps.db
      .selectFrom('cli_sign_ins')
      .select('ip_address')
      .where('host_name', '=', 'many')
      .execute()
    expect(new Set(rows.map((row) => row.ip_address)).size).toBe(10)

    const entered = await Promise.allSettled(
      Array.from({ length: 22 }, (_, index) =>
        findOpenCliSignIn(server.deps, 'BBBB-BBBB', address(index)),
      ),
    )
    expect(refused(entered)).toBe(2)
  })

  test('of what strangers ask are those of terminals, too', async () => {
    const env = { LATCHKEY_SMTP_URL: 'smtp://localhost:2525' }
    const production = await startTestServer({ env })
    try {
      const { db, clock } = production.deps
      const spent = { name: 'hosted_writes', limit: 500, windowSeconds: 600 }
      await takeFromLimit(db, spent, '', '127.0.0.1', spent.limit, clock.now())
      const answer = await production.app.inject({
        method: 'POST',
        url: '/latchkey/cli_sign_ins/redeem',
        payload: { device_code: 'nobodys' },
      })
      expect(answer.statusCode).toBe(429)
    } finally {
      await production.stop()
    }
  })
})

describe('the key that asks', () => {
  test('ends itself, and no other', async () => {
    const { terminal, browser } = await atDecision()
    await decide(browser, terminal.user_code, 'approve')
    const { value } = (await redeem(terminal.device_code)).body
    expect((await withKey('DELETE', value)).status).toBe(204)
    expect((await withKey('GET', value)).status).toBe(401)
    expect((await withKey('GET', server.staging.apiKey)).status).toBe(200)
  })

  test('is needed: the dashboard has no key of its own', async () => {
    const headers = { cookie: ownerCookie, 'latchkey-environment': server.staging.environment.id }
    const answer = await read(await fetch(`${server.url}/latchkey/api_key`, { headers }))
    expect(answer).toMatchObject({ status: 403, body: { code: 'api_key_required' } })
  })
})
