import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate, callApi } from '../../test/api.ts'
import { answerOf, authorizeUrl, BrowserClient } from '../../test/browser-client.ts'
import {
  codeMailedTo,
  createPerson,
  linkMailedTo,
  mailsTo,
  newEmail,
  password,
} from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { wordsOf } from '../../test/words.ts'
import { updateSignInEndpoint } from '../features/applications/application.ts'
import { updateAuthenticationSettings } from '../features/environments/environment.ts'
import { createOrganization } from '../features/organizations/organization.ts'

let server: TestServer
let organizationId: string

beforeAll(async () => {
  server = await startTestServer()
  const { id, settings } = server.staging.environment
  organizationId = (await createOrganization(server.deps, id, { name: 'Acme' })).id
  // Whatever is signed up for here is signed up for by invitation.
  await updateAuthenticationSettings(server.deps, id, { ...settings, signUpEnabled: false })
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

const path = '/user_management/invitations'
async function invite(email = newEmail()) {
  const { status, body } = await callApi(server, 'POST', path, {
    email,
    organization_id: organizationId,
  })
  expect(status).toBe(201)
  return body
}
const stateOf = async (id: string) =>
  (await callApi(server, 'GET', `${path}/${id}`)).body.state as string

/** A browser that opened the link of the mail. */
async function open(invitation: { email: string }): Promise<BrowserClient> {
  const browser = new BrowserClient(server)
  await browser.visit(await linkMailedTo(server, invitation.email))
  return browser
}

/** Follows the one act of the page. */
function follow(browser: BrowserClient) {
  const href = /<a class="ak-button" href="([^"]*)"/.exec(browser.html)?.[1]
  if (!href) throw new Error(`No act at ${browser.address}`)
  return browser.visit(new URL(href.replaceAll('&amp;', '&'), browser.address).href)
}

const exchange = async (answer: URL) =>
  authenticate(server, {
    grant_type: 'authorization_code',
    code: answer.searchParams.get('code'),
  })

describe('somebody who opens the link of an invitation', () => {
  test('signs up where sign-up is closed, and is a member with a proven address', async () => {
    const invitation = await invite()
    const browser = await open(invitation)
    expect(new URL(browser.address).pathname).toBe('/invite')
    expect(browser.address).not.toContain(invitation.token)
    expect(wordsOf(browser)).toContain('Join Acme')
    expect(browser.html).toContain(invitation.email)
    await follow(browser)
    const { body } = await exchange(answerOf(await browser.submit({ password })))
    expect(body.user).toMatchObject({ email: invitation.email, email_verified: true })
    expect(await stateOf(invitation.id)).toBe('accepted')
    const memberships = await server.deps.db
      .selectFrom('organization_memberships')
      .select('status')
      .where('user_id', '=', body.user.id)
      .execute()
    expect(memberships).toEqual([{ status: 'active' }])
  })

  test('signs up with a code', async () => {
    const invitation = await invite()
    const browser = await open(invitation)
    await follow(browser)
    await browser.submit({}, '/magic-code/send')
    await expect
      .poll(async () => (await mailsTo(server, invitation.email)).map(({ kind }) => kind))
      .toContain('magic_auth')
    const code = await codeMailedTo(server, invitation.email)
    answerOf(await browser.submit({ code }))
    expect(await stateOf(invitation.id)).toBe('accepted')
  })

  test('signs in with the account that the address has', async () => {
    const person = await createPerson(server, { emailVerified: false })
    const invitation = await invite(person.email)
    const browser = await open(invitation)
    expect(wordsOf(browser)).toContain('Sign in to accept')
    await follow(browser)
    answerOf(await browser.submit({ password }))
    expect(await stateOf(invitation.id)).toBe('accepted')
  })

  test('comes back with it from the sign-in endpoint of the application', async () => {
    const { application, clientId } = server.staging
    const endpoint = 'http://localhost:3000/login'
    await updateSignInEndpoint(server.deps, application, endpoint)
    try {
      const invitation = await invite()
      const browser = new BrowserClient(server)
      const visit = await browser.visit(invitation.accept_invitation_url)
      expect(visit.location).toBe(endpoint)
      await browser.visit(authorizeUrl(server, { client_id: clientId, state: 'of the app' }))
      expect(wordsOf(browser)).toContain('Join Acme')
      await follow(browser)
      const answer = answerOf(await browser.submit({ password }))
      expect(answer.search).toContain('state=of+the+app')
    } finally {
      await updateSignInEndpoint(server.deps, application, null)
    }
  })

  test('can go on without it, and it stays open', async () => {
    const person = await createPerson(server)
    const invitation = await invite()
    const browser = await open(invitation)
    await browser.submit({}, '/invite/dismiss')
    expect(new URL(browser.address).pathname).toBe('/sign-in')
    await browser.submit({ email: person.email })
    answerOf(await browser.submit({ password }))
    expect(await stateOf(invitation.id)).toBe('pending')
  })

  test('cannot enter another address with it', async () => {
    const invitation = await invite()
    const browser = await open(invitation)
    for (const page of ['/sign-in', '/sign-up']) {
      const address = new URL(browser.address)
      address.pathname = page
      await browser.visit(address.href)
      const visit = await browser.submit({ email: newEmail() })
      expect(visit.status).toBe(422)
      expect(wordsOf(visit)).toContain(`an invitation for ${invitation.email}`)
    }
  })

  test.each(['accepted', 'revoked', 'expired'])('is told when it is %s', async (state) => {
    const person = await createPerson(server)
    const invitation = await invite(person.email)
    if (state === 'accepted') await callApi(server, 'POST', `${path}/${invitation.id}/accept`)
    if (state === 'revoked') await callApi(server, 'POST', `${path}/${invitation.id}/revoke`)
    if (state === 'expired') server.deps.clock.advance(8 * 86_400)
    const browser = new BrowserClient(server)
    const visit = await browser.visit(invitation.accept_invitation_url)
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('This invitation no longer works')
    await follow(browser)
    await browser.submit({ email: person.email })
    answerOf(await browser.submit({ password }))
  })

  test('is told when it never was', async () => {
    const visit = await new BrowserClient(server).visit('/invite?invitation_token=unknown')
    expect(visit.status).toBe(404)
    expect(wordsOf(visit)).toContain('This invitation no longer works')
  })
})

describe('an authorization request with an invitation_token', () => {
  test('shows the invitation, also where somebody is signed in', async () => {
    const person = await createPerson(server)
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server))
    await browser.submit({ email: person.email })
    await browser.submit({ password })
    const invitation = await invite(person.email)
    await browser.visit(authorizeUrl(server, { invitation_token: invitation.token }))
    expect(wordsOf(browser)).toContain('Join Acme')
    await follow(browser)
    answerOf(await browser.submit({ password }))
    expect(await stateOf(invitation.id)).toBe('accepted')
  })

  test('says when the invitation cannot be used', async () => {
    const browser = new BrowserClient(server)
    const visit = await browser.visit(authorizeUrl(server, { invitation_token: 'unknown' }))
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('This invitation no longer works')
  })

  test('opens no sign-up for another address by way of the sign-in page', async () => {
    const invitation = await invite()
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server, { invitation_token: invitation.token }))
    await browser.submit({}, '/invite/dismiss')
    const email = newEmail()
    await browser.submit({ email })
    const address = new URL(browser.address)
    address.pathname = '/sign-up/password'
    expect((await browser.visit(address.href)).status).toBe(403)
  })
})
