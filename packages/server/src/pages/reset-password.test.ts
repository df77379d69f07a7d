import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate, callApi } from '../../test/api.ts'
import { atOnce } from '../../test/at-once.ts'
import { answerOf, authorizeUrl, BrowserClient } from '../../test/browser-client.ts'
import {
  createPerson,
  linkMailedTo,
  mailsTo,
  newEmail,
  type Person,
  password,
  refresh,
  signInByApi,
  signInByPages,
} from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { comparable, wordsOf } from '../../test/words.ts'
import { updateSignInEndpoint } from '../features/applications/application.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

const nextPassword = 'four other unrelated words'
const noLonger = 'This link no longer works'

/** A browser at the page that asks for the address of a forgotten password. */
async function atRequest(): Promise<BrowserClient> {
  const browser = new BrowserClient(server)
  await browser.visit(authorizeUrl(server, { state: 's' }))
  const page = new URL(browser.address)
  page.pathname = '/reset-password'
  await browser.visit(page.href)
  return browser
}

const waitForMail = (email: string, count = 1) =>
  expect.poll(async () => (await mailsTo(server, email)).length).toBe(count)

/** The link of a reset that was asked for on the page, and the browser that asked. */
async function askForLink(of?: Person) {
  const person = of ?? (await createPerson(server))
  const browser = await atRequest()
  await browser.submit({ email: person.email })
  await waitForMail(person.email)
  return { person, browser, link: await linkMailedTo(server, person.email) }
}

const post = (browser: BrowserClient, fields: Record<string, string>) =>
  browser.request(browser.address, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
    body: new URLSearchParams(fields).toString(),
  })

const isDone = ({ html }: { html: string }) => /code=/.test(html)

describe('somebody who forgot the password', () => {
  test('asks for a link, opens it, sets a new password and is signed in', async () => {
    const { person, browser, link } = await askForLink()
    await browser.visit(link)
    expect(new URL(browser.address).pathname).toBe('/reset-password')
    expect(browser.address).not.toContain('token=')
    expect(browser.html).toContain(person.email)
    const answer = answerOf(await browser.submit({ password: nextPassword }))
    expect(answer.searchParams.get('state')).toBe('s')
    const code = answer.searchParams.get('code')
    const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
    expect(body.user.id).toBe(person.user.id)
    const signIn = { grant_type: 'password', email: person.email }
    expect((await authenticate(server, { ...signIn, password })).status).toBe(400)
    expect((await authenticate(server, { ...signIn, password: nextPassword })).status).toBe(200)
  })

  test('is told the same whether or not the address has an account', async () => {
    const { email } = await createPerson(server)
    const pages: string[] = []
    for (const address of [email, newEmail()]) {
      const browser = await atRequest()
      const visit = await browser.submit({ email: address })
      expect(visit.status).toBe(200)
      pages.push(comparable(visit, address))
    }
    expect(pages[0]).toContain('If an account uses')
    expect(pages[0]).toBe(pages[1])
  })

  test('gets no more than three links in a minute, with or without an account', async () => {
    const { email } = await createPerson(server)
    for (const address of [email, newEmail()]) {
      const browser = await atRequest()
      const form = browser.html
      const statuses: number[] = []
      for (let count = 0; count < 4; count++) {
        browser.html = form
        statuses.push((await browser.submit({ email: address })).status)
      }
      expect(statuses).toEqual([200, 200, 200, 429])
    }
    await waitForMail(email, 3)
  })

  test('asks no faster than ten times a minute from one network, whatever the addresses', async () => {
    const browser = await atRequest()
    const form = browser.html
    const ask = (email: string) => {
      browser.html = form
      return browser.submit({ email })
    }
    for (let count = 0; count < 10; count++) expect((await ask(newEmail())).status).toBe(200)
    const { email } = await createPerson(server)
    const refused = await ask(email)
    expect(refused.status).toBe(429)
    expect(wordsOf(refused)).toContain('That was tried too often.')
    server.deps.clock.advance(61)
    expect((await ask(email)).status).toBe(200)
    await waitForMail(email)
  })

  test('is told what is wrong with the address', async () => {
    const browser = await atRequest()
    const visit = await browser.submit({ email: 'ada' })
    expect(visit.status).toBe(422)
    expect(wordsOf(visit)).toContain('Enter an email address')
  })

  test('is told why a password will not do, and may try another', async () => {
    const { browser, link } = await askForLink()
    await browser.visit(link)
    const visit = await browser.submit({ password: 'password' })
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('Use 10 characters or more.')
    expect(isDone(await browser.submit({ password: nextPassword }))).toBe(true)
  })

  test('proves the address with it', async () => {
    const person = await createPerson(server, { emailVerified: false })
    const { browser, link } = await askForLink(person)
    await browser.visit(link)
    expect(isDone(await browser.submit({ password: nextPassword }))).toBe(true)
    const { body } = await callApi(server, 'GET', `/user_management/users/${person.user.id}`)
    expect(body.email_verified).toBe(true)
  })

  test('ends all sessions and signs out all browsers, except the one that set the password', async () => {
    const person = await createPerson(server)
    const before = await signInByApi(server, person)
    const elsewhere = await signInByPages(server, person)
    const { browser, link } = await askForLink(person)
    await browser.visit(link)
    await browser.submit({ password: nextPassword })
    expect((await refresh(server, before.refresh_token)).status).toBe(400)
    await elsewhere.browser.visit(authorizeUrl(server))
    expect(elsewhere.browser.address).toContain('/sign-in')
    const { location } = await browser.request(authorizeUrl(server))
    expect(location).toContain('code=')
  })
})

describe('the link of a reset', () => {
  test('is used up by opening it no more than by a mail scanner', async () => {
    const { browser, link } = await askForLink()
    for (let count = 0; count < 3; count++) {
      await new BrowserClient(server).request(link)
      await new BrowserClient(server).request(link, { method: 'HEAD' })
    }
    await browser.visit(link)
    expect(isDone(await browser.submit({ password: nextPassword }))).toBe(true)
  })

  test('works once', async () => {
    const { browser, link } = await askForLink()
    await browser.visit(link)
    await browser.submit({ password: nextPassword })
    const visit = await new BrowserClient(server).visit(link)
    expect(visit.status).toBe(400)
    expect(visit.html).toContain(noLonger)
  })

  test('used fifty times at once sets one password', async () => {
    const { person, browser, link } = await askForLink()
    await browser.visit(link)
    const words = Array.from({ length: 50 }, (_, index) => `${nextPassword} ${index} more`)
    const visits = await atOnce((index) => post(browser, { password: words[index] as string }))
    const winners = words.filter((_, index) => visits[index] && isDone(visits[index]))
    expect(winners).toHaveLength(1)
    const signIn = { grant_type: 'password', email: person.email, password: winners[0] }
    expect((await authenticate(server, signIn)).status).toBe(200)
  })

  test('works for an hour and not longer, and offers another one then', async () => {
    const { browser, link } = await askForLink()
    await browser.visit(link)
    server.deps.clock.advance(3_600)
    const later = new BrowserClient(server)
    const visit = await later.visit(link)
    expect(visit.status).toBe(400)
    expect(visit.html).toContain(noLonger)
    expect(visit.html).toContain('/user_management/initiate_login?client_id=')
  })

  test('that no longer works leads to the page that mails another one, by way of the application', async () => {
    const { person, link } = await askForLink()
    server.deps.clock.advance(3_601)
    const browser = new BrowserClient(server)
    await browser.visit(link)
    const again = /href="(\/reset-password\/again[^"]*)"/.exec(browser.html)?.[1] as string
    await browser.visit(again)
    expect(new URL(browser.address).pathname).toBe('/reset-password')
    await browser.submit({ email: person.email })
    await waitForMail(person.email, 2)
    await browser.visit(await linkMailedTo(server, person.email))
    expect(isDone(await browser.submit({ password: nextPassword }))).toBe(true)
    await browser.visit(authorizeUrl(server, { prompt: 'login' }))
    expect(new URL(browser.address).pathname).toBe('/sign-in')
  })

  test('that expires while its page is open is refused when it is submitted', async () => {
    const { person, browser, link } = await askForLink()
    server.deps.clock.advance(3_000)
    await browser.visit(authorizeUrl(server))
    await browser.visit(link)
    server.deps.clock.advance(700)
    const visit = await browser.submit({ password: nextPassword })
    expect(visit.status).toBe(400)
    expect(visit.html).toContain(noLonger)
    const signIn = { grant_type: 'password', email: person.email }
    expect((await authenticate(server, { ...signIn, password })).status).toBe(200)
  })

  test('is replaced by a newer one', async () => {
    const { person, browser, link } = await askForLink()
    const again = await atRequest()
    await again.submit({ email: person.email })
    await waitForMail(person.email, 2)
    await browser.visit(link)
    expect(browser.html).toContain(noLonger)
    await browser.visit(await linkMailedTo(server, person.email))
    expect(isDone(await browser.submit({ password: nextPassword }))).toBe(true)
  })

  test.each(['x', '', '%00', "' or 1=1", 'x'.repeat(5_000), '<script>alert(1)</script>'])(
    'that nobody made says no more than that: %#',
    async (token) => {
      const visit = await new BrowserClient(server).visit(
        `/reset-password?token=${encodeURIComponent(token)}`,
      )
      expect(visit.status).toBe(404)
      expect(visit.html).toContain(noLonger)
      expect(visit.html).not.toContain('<script>alert')
    },
  )

  test('that came twice in one address is no link', async () => {
    const { link } = await askForLink()
    const visit = await new BrowserClient(server).visit(`${link}&token=other`)
    expect(visit.status).toBe(400)
  })

  test('of one environment is not continued in a sign-in of another', async () => {
    const person = await createPerson(server, { environment: server.production })
    const { body } = await callApi(
      server,
      'POST',
      '/user_management/password_reset',
      { email: person.email },
      server.production,
    )
    const browser = await atRequest()
    const visit = await browser.request(body.password_reset_url)
    expect(visit.location).toContain(`client_id=${server.production.clientId}`)
    // Nor is it believed when the application of the other environment hands it on.
    await browser.visit(authorizeUrl(server, { password_reset_token: body.password_reset_token }))
    expect(new URL(browser.address).pathname).toBe('/sign-in')
  })
})

describe('a link that is opened cold, in a browser without a sign-in', () => {
  const endpoint = 'http://localhost:3000/login'
  const setEndpoint = (url: string | null) =>
    updateSignInEndpoint(server.deps, server.staging.application, url)
  afterEach(() => setEndpoint(null))

  test('goes by way of the sign-in endpoint and comes back to the new password', async () => {
    await setEndpoint(endpoint)
    const { link } = await askForLink()
    const browser = new BrowserClient(server)
    const begin = await browser.visit(link)
    expect(begin.location).toBe(endpoint)
    // There the application makes its own authorization request, with a state of its own.
    await browser.visit(authorizeUrl(server, { state: 'of-the-app' }))
    expect(new URL(browser.address).pathname).toBe('/reset-password')
    const answer = answerOf(await browser.submit({ password: nextPassword }))
    expect(answer.searchParams.get('state')).toBe('of-the-app')
  })

  test('comes back by the token too, where the application hands it on', async () => {
    await setEndpoint(endpoint)
    const { link } = await askForLink()
    const token = new URL(link).searchParams.get('token') ?? ''
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server, { password_reset_token: token }))
    expect(new URL(browser.address).pathname).toBe('/reset-password')
    expect(isDone(await browser.submit({ password: nextPassword }))).toBe(true)
  })

  test('goes on by itself without a sign-in endpoint, to the default redirect URI', async () => {
    const { link } = await askForLink()
    const browser = new BrowserClient(server)
    await browser.visit(link)
    expect(new URL(browser.address).pathname).toBe('/reset-password')
    const answer = answerOf(await browser.submit({ password: nextPassword }))
    expect(answer.href).toMatch(/^http:\/\/localhost:3000\/callback\?code=/)
    expect(answer.searchParams.has('state')).toBe(false)
  })

  test('is forgotten once the password is set', async () => {
    const { link } = await askForLink()
    const browser = new BrowserClient(server)
    await browser.visit(link)
    await browser.submit({ password: nextPassword })
    expect(browser.cookies.has('latchkey-password-reset')).toBe(false)
    await browser.visit(authorizeUrl(server, { prompt: 'login' }))
    expect(new URL(browser.address).pathname).toBe('/sign-in')
  })

  test('is not continued by whoever is signed in there: the account is the one of the link', async () => {
    const other = await createPerson(server)
    const { browser } = await signInByPages(server, other)
    const { person, link } = await askForLink()
    await browser.visit(link)
    expect(browser.html).toContain(person.email)
    expect(browser.html).not.toContain(other.email)
    const code = answerOf(await browser.submit({ password: nextPassword })).searchParams.get('code')
    const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
    expect(body.user.id).toBe(person.user.id)
  })
})
