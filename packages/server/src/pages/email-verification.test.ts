import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answerOf, type BrowserClient } from '../../test/browser-client.ts'
import { codeMailedTo, createPerson, mailsTo, signInByPages, wrongCode } from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { wordsOf } from '../../test/words.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

/** A browser at the page that waits for the code, and the address it was mailed to. */
async function atCode(): Promise<{ browser: BrowserClient; email: string }> {
  const person = await createPerson(server, { emailVerified: false })
  const { browser } = await signInByPages(server, person)
  expect(new URL(browser.address).pathname).toBe('/email-verification')
  return { browser, email: person.email }
}

const resend = (browser: BrowserClient) => browser.submit({}, '/send')
const isDone = (visit: Awaited<ReturnType<BrowserClient['submit']>>) =>
  visit.status === 200 && answerOf(visit).searchParams.has('code')

describe('the page that waits for the code', () => {
  test('goes on with the right one, also with blanks in it', async () => {
    const { browser, email } = await atCode()
    const code = await codeMailedTo(server, email)
    expect(isDone(await browser.submit({ code: ` ${code.slice(0, 3)} ${code.slice(3)} ` }))).toBe(
      true,
    )
  })

  test('says that a code is wrong, and takes the right one then', async () => {
    const { browser, email } = await atCode()
    const code = await codeMailedTo(server, email)
    const visit = await browser.submit({ code: wrongCode(code) })
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('This code is not right. Check the mail and enter it again.')
    expect(isDone(await browser.submit({ code }))).toBe(true)
  })

  test('says that a code was tried too often, and takes a new one', async () => {
    const { browser, email } = await atCode()
    const code = await codeMailedTo(server, email)
    for (let count = 0; count < 5; count++) await browser.submit({ code: wrongCode(code) })
    const visit = await browser.submit({ code })
    expect(wordsOf(visit)).toContain('This code was tried too often. Send a new one.')
    await resend(browser)
    expect(isDone(await browser.submit({ code: await codeMailedTo(server, email) }))).toBe(true)
  })

  test('sends another code on request, which alone works', async () => {
    const { browser, email } = await atCode()
    const first = await codeMailedTo(server, email)
    const visit = await resend(browser)
    expect(visit.status).toBe(200)
    expect(wordsOf(visit)).toContain('A new code is on its way.')
    const second = await codeMailedTo(server, email)
    if (first !== second) expect(isDone(await browser.submit({ code: first }))).toBe(false)
    expect(isDone(await browser.submit({ code: second }))).toBe(true)
  })

  test('sends no more than three mails in a minute, and says when to ask again', async () => {
    const { browser, email } = await atCode()
    expect((await resend(browser)).status).toBe(200)
    expect((await resend(browser)).status).toBe(200)
    const refused = await resend(browser)
    expect(refused.status).toBe(429)
    const seconds = Number(refused.headers.get('retry-after'))
    expect(wordsOf(refused)).toContain(`Wait ${seconds} seconds and try again.`)
    expect(await mailsTo(server, email)).toHaveLength(3)
    server.deps.clock.advance(seconds)
    expect((await resend(browser)).status).toBe(200)
  })

  test('sends no more than ten mails a minute to one network, whoever they are for', async () => {
    const people = [await atCode(), await atCode(), await atCode(), await atCode(), await atCode()]
    for (const { browser } of people) {
      expect((await resend(browser)).status).toBe(200)
      expect((await resend(browser)).status).toBe(200)
    }
    const { browser, email } = await atCode()
    expect((await resend(browser)).status).toBe(429)
    expect(await mailsTo(server, email)).toHaveLength(1)
    server.deps.clock.advance(61)
    expect((await resend(browser)).status).toBe(200)
  })

  test('begins its ten minutes anew with a new code', async () => {
    const { browser, email } = await atCode()
    server.deps.clock.advance(500)
    await resend(browser)
    server.deps.clock.advance(500)
    expect(isDone(await browser.submit({ code: await codeMailedTo(server, email) }))).toBe(true)
  })

  test('says after ten minutes that the step has expired', async () => {
    const { browser, email } = await atCode()
    const code = await codeMailedTo(server, email)
    server.deps.clock.advance(600)
    for (const visit of [await browser.submit({ code }), await resend(browser)]) {
      expect(visit.status).toBe(400)
      expect(wordsOf(visit)).toContain('This step has expired. Sign in again.')
    }
  })

  test('is nowhere without an address that was entered before', async () => {
    const { browser } = await atCode()
    const page = new URL(browser.address)
    await server.deps.db
      .updateTable('authorization_sessions')
      .set({ email: null })
      .where('id', '=', page.searchParams.get('authorization_session_id') ?? '')
      .execute()
    expect((await browser.request(page.href)).location).toContain('/sign-in?')
  })
})
