import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate, callApi } from '../../test/api.ts'
import { atOnce } from '../../test/at-once.ts'
import {
  answerOf,
  authorizeUrl,
  BrowserClient,
  setupKeyOf,
  type Visit,
} from '../../test/browser-client.ts'
import {
  addFactor,
  changeSettings,
  codeMailedTo,
  createPerson,
  createPersonWithMfa,
  linkMailedTo,
  mailsTo,
  newEmail,
  type Person,
  password,
  signInByPages,
  totpCode,
  wrongCode,
} from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { wordsOf } from '../../test/words.ts'
import { endBrowserSessionsOfUser } from '../features/sessions/browser-session.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(120))
afterEach(() => changeSettings(server, { mfaPolicy: 'off' }))

const pathOf = (browser: BrowserClient) => new URL(browser.address).pathname
const isDone = (visit: Visit) => visit.status === 200 && answerOf(visit).searchParams.has('code')
const signedInBy = async (visit: Visit) => {
  const code = answerOf(visit).searchParams.get('code')
  return (await authenticate(server, { grant_type: 'authorization_code', code })).body
}
const factorsOf = async ({ user }: Person) =>
  (await callApi(server, 'GET', `/user_management/users/${user.id}/auth_factors`)).body.data

/** The key under the QR code. */
async function atEnrollment(of?: Person) {
  await changeSettings(server, { mfaPolicy: 'required' })
  const person = of ?? (await createPerson(server))
  const { browser } = await signInByPages(server, person)
  expect(pathOf(browser)).toBe('/mfa/enrollment')
  return { person, browser, secret: setupKeyOf(browser) }
}

async function atVerification() {
  const person = await createPersonWithMfa(server)
  const { browser } = await signInByPages(server, person)
  expect(pathOf(browser)).toBe('/mfa/verification')
  return { person, browser, secret: person.secret }
}

describe('the page that sets up an authenticator app', () => {
  test('shows a picture and a key, and signs in with the first code', async () => {
    const { person, browser, secret } = await atEnrollment()
    expect(browser.html).toMatch(/<img class="ak-qr-code" src="data:image\/png;base64,/)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    const visit = await browser.submit({ code: totpCode(server, secret) })
    expect(isDone(visit)).toBe(true)
    expect(await signedInBy(visit)).toMatchObject({
      user: { id: person.user.id },
      authentication_method: 'Password',
    })
    expect(await factorsOf(person)).toMatchObject([{ type: 'totp', totp: { user: person.email } }])
  })

  test('shows the same key when it is loaded again, and another one at another sign-in', async () => {
    const { person, browser, secret } = await atEnrollment()
    await browser.visit(browser.address)
    expect(setupKeyOf(browser)).toBe(secret)
    expect((await atEnrollment(person)).secret).not.toBe(secret)
  })

  test('leaves nothing behind when it is given up', async () => {
    const { person } = await atEnrollment()
    expect(await factorsOf(person)).toEqual([])
  })

  test('says that a code is wrong, keeps the key, and takes the right one then', async () => {
    const { browser, secret } = await atEnrollment()
    const visit = await browser.submit({ code: wrongCode(totpCode(server, secret)) })
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('Enter the one that the app shows now.')
    expect(setupKeyOf(browser)).toBe(secret)
    expect(isDone(await browser.submit({ code: totpCode(server, secret) }))).toBe(true)
  })

  test('takes the first code once: the next sign-in waits for another', async () => {
    const { person, browser, secret } = await atEnrollment()
    const code = totpCode(server, secret)
    await browser.submit({ code })
    const { browser: next } = await signInByPages(server, person)
    const visit = await next.submit({ code })
    expect(wordsOf(visit)).toContain('This code was already used. Wait for the next one.')
  })

  test('sent eight times at once enrolls one app and signs in once', async () => {
    const { person, browser, secret } = await atEnrollment()
    const code = totpCode(server, secret)
    const visits = await atOnce(
      () =>
        browser.request(browser.address, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
          body: `code=${code}`,
        }),
      8,
    )
    expect(visits.filter(({ html }) => html.includes('http-equiv="refresh"'))).toHaveLength(1)
    expect(await factorsOf(person)).toHaveLength(1)
  })

  test('enrolls nothing beside an app that was set up meanwhile', async () => {
    const { person, browser, secret } = await atEnrollment()
    const elsewhere = await atEnrollment(person)
    await elsewhere.browser.submit({ code: totpCode(server, elsewhere.secret) })
    const visit = await browser.submit({ code: totpCode(server, secret) })
    expect(wordsOf(visit)).toContain('This step has expired. Sign in again.')
    expect(await factorsOf(person)).toHaveLength(1)
  })

  test('comes after a new address was verified', async () => {
    await changeSettings(server, { mfaPolicy: 'required' })
    const email = newEmail()
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server, { screen_hint: 'sign-up' }))
    await browser.submit({ email })
    await browser.submit({ password })
    expect(pathOf(browser)).toBe('/email-verification')
    await browser.submit({ code: await codeMailedTo(server, email) })
    expect(pathOf(browser)).toBe('/mfa/enrollment')
    expect(isDone(await browser.submit({ code: totpCode(server, setupKeyOf(browser)) }))).toBe(true)
  })

  test('is closed to a sign-up with the address of somebody else', async () => {
    await changeSettings(server, { mfaPolicy: 'required' })
    const victim = await createPerson(server)
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server, { screen_hint: 'sign-up' }))
    await browser.submit({ email: victim.email })
    await browser.submit({ password: 'another staple of the battery horse' })
    expect(pathOf(browser)).toBe('/email-verification')
    const waiting = browser.address
    for (const page of ['/mfa/enrollment', '/mfa/verification']) {
      browser.html = `<form action="${waiting.replace('/email-verification', page)}">`
      const visit = await browser.submit({ code: '123456' })
      expect(visit.html).not.toContain('ak-qr-code')
      expect(visit.html).not.toContain('http-equiv="refresh"')
    }
    expect(await factorsOf(victim)).toEqual([])
  })

  test('is not the way around the app of somebody who has one', async () => {
    const { browser } = await atVerification()
    const visit = await browser.visit(browser.address.replace('verification', 'enrollment'))
    expect(visit.html).not.toContain('ak-setup-key')
    expect(pathOf(browser)).toBe('/sign-in')
  })

  test('begins again when it was left open for more than ten minutes', async () => {
    const { browser, secret } = await atEnrollment()
    server.deps.clock.advance(601)
    await browser.submit({ code: totpCode(server, secret) })
    expect(pathOf(browser)).toBe('/sign-in')
  })
})

describe('the page that asks for the code of the app', () => {
  test('leaves for the application with the right one, also with a blank in it', async () => {
    const { person, browser, secret } = await atVerification()
    const code = totpCode(server, secret)
    const visit = await browser.submit({ code: `${code.slice(0, 3)} ${code.slice(3)}` })
    expect(isDone(visit)).toBe(true)
    expect((await signedInBy(visit)).user.id).toBe(person.user.id)
  })

  test('does not ask again in a browser that is signed in', async () => {
    const { browser, secret } = await atVerification()
    await browser.submit({ code: totpCode(server, secret) })
    const visit = await browser.request(authorizeUrl(server))
    expect(answerOf(visit).searchParams.has('code')).toBe(true)
  })

  test('asks in a browser that signed in before the factor was required, or there', async () => {
    const [{ browser }, other] = [
      await signInByPages(server, await createPerson(server)),
      await createPerson(server),
    ]
    const { browser: browserOfOther } = await signInByPages(server, other)
    expect(answerOf(await browser.visit(authorizeUrl(server))).searchParams.has('code')).toBe(true)
    await changeSettings(server, { mfaPolicy: 'required' })
    await browser.visit(authorizeUrl(server))
    expect(pathOf(browser)).toBe('/mfa/enrollment')
    expect(isDone(await browser.submit({ code: totpCode(server, setupKeyOf(browser)) }))).toBe(true)
    expect(answerOf(await browser.visit(authorizeUrl(server))).searchParams.has('code')).toBe(true)

    await changeSettings(server, { mfaPolicy: 'off' })
    const secret = await addFactor(server, other)
    const silent = await browserOfOther.visit(authorizeUrl(server, { prompt: 'none' }))
    expect(answerOf(silent).searchParams.get('error')).toBe('interaction_required')
    await browserOfOther.visit(authorizeUrl(server))
    expect(pathOf(browserOfOther)).toBe('/mfa/verification')
    expect(isDone(await browserOfOther.submit({ code: totpCode(server, secret) }))).toBe(true)
  })

  test('ends with the sign-in of the browser that it continues', async () => {
    const person = await createPerson(server)
    const { browser } = await signInByPages(server, person)
    const secret = await addFactor(server, person)
    await browser.visit(authorizeUrl(server))
    expect(pathOf(browser)).toBe('/mfa/verification')
    await endBrowserSessionsOfUser(server.deps.db, person.user, server.deps.clock.now())
    const visit = await browser.submit({ code: totpCode(server, secret) })
    expect(wordsOf(visit)).toContain('This step has expired. Sign in again.')
  })

  test('says that a code is wrong, and takes the right one then', async () => {
    const { browser, secret } = await atVerification()
    const visit = await browser.submit({ code: wrongCode(totpCode(server, secret)) })
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('This code is not right.')
    expect(isDone(await browser.submit({ code: totpCode(server, secret) }))).toBe(true)
  })

  test('takes a code once, however many browsers present it at once', async () => {
    const person = await createPersonWithMfa(server)
    const browsers = await Promise.all(
      [1, 2, 3, 4].map(async () => (await signInByPages(server, person)).browser),
    )
    const code = totpCode(server, person.secret)
    const visits = await Promise.all(browsers.map((browser) => browser.submit({ code })))
    expect(visits.filter(({ html }) => html.includes('http-equiv="refresh"'))).toHaveLength(1)
  })

  test('takes ten tries a minute', async () => {
    const { browser, secret } = await atVerification()
    const code = totpCode(server, secret)
    for (let count = 0; count < 10; count++) await browser.submit({ code: wrongCode(code) })
    const visit = await browser.submit({ code })
    expect(visit.status).toBe(429)
    expect(Number(visit.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('takes twenty tries an hour of one account, sign-in after sign-in', async () => {
    const person = await createPersonWithMfa(server)
    const statuses: number[] = []
    for (let round = 0; round < 3; round++) {
      const { browser } = await signInByPages(server, person)
      for (let count = 0; count < 8; count++) {
        const code = wrongCode(totpCode(server, person.secret))
        statuses.push((await browser.submit({ code })).status)
      }
    }
    expect(statuses.filter((status) => status === 400)).toHaveLength(20)
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429])
  })

  test('asks whoever chose a new password, too', async () => {
    const { person, browser, secret } = await atVerification()
    await browser.visit(authorizeUrl(server))
    await browser.submit({ email: person.email })
    await browser.visit(browser.address.replace('/sign-in/password', '/reset-password'))
    await browser.submit({ email: person.email })
    await expect.poll(() => mailsTo(server, person.email)).toHaveLength(1)
    await browser.visit(await linkMailedTo(server, person.email))
    await browser.submit({ password: 'another staple of the battery horse' })
    expect(pathOf(browser)).toBe('/mfa/verification')
    expect(isDone(await browser.submit({ code: totpCode(server, secret) }))).toBe(true)
  })

  test('sends whoever comes too early to the sign-in', async () => {
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server))
    await browser.visit(browser.address.replace('/sign-in', '/mfa/verification'))
    expect(pathOf(browser)).toBe('/sign-in')
  })
})
