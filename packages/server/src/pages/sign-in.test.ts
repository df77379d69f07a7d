import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate } from '../../test/api.ts'
import { atOnce } from '../../test/at-once.ts'
import { answerOf, authorizeUrl, BrowserClient } from '../../test/browser-client.ts'
import {
  codeMailedTo,
  createPerson,
  newEmail,
  type Person,
  password,
  signInByPages,
} from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { comparable, wordsOf } from '../../test/words.ts'
import { createUser } from '../features/users/user.ts'

let server: TestServer
let person: Person

beforeAll(async () => {
  server = await startTestServer()
  person = await createPerson(server)
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

/** A browser at the page that asks for the password of an address. */
async function atPassword(email: string): Promise<BrowserClient> {
  const browser = new BrowserClient(server)
  await browser.visit(authorizeUrl(server, { state: 's' }))
  await browser.submit({ email })
  expect(new URL(browser.address).pathname).toBe('/sign-in/password')
  return browser
}

const tryPassword = async (email: string, guess = 'wrong horse battery') =>
  (await atPassword(email)).submit({ password: guess })

describe('a sign-in', () => {
  test('asks for the address, then for the password, and leaves with a code', async () => {
    const browser = await atPassword(person.email)
    expect(browser.html).toContain(person.email)
    const visit = await browser.submit({ password })
    expect(visit.status).toBe(200)
    const answer = answerOf(visit)
    expect(answer.searchParams.get('state')).toBe('s')
    const code = answer.searchParams.get('code')
    const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
    expect(body.user.id).toBe(person.user.id)
  })

  test('finds the address in any case and with blanks around it', async () => {
    const browser = await atPassword(`  ${person.email.toUpperCase()} `)
    expect(answerOf(await browser.submit({ password })).searchParams.get('code')).toBeTruthy()
  })

  test('records the browser and its address with the session', async () => {
    const { visit } = await signInByPages(server, person)
    const code = answerOf(visit).searchParams.get('code')
    await authenticate(server, { grant_type: 'authorization_code', code })
    const session = await server.deps.db
      .selectFrom('sessions')
      .selectAll()
      .where('user_id', '=', person.user.id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(session.user_agent).toBe('BrowserClient/1.0')
    expect(session.ip_address).toMatch(/127\.0\.0\.1|::1/)
  })

  test('keeps its cookies from scripts and from other sites', async () => {
    const browser = await atPassword(person.email)
    const { headers } = await browser.request(browser.address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
      body: new URLSearchParams({ password }).toString(),
    })
    const cookies = headers.getSetCookie().filter((cookie) => !cookie.includes('Max-Age=0'))
    expect(cookies.some((cookie) => cookie.startsWith('latchkey-session-'))).toBe(true)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/)
      expect(cookie).toMatch(/; SameSite=Lax/)
      expect(cookie).toMatch(/; Path=\//)
      expect(cookie).not.toMatch(/Domain=/)
    }
  })

  test('keeps its cookies to encrypted connections where the server has them', async () => {
    const encrypted = await startTestServer({ env: { LATCHKEY_URL: 'https://auth.example.com' } })
    try {
      const { headers } = await encrypted.app.inject({
        url: authorizeUrl(encrypted).replace(encrypted.url, ''),
      })
      expect(String(headers['set-cookie'])).toMatch(
        /__Host-latchkey-browser=.*; Path=\/;.*; Secure/,
      )
      expect(headers.location).toMatch(/^https:\/\/auth\.example\.com\/sign-in\?/)
      // A sibling domain could plant a cookie without the prefix: it continues nothing.
      const [name, token] = String(headers['set-cookie']).split(/[=;]/)
      const url = String(headers.location).replace('https://auth.example.com', '')
      const open = (cookie: string) => encrypted.app.inject({ url, headers: { cookie } })
      expect((await open(`${name}=${token}`)).statusCode).toBe(200)
      expect((await open(`latchkey-browser=${token}`)).statusCode).toBe(307)
    } finally {
      await encrypted.stop()
    }
  })

  test('gives every browser a sign-in of its own that nobody could have planted', async () => {
    const planted = new BrowserClient(server)
    const name = `latchkey-session-${server.staging.environment.id}`
    planted.cookies.set(name, 'planted-by-an-attacker')
    await signInByPages(server, person, { browser: planted })
    expect(planted.cookies.get(name)).not.toBe('planted-by-an-attacker')
    const { browser } = await signInByPages(server, person)
    expect(browser.cookies.get(name)).not.toBe(planted.cookies.get(name))
  })

  test('asks for the code where the address is not proven, and then goes on', async () => {
    const unproven = await createPerson(server, { emailVerified: false })
    const { browser, visit } = await signInByPages(server, unproven)
    expect(visit.html).toContain('Enter the six digits')
    const code = await codeMailedTo(server, unproven.email)
    expect(answerOf(await browser.submit({ code })).searchParams.get('code')).toBeTruthy()
  })

  test('says what is wrong with an address', async () => {
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server))
    const visit = await browser.submit({ email: 'ada' })
    expect(visit.status).toBe(422)
    expect(wordsOf(visit)).toContain('Enter an email address, such as name@example.com.')
    expect(visit.html).toContain('value="ada"')
  })

  test('never shows a password again', async () => {
    const visit = await tryPassword(person.email, 'a-wrong-but-secret-password')
    expect(visit.html).not.toContain('a-wrong-but-secret-password')
  })
})

describe('a wrong password', () => {
  test('is answered in the words of an unknown address and of an account without a password', async () => {
    const without = newEmail()
    await createUser(server.deps, server.staging.environment, { email: without })
    const answers: string[] = []
    for (const email of [person.email, newEmail(), without]) {
      const visit = await tryPassword(email)
      expect(visit.status).toBe(400)
      answers.push(comparable(visit, email))
    }
    expect(answers[0]).toContain('The email address or the password is wrong.')
    expect(new Set(answers).size).toBe(1)
  })

  test('is answered alike before it is entered: the page does not know the account', async () => {
    const pages = await Promise.all(
      [person.email, newEmail()].map(async (email) => comparable(await atPassword(email), email)),
    )
    expect(pages[0]).toBe(pages[1])
  })

  test.each(['', ' ', 'x'.repeat(1_001), 'x'.repeat(100_000), '\0', '🐘'.repeat(10)])(
    'may be anything: %#',
    async (guess) => {
      expect([400, 422]).toContain((await tryPassword(person.email, guess)).status)
    },
  )

  test('is counted: after ten in a minute the right one waits too, elsewhere it does not', async () => {
    const { email } = await createPerson(server)
    for (let count = 0; count < 10; count++) {
      expect((await tryPassword(email)).status).toBe(400)
    }
    const refused = await tryPassword(email, password)
    expect(refused.status).toBe(429)
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(wordsOf(refused)).toContain(`Wait ${seconds} seconds and try again.`)
    // Another address is not affected, and neither is the next minute.
    expect(
      answerOf(await tryPassword(person.email, password)).searchParams.get('code'),
    ).toBeTruthy()
    server.deps.clock.advance(seconds)
    expect(answerOf(await tryPassword(email, password)).searchParams.get('code')).toBeTruthy()
  })

  test('is counted for unknown addresses alike', async () => {
    const email = newEmail()
    for (let count = 0; count < 10; count++) expect((await tryPassword(email)).status).toBe(400)
    expect((await tryPassword(email)).status).toBe(429)
  })

  test('is counted by the address of the connection, not by what a header claims', async () => {
    const { email } = await createPerson(server)
    const browser = await atPassword(email)
    const statuses: number[] = []
    for (let count = 0; count < 12; count++) {
      const { status } = await browser.request(browser.address, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: server.url,
          'x-forwarded-for': `203.0.113.${count}`,
        },
        body: new URLSearchParams({ password: 'wrong horse battery' }).toString(),
      })
      statuses.push(status)
    }
    expect(statuses).toEqual([...Array(10).fill(400), 429, 429])
  })

  test('is counted by the address that a trusted proxy names, and by account over all of them', async () => {
    const behindProxy = await startTestServer({
      env: { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1' },
    })
    try {
      const { email } = await createPerson(behindProxy)
      const browser = new BrowserClient(behindProxy)
      await browser.visit(authorizeUrl(behindProxy))
      await browser.submit({ email })
      const tryFrom = async (address: string) =>
        (
          await browser.request(browser.address, {
            method: 'POST',
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              origin: behindProxy.url,
              'x-forwarded-for': address,
            },
            body: new URLSearchParams({ password: 'wrong horse battery' }).toString(),
          })
        ).status
      for (let count = 0; count < 10; count++) expect(await tryFrom('203.0.113.1')).toBe(400)
      expect(await tryFrom('203.0.113.1')).toBe(429)
      expect(await tryFrom('203.0.113.2')).toBe(400)
      const statuses: number[] = []
      for (let count = 3; count < 60; count++) statuses.push(await tryFrom(`203.0.113.${count}`))
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10)
    } finally {
      await behindProxy.stop()
    }
  })

  test('guessed fifty times at once is tried ten times', async () => {
    const { email } = await createPerson(server)
    const browser = await atPassword(email)
    const statuses = await atOnce(
      async () =>
        (
          await browser.request(browser.address, {
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
            body: new URLSearchParams({ password: 'wrong horse battery' }).toString(),
          })
        ).status,
    )
    expect(statuses.filter((status) => status === 400)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(40)
  })
})
