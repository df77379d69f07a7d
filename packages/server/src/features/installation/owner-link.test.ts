import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerOf, BrowserClient } from '../../../test/browser-client.ts'
import { mailsTo, password } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { getEnvironmentOfKind } from '../environments/environment.ts'
import { createUser } from '../users/user.ts'
import { createOwnerLink, OwnerLinkError } from './owner-link.ts'

let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server?.stop())

const newPassword = 'another horse another battery'
/** The last page of the sign-in, and where it leads. */
async function choosePassword(browser: BrowserClient, value: string) {
  await browser.visit(answerOf(await browser.submit({ password: value })).href)
}
/** The first owner, by the link of the terminal. */
async function setUp(email = 'owner@example.com') {
  const browser = new BrowserClient(server)
  await browser.visit(server.setUpUrl)
  await browser.submit({ email })
  await choosePassword(browser, password)
  return { browser, email }
}
async function addOwner(email: string) {
  const system = await getEnvironmentOfKind(server.deps, 'system')
  await createUser(server.deps, system, { email, password })
}
const isInDashboard = async (browser: BrowserClient) => {
  const session = await browser.request(`${server.url}/dashboard/api/session`)
  return session.status === 200
}

test('a link lets the owner set a new password and leads into the dashboard', async () => {
  const { email } = await setUp()
  const link = await createOwnerLink(server.deps, undefined)
  expect(link.email).toBe(email)
  const browser = new BrowserClient(server)
  await browser.visit(link.url)
  await choosePassword(browser, newPassword)
  expect(await isInDashboard(browser)).toBe(true)
})

test('the link is handed over at the terminal, and mailed to nobody', async () => {
  const { email } = await setUp()
  await createOwnerLink(server.deps, undefined)
  expect(await mailsTo(server, email)).toEqual([])
})

test('a new link takes the place of the one before, and works once', async () => {
  const { browser: before } = await setUp()
  expect(await isInDashboard(before)).toBe(true)
  const first = await createOwnerLink(server.deps, undefined)
  const second = await createOwnerLink(server.deps, undefined)
  const open = async (url: string) => {
    const browser = new BrowserClient(server)
    await browser.visit(url)
    return browser
  }
  expect((await open(first.url)).html).toContain('no longer works')
  await (await open(second.url)).submit({ password: newPassword })
  expect((await open(second.url)).html).toContain('no longer works')
  expect(await isInDashboard(before)).toBe(false)
})

test('the link ends after an hour', async () => {
  await setUp()
  const { url } = await createOwnerLink(server.deps, undefined)
  server.deps.clock.advance(3_601)
  const browser = new BrowserClient(server)
  await browser.visit(url)
  expect(browser.html).toContain('no longer works')
})

test('without an owner it is the set-up link', async () => {
  expect(await createOwnerLink(server.deps, undefined)).toEqual({
    email: null,
    url: server.setUpUrl,
  })
})

test('of several owners the address says which', async () => {
  await setUp()
  await addOwner('grace@example.com')
  const anybody = createOwnerLink(server.deps, undefined)
  await expect(anybody).rejects.toThrow(/--email:\n {2}owner@example.com\n {2}grace@example.com/)
  const link = await createOwnerLink(server.deps, 'Grace@example.com')
  expect(link.email).toBe('grace@example.com')
})

test('nobody else gets one', async () => {
  await setUp()
  const link = createOwnerLink(server.deps, 'stranger@example.com')
  await expect(link).rejects.toThrow(OwnerLinkError)
})
