import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate, authorizeDevice } from '../../test/api.ts'
import { atOnce } from '../../test/at-once.ts'
import { BrowserClient } from '../../test/browser-client.ts'
import {
  addFactor,
  createPerson,
  createPersonWithMfa,
  password,
  signInByPages,
  totpCode,
} from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { wordsOf } from '../../test/words.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

const begin = async () => (await authorizeDevice(server)).body
const poll = (deviceCode: string) =>
  authenticate(server, {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: deviceCode,
    client_secret: undefined,
  })
const pathOf = (browser: BrowserClient) => new URL(browser.address).pathname

async function enterCode(userCode: string, browser = new BrowserClient(server)) {
  await browser.visit('/device')
  const visit = await browser.submit({ user_code: userCode })
  return { browser, visit }
}

/** A browser where the decision is to be made. */
async function atDecision() {
  const device = await begin()
  const person = await createPerson(server)
  const { browser } = await enterCode(device.user_code)
  await browser.submit({ email: person.email })
  const visit = await browser.submit({ password })
  expect(pathOf(browser)).toBe('/device/confirm')
  return { device, person, browser, visit }
}

describe('the page for the code of a device', () => {
  test('asks for a sign-in first, then shows what asks, for whom, and the code to compare', async () => {
    const { device, person, visit } = await atDecision()
    const words = wordsOf(visit)
    expect(words).toContain(`signed in to ${server.staging.application.name} as you`)
    expect(words).toContain(device.user_code)
    expect(words).toContain(person.email)
    expect(words).toContain('Device/1.0')
    expect(words).toContain('Approve only what you started yourself')
  })

  test('goes to the decision at once where the browser is signed in', async () => {
    const person = await createPerson(server)
    const { browser } = await signInByPages(server, person)
    const { user_code } = await begin()
    const { visit } = await enterCode(user_code, browser)
    expect(pathOf(browser)).toBe('/device/confirm')
    expect(wordsOf(visit)).toContain(person.email)
  })

  test('asks a browser that signed in without the second factor, and lets it not pass by', async () => {
    const person = await createPerson(server)
    const { browser } = await signInByPages(server, person)
    const secret = await addFactor(server, person)
    const { device_code, user_code } = await begin()
    await enterCode(user_code, browser)
    expect(pathOf(browser)).toBe('/mfa/verification')
    const asked = browser.address
    const confirm = asked.replace('/mfa/verification', '/device/confirm')
    await browser.visit(confirm)
    expect(pathOf(browser)).toBe('/sign-in')
    browser.html = `<form action="${confirm}">`
    await browser.submit({ decision: 'approve' })
    expect((await poll(device_code)).body.error).toBe('authorization_pending')
    await browser.visit(asked)
    await browser.submit({ code: totpCode(server, secret) })
    expect(pathOf(browser)).toBe('/device/confirm')
    await browser.submit({ decision: 'approve' })
    server.deps.clock.advance(6)
    expect((await poll(device_code)).status).toBe(200)
  })

  test('asks for the second factor of whoever has one', async () => {
    const person = await createPersonWithMfa(server)
    const { device_code, user_code } = await begin()
    const { browser } = await enterCode(user_code)
    await browser.submit({ email: person.email })
    await browser.submit({ password })
    expect(pathOf(browser)).toBe('/mfa/verification')
    await browser.submit({ code: totpCode(server, person.secret) })
    expect(pathOf(browser)).toBe('/device/confirm')
    await browser.submit({ decision: 'approve' })
    expect((await poll(device_code)).body.user.id).toBe(person.user.id)
  })

  test('fills in the code of a link and does nothing more', async () => {
    const { user_code, verification_uri_complete } = await begin()
    const person = await createPerson(server)
    const { browser } = await signInByPages(server, person)
    const visit = await browser.visit(verification_uri_complete)
    expect(pathOf(browser)).toBe('/device')
    expect(visit.html).toContain(`value="${user_code}"`)
    expect(wordsOf(visit)).toContain('Continue if your device shows this code.')
  })

  test.each([
    ['in small letters', (code: string) => code.toLowerCase()],
    ['without the hyphen', (code: string) => code.replace('-', '')],
    ['with blanks', (code: string) => ` ${code.replace('-', ' - ')} `],
  ])('takes the code %s', async (_, write) => {
    const { user_code } = await begin()
    const { browser } = await enterCode(write(user_code))
    expect(pathOf(browser)).toBe('/sign-in')
  })

  test.each(['', 'BCDF', 'BCDF-GHJK-L', 'AEIO-UAEI', "' or 1=1 --"])(
    'knows no device with the code %j',
    async (guess) => {
      const { browser, visit } = await enterCode(guess)
      expect(visit.status).toBe(422)
      expect(wordsOf(visit)).toContain('No device waits with this code.')
      expect(pathOf(browser)).toBe('/device')
    },
  )

  test('knows no code that has expired or was decided', async () => {
    const { device, browser } = await atDecision()
    await browser.submit({ decision: 'deny' })
    expect((await enterCode(device.user_code)).visit.status).toBe(422)
    const late = await begin()
    server.deps.clock.advance(300)
    expect((await enterCode(late.user_code)).visit.status).toBe(422)
  })

  test('takes ten codes a minute from one network address', async () => {
    for (let count = 0; count < 10; count++) await enterCode('BBBB-BBBB')
    const { user_code } = await begin()
    const { visit } = await enterCode(user_code)
    expect(visit.status).toBe(429)
    expect(Number(visit.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(wordsOf(visit)).toContain('That was tried too often.')
  })
})

describe('the decision', () => {
  test('to approve signs the device in', async () => {
    const { device, person, browser } = await atDecision()
    const visit = await browser.submit({ decision: 'approve' })
    expect(pathOf(browser)).toBe('/device/success')
    expect(wordsOf(visit)).toContain('Your device is signed in')
    expect((await poll(device.device_code)).body.user.id).toBe(person.user.id)
  })

  test.each(['deny', '', 'yes'])('that is %j refuses', async (decision) => {
    const { device, browser } = await atDecision()
    const visit = await browser.submit({ decision })
    expect(pathOf(browser)).toBe('/device/denied')
    expect(wordsOf(visit)).toContain('The device was not signed in')
    expect((await poll(device.device_code)).body.error).toBe('access_denied')
  })

  test('is made once: what was denied cannot be approved by going back', async () => {
    const { device, browser } = await atDecision()
    const form = browser.html
    await browser.submit({ decision: 'deny' })
    browser.html = form
    const visit = await browser.submit({ decision: 'approve' })
    expect(wordsOf(visit)).toContain('This page has expired')
    expect((await poll(device.device_code)).body.error).toBe('access_denied')
  })

  test('made twenty times at once counts once', async () => {
    const { device, browser } = await atDecision()
    const action = browser.address
    const visits = await atOnce(
      (index) =>
        browser.request(action, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
          body: `decision=${index % 2 ? 'approve' : 'deny'}`,
        }),
      20,
    )
    const first = visits.filter(({ location }) => location?.includes('/device/'))
    expect(first).toHaveLength(1)
    const approved = first[0]?.location?.includes('/device/success')
    expect((await poll(device.device_code)).status).toBe(approved ? 200 : 400)
  })

  test('comes too late after five minutes', async () => {
    const { device, browser } = await atDecision()
    server.deps.clock.advance(300)
    const visit = await browser.submit({ decision: 'approve' })
    expect(visit.status).toBe(410)
    expect(wordsOf(visit)).toContain('This request has ended')
    expect((await poll(device.device_code)).body.error).toBe('expired_token')
  })

  test('is made by nobody who is not signed in', async () => {
    const { device, browser } = await atDecision()
    for (const name of browser.cookies.keys()) {
      if (name.startsWith('latchkey-session-')) browser.cookies.delete(name)
    }
    await browser.submit({ decision: 'approve' })
    expect(pathOf(browser)).toBe('/sign-in')
    expect((await poll(device.device_code)).body.error).toBe('authorization_pending')
  })

  test('cannot be made in another browser, or by another website', async () => {
    const { device, browser } = await atDecision()
    const { browser: other } = await signInByPages(server, await createPerson(server))
    await other.visit(browser.address)
    expect(pathOf(other)).toBe('/device')
    const foreign = await browser.request(browser.address, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://evil.example',
      },
      body: 'decision=approve',
    })
    expect(foreign.status).toBe(403)
    expect((await poll(device.device_code)).body.error).toBe('authorization_pending')
  })
})
