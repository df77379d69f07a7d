import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate, callApi } from '../../test/api.ts'
import { answerOf, authorizeUrl, BrowserClient } from '../../test/browser-client.ts'
import {
  codeMailedTo,
  createPerson,
  mailsTo,
  newEmail,
  signInByPages,
  wrongCode,
} from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { comparable, wordsOf } from '../../test/words.ts'
import { updateAuthenticationSettings } from '../features/environments/environment.ts'
import { findUserByEmail } from '../features/users/user.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ env: { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1' } })
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

const waitForMail = (email: string, count = 1) =>
  expect.poll(async () => (await mailsTo(server, email)).length).toBe(count)

/** A browser that entered an address and asked for a code in the place of a password. */
async function askForCode(email: string, screen: 'sign-in' | 'sign-up' = 'sign-in') {
  const browser = new BrowserClient(server)
  await browser.visit(authorizeUrl(server, { state: 's', screen_hint: screen }))
  await browser.submit({ email })
  const visit = await browser.submit({}, '/magic-code/send')
  return { browser, visit }
}

const change = (changed: object) => {
  const { id, settings } = server.staging.environment
  return updateAuthenticationSettings(server.deps, id, { ...settings, ...changed })
}
const restore = () => change({})

/** Codes are made after the page was answered, so that an account costs the page no time. */
const codeIsMade = (email: string) =>
  expect
    .poll(() =>
      server.deps.db.selectFrom('magic_auths').select('id').where('email', '=', email).execute(),
    )
    .toHaveLength(1)

describe('somebody who asks for a code on the sign-in page', () => {
  test('enters it and is signed in, with a proven address', async () => {
    const { email, user } = await createPerson(server, { emailVerified: false })
    const { browser } = await askForCode(email)
    expect(new URL(browser.address).pathname).toBe('/magic-code')
    expect(browser.html).toContain('autoComplete="one-time-code"')
    await waitForMail(email)
    const answer = answerOf(await browser.submit({ code: await codeMailedTo(server, email) }))
    expect(answer.searchParams.get('state')).toBe('s')
    const code = answer.searchParams.get('code')
    const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
    expect(body.user).toMatchObject({ id: user.id, email_verified: true })
    expect(body.authentication_method).toBe('MagicAuth')
  })

  test('sees the same page whether or not the address has an account', async () => {
    await change({ signUpEnabled: false })
    try {
      const { email } = await createPerson(server)
      const pages: string[] = []
      for (const address of [email, newEmail()]) {
        const { browser, visit } = await askForCode(address)
        expect(visit.status).toBe(200)
        await codeIsMade(address)
        const known = await browser.submit({ code: '000000' })
        pages.push(comparable(visit, address), comparable(known, address))
      }
      expect(pages[0]).toBe(pages[2])
      expect(pages[1]).toBe(pages[3])
    } finally {
      await restore()
    }
  })

  test('is refused after the same number of guesses, with an account or without', async () => {
    await change({ signUpEnabled: false })
    try {
      const person = await createPerson(server)
      const words: string[][] = []
      for (const email of [person.email, newEmail()]) {
        const { browser } = await askForCode(email)
        await codeIsMade(email)
        const said: string[] = []
        for (let tries = 0; tries < 6; tries++) {
          const { html } = await browser.submit({ code: '00000x' })
          said.push(/tried too often|is not right/.exec(html)?.[0] ?? html)
        }
        words.push(said)
      }
      expect(words[0]).toEqual([...Array(5).fill('is not right'), 'tried too often'])
      expect(words[1]).toEqual(words[0])
    } finally {
      await restore()
    }
  })

  test('gets no account and no mail where sign-up is closed', async () => {
    await change({ signUpEnabled: false })
    try {
      const email = newEmail()
      await askForCode(email)
      await expect
        .poll(() =>
          server.deps.db
            .selectFrom('magic_auths')
            .select('id')
            .where('email', '=', email)
            .execute(),
        )
        .toHaveLength(1)
      expect(await mailsTo(server, email)).toEqual([])
      expect(await findUserByEmail(server.deps, server.staging.environment.id, email)).toBeNull()
    } finally {
      await restore()
    }
  })

  test('sees why a code is refused, and can enter another', async () => {
    const { email } = await createPerson(server)
    const { browser } = await askForCode(email)
    await waitForMail(email)
    const code = await codeMailedTo(server, email)
    const visit = await browser.submit({ code: wrongCode(code) })
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('This code is not right.')
    answerOf(await browser.submit({ code }))
  })

  test('asks for another code, which takes the place of the first', async () => {
    const { email } = await createPerson(server)
    const { browser } = await askForCode(email)
    await waitForMail(email)
    server.deps.clock.advance(1)
    await browser.submit({}, '/magic-code/send')
    expect(wordsOf(browser)).toContain('A new code is on its way.')
    await waitForMail(email, 2)
    answerOf(await browser.submit({ code: await codeMailedTo(server, email) }))
  })

  test('asks no faster than three times a minute', async () => {
    const { email } = await createPerson(server)
    const { browser } = await askForCode(email)
    await browser.submit({}, '/magic-code/send')
    await browser.submit({}, '/magic-code/send')
    const visit = await browser.submit({}, '/magic-code/send')
    expect(visit.status).toBe(429)
    expect(visit.headers.get('retry-after')).not.toBeNull()
  })

  test('asks no faster than ten times a minute from one network, whatever the addresses', async () => {
    for (let count = 0; count < 10; count++) {
      expect((await askForCode(newEmail())).visit.status).toBe(200)
    }
    const email = newEmail()
    const { browser, visit } = await askForCode(email)
    expect(visit.status).toBe(429)
    expect(visit.headers.get('retry-after')).not.toBeNull()
    expect(wordsOf(visit)).toContain('That was tried too often.')
    server.deps.clock.advance(61)
    expect((await browser.submit({}, '/magic-code/send')).status).toBe(200)
    await waitForMail(email)
  })

  test('is told when the code has expired', async () => {
    const { email } = await createPerson(server)
    const { browser } = await askForCode(email)
    await waitForMail(email)
    server.deps.clock.advance(601)
    const { html } = await browser.submit({ code: await codeMailedTo(server, email) })
    expect(wordsOf({ html })).toContain('This code has expired. Send a new one.')
  })

  test('cannot continue it in another browser', async () => {
    const { email } = await createPerson(server)
    const { browser } = await askForCode(email)
    await waitForMail(email)
    const other = new BrowserClient(server)
    await other.visit(browser.address)
    expect(other.html).not.toContain(email)
  })

  test('is not offered a code where that is turned off', async () => {
    await change({ magicAuthEnabled: false })
    try {
      const { email } = await createPerson(server)
      const browser = new BrowserClient(server)
      await browser.visit(authorizeUrl(server))
      await browser.submit({ email })
      expect(browser.html).not.toContain('/magic-code')
      const forged = browser.html.replaceAll('/sign-in/password', '/magic-code/send')
      browser.html = forged
      const visit = await browser.submit({}, '/magic-code/send')
      expect(visit.status).toBe(400)
      expect(await mailsTo(server, email)).toEqual([])
    } finally {
      await restore()
    }
  })
})

describe('somebody who waits for a code, and a stranger who knows the address', () => {
  const codesMailedTo = async (email: string) =>
    (await mailsTo(server, email)).map(({ content }) => content?.code ?? '')

  /** A browser of the stranger, at another network address, with a code that went to the person. */
  async function strangerAt(email: string, network: number) {
    const stranger = new BrowserClient(server, { 'x-forwarded-for': `203.0.113.${network}` })
    await stranger.visit(authorizeUrl(server))
    await stranger.submit({ email })
    const visit = await stranger.submit({}, '/magic-code/send')
    return { stranger, visit }
  }

  async function personWithCode() {
    const { email } = await createPerson(server)
    const { browser } = await askForCode(email)
    await waitForMail(email)
    const [code = ''] = await codesMailedTo(email)
    return { email, browser, code }
  }

  test('the stranger can neither try that code nor have another take its place', async () => {
    const { email, browser, code } = await personWithCode()
    server.deps.clock.advance(1)
    const { stranger } = await strangerAt(email, 1)
    await waitForMail(email, 2)
    expect((await stranger.submit({ code })).status).toBe(400)
    for (let tries = 0; tries < 6; tries++) await stranger.submit({ code: '00000x' })
    answerOf(await browser.submit({ code }))
  })

  test('a code that the stranger had mailed is no code in the browser of the person', async () => {
    const { email, browser, code } = await personWithCode()
    await strangerAt(email, 1)
    await waitForMail(email, 2)
    const other = (await codesMailedTo(email)).find((mailed) => mailed !== code)
    const visit = await browser.submit({ code: other ?? '00000x' })
    expect(wordsOf(visit)).toContain('This code is not right.')
  })

  test('twenty wrong guesses of the stranger leave every code one try, and the person needs no more', async () => {
    const { email, browser, code } = await personWithCode()
    for (let network = 1; network <= 4; network++) {
      const { stranger } = await strangerAt(email, network)
      await waitForMail(email, network + 1)
      for (let tries = 0; tries < 5; tries++) await stranger.submit({ code: '00000x' })
    }
    const { stranger } = await strangerAt(email, 5)
    await waitForMail(email, 6)
    expect(wordsOf(await stranger.submit({ code: '00000x' }))).toContain('is not right')
    expect(wordsOf(await stranger.submit({ code: '00000x' }))).toContain('tried too often')
    answerOf(await browser.submit({ code }))
  })

  test('the mails that one stranger has sent leave some to the person', async () => {
    const { email } = await createPerson(server)
    const statuses: number[] = []
    for (let minute = 0; minute < 5; minute++) {
      for (let count = 0; count < 4; count++) {
        statuses.push((await strangerAt(email, 1)).visit.status)
      }
      server.deps.clock.advance(61)
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
    expect((await askForCode(email)).visit.status).toBe(200)
  })

  test('one stranger is one, from however many addresses of their IPv6 network they ask', async () => {
    const { email } = await createPerson(server)
    const statuses: number[] = []
    for (let host = 1; host <= 4; host++) {
      const stranger = new BrowserClient(server, { 'x-forwarded-for': `2001:db8:1:2::${host}` })
      await stranger.visit(authorizeUrl(server))
      await stranger.submit({ email })
      statuses.push((await stranger.submit({}, '/magic-code/send')).status)
    }
    expect(statuses).toEqual([200, 200, 200, 429])
  })

  test('many strangers have thirty mails sent in an hour, and no more', async () => {
    const { email } = await createPerson(server)
    for (let network = 1; network <= 30; network++) {
      expect((await strangerAt(email, network)).visit.status).toBe(200)
    }
    expect((await strangerAt(email, 31)).visit.status).toBe(429)
  })

  test('codes of the pages and codes of the application are not taken for each other', async () => {
    const { email, browser, code } = await personWithCode()
    const created = await callApi(server, 'POST', '/user_management/magic_auth', { email })
    const redeem = (of: string) =>
      authenticate(server, {
        grant_type: 'urn:workos:oauth:grant-type:magic-auth:code',
        email,
        code: of,
      })
    if (created.body.code !== code) {
      expect((await browser.submit({ code: created.body.code })).status).toBe(400)
      expect((await redeem(code)).status).toBe(400)
    }
    answerOf(await browser.submit({ code }))
    expect((await redeem(created.body.code)).status).toBe(200)
  })
})

test('a stranger who signed up with the address does not keep a password once its owner proves it', async () => {
  const email = newEmail()
  const stranger = new BrowserClient(server)
  await stranger.visit(authorizeUrl(server, { screen_hint: 'sign-up' }))
  await stranger.submit({ email })
  await stranger.submit({ password: 'the password of a stranger' })
  expect(new URL(stranger.address).pathname).toBe('/email-verification')
  server.deps.clock.advance(61)
  const { browser } = await askForCode(email)
  await expect
    .poll(async () => (await mailsTo(server, email)).map(({ kind }) => kind))
    .toContain('magic_auth')
  answerOf(await browser.submit({ code: await codeMailedTo(server, email) }))
  const attempt = { grant_type: 'password', email, password: 'the password of a stranger' }
  expect((await authenticate(server, attempt)).status).toBe(400)
})

// An application with a sign-up form of its own sets what a visitor typed: that it came through the
// API does not make it the password of the owner.
test.each(['POST', 'PUT'])(
  'a password that the application set (%s) goes when a code alone proves the address',
  async (method) => {
    const chosen = 'the password of a stranger'
    const email = newEmail()
    const first = method === 'POST' ? { email, password: chosen } : { email }
    const { body: user } = await callApi(server, 'POST', '/user_management/users', first)
    if (method === 'PUT') {
      const path = `/user_management/users/${user.id}`
      expect((await callApi(server, method, path, { password: chosen })).status).toBe(200)
    }
    const { browser } = await askForCode(email)
    await waitForMail(email)
    answerOf(await browser.submit({ code: await codeMailedTo(server, email) }))
    const attempt = { grant_type: 'password', email, password: chosen }
    expect(await authenticate(server, attempt)).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials' },
    })
  },
)

test('a password stays when the address was proven along with it, or before', async () => {
  const byCode = await createPerson(server, { emailVerified: false })
  const { browser: first } = await signInByPages(server, byCode)
  answerOf(await first.submit({ code: await codeMailedTo(server, byCode.email) }))
  const verified = await createPerson(server)
  for (const { email, password } of [byCode, verified]) {
    server.deps.clock.advance(61)
    const { browser } = await askForCode(email)
    await expect
      .poll(async () => (await mailsTo(server, email)).map(({ kind }) => kind))
      .toContain('magic_auth')
    answerOf(await browser.submit({ code: await codeMailedTo(server, email) }))
    const attempt = { grant_type: 'password', email, password }
    expect((await authenticate(server, attempt)).status).toBe(200)
  }
})

test('somebody who signs up with a code gets an account without a password', async () => {
  const email = newEmail()
  const { browser } = await askForCode(email, 'sign-up')
  await waitForMail(email)
  const answer = answerOf(await browser.submit({ code: await codeMailedTo(server, email) }))
  const code = answer.searchParams.get('code')
  const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
  expect(body.user).toMatchObject({ email, email_verified: true })
})
