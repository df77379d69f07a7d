import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOf, authorizeUrl, BrowserClient } from '../../../test/browser-client.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createUser } from '../users/user.ts'

let server: TestServer
let browser: BrowserClient
const [email, password] = ['ada@example.com', 'correct horse battery staple']

beforeAll(async () => {
  server = await startTestServer()
  const { environment } = server.staging
  await createUser(server.deps, environment, { email, password, emailVerified: true })
  browser = new BrowserClient(server)
  await browser.visit(authorizeUrl(server))
  await browser.submit({ email })
  await browser.submit({ password })
})
afterAll(() => server?.stop())

const askAgain = () => browser.request(authorizeUrl(server))

test('an application that asks again and again without redeeming its code is told so', async () => {
  // The sign-in itself issued the first one.
  for (let asked = 1; asked < 5; asked++) expect((await askAgain()).status).toBe(302)
  const page = await askAgain()
  expect(page.status).toBe(508)
  expect(page.html).toContain('does not redeem the code')
})

test('half a minute later it may try again', async () => {
  server.deps.clock.advance(31)
  expect(answerOf(await askAgain()).searchParams.get('code')).toBeTruthy()
})

test('an application that signs in and asks again is told that it loses its cookie', async () => {
  server.deps.clock.advance(31)
  for (let asked = 0; asked < 10; asked++) {
    const code = answerOf(await askAgain()).searchParams.get('code')
    const { clientId, apiKey } = server.staging
    const redeemed = await fetch(`${server.url}/user_management/authenticate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: apiKey,
        code,
      }),
    })
    expect(redeemed.status).toBe(200)
  }
  const page = await askAgain()
  expect(page.status).toBe(508)
  expect(page.html).toContain('cookie')
})
