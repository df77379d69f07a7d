import { AuthenticationException, WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate, authorizeDevice, callApi, read } from '../../../test/api.ts'
import { answerOf, authorizeUrl, BrowserClient, setupKeyOf } from '../../../test/browser-client.ts'
import { contractFetch } from '../../../test/contract.ts'
import { newOrganization } from '../../../test/organizations.ts'
import {
  addFactor,
  createPerson,
  newEmail,
  type Person,
  refresh,
  signInByPages,
  totpCode,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'

let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>
/** Asks its members for a second factor. */
let strict: string
/** Asks for nothing. */
let open: string

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
})
afterAll(() => server?.stop())
beforeEach(async () => {
  server.deps.clock.advance(61)
  strict = await newOrganization(server, 'Strict')
  open = await newOrganization(server, 'Open')
  await putPolicy(strict, { mfa_policy: 'required' })
})

const policyUrl = (id: string) =>
  `${server.url}/dashboard/api/organizations/${id}/authentication_policy`
const headersOf = (environment = server.staging) => ownerHeaders(environment.environment)
const getPolicy = async (id: string, headers = headersOf()) =>
  read(await fetch(policyUrl(id), { headers }))
const putPolicy = async (id: string, body: unknown, headers = headersOf()) =>
  read(
    await fetch(policyUrl(id), {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

async function memberOf(...organizationIds: string[]): Promise<Person> {
  const person = await createPerson(server)
  for (const organization_id of organizationIds) {
    const body = { user_id: person.user.id, organization_id }
    await callApi(server, 'POST', '/user_management/organization_memberships', body)
  }
  return person
}
const signIn = ({ email, password }: Person, more: object = {}) =>
  authenticate(server, { grant_type: 'password', email, password, ...more })
const select = (token: string, organizationId: string) =>
  authenticate(server, {
    grant_type: 'urn:workos:oauth:grant-type:organization-selection',
    pending_authentication_token: token,
    organization_id: organizationId,
  })

/** Enrolls and proves a factor, for the sign-in that waits for it. */
async function enroll({ user }: Person, token: string) {
  const path = `/user_management/users/${user.id}/auth_factors`
  const { body } = await callApi(server, 'POST', path, { type: 'totp' })
  return authenticate(server, {
    grant_type: 'urn:workos:oauth:grant-type:mfa-totp',
    code: totpCode(server, body.authentication_factor.totp.secret),
    pending_authentication_token: token,
    authentication_challenge_id: body.authentication_challenge.id,
  })
}
const enrollmentRequired = { status: 403, body: { code: 'mfa_enrollment' } }
const challenged = { status: 403, body: { code: 'mfa_challenge' } }
const pathOf = (browser: BrowserClient) => new URL(browser.address).pathname

describe('the authentication policy of an organization', () => {
  test('asks for nothing more than the environment, from the start', async () => {
    expect(await getPolicy(open)).toMatchObject({
      status: 200,
      body: { mfa_policy: 'inherited' },
    })
  })

  test('is kept, and taken back', async () => {
    expect((await getPolicy(strict)).body).toEqual({ mfa_policy: 'required' })
    await putPolicy(strict, { mfa_policy: 'inherited' })
    expect((await signIn(await memberOf(strict))).status).toBe(200)
  })

  test.each([{}, { mfa_policy: 'off' }, { mfa_policy: null }])('cannot be %j', async (body) => {
    expect((await putPolicy(strict, body)).status).toBe(422)
    expect((await getPolicy(strict)).body).toEqual({ mfa_policy: 'required' })
  })

  test('is none of an organization of another environment, or of none', async () => {
    const body = { mfa_policy: 'inherited' }
    expect((await getPolicy(strict, headersOf(server.production))).status).toBe(404)
    expect((await putPolicy(strict, body, headersOf(server.production))).status).toBe(404)
    expect((await putPolicy('org_unknown', body)).status).toBe(404)
    expect((await getPolicy(strict)).body).toEqual({ mfa_policy: 'required' })
  })

  test('is for owners, not for API keys', async () => {
    const headers = { authorization: `Bearer ${server.staging.apiKey}` }
    expect((await fetch(policyUrl(strict), { headers })).status).toBe(401)
  })
})

describe('an organization that requires a second factor', () => {
  test('has its only member enroll, who is then signed in to it', async () => {
    const person = await memberOf(strict)
    const refusal = await signIn(person)
    expect(refusal).toMatchObject(enrollmentRequired)
    const done = await enroll(person, refusal.body.pending_authentication_token)
    expect(done).toMatchObject({ status: 200, body: { organization_id: strict } })
    expect(await signIn(person)).toMatchObject(challenged)
  })

  test('asks once it is chosen, and is not to be chosen again afterwards', async () => {
    const person = await memberOf(open, strict)
    const { body } = await signIn(person)
    const refusal = await select(body.pending_authentication_token, strict)
    expect(refusal).toMatchObject(enrollmentRequired)
    const done = await enroll(person, refusal.body.pending_authentication_token)
    expect(done).toMatchObject({ status: 200, body: { organization_id: strict } })
  })

  test('does not ask those who sign in to another', async () => {
    const { body } = await signIn(await memberOf(open, strict))
    const done = await select(body.pending_authentication_token, open)
    expect(done).toMatchObject({ status: 200, body: { organization_id: open } })
  })

  test('has whoever accepts its invitation enroll first', async () => {
    const person = await createPerson(server)
    const { body: invitation } = await callApi(server, 'POST', '/user_management/invitations', {
      email: person.email,
      organization_id: strict,
    })
    const refusal = await signIn(person, { invitation_token: invitation.token })
    expect(refusal).toMatchObject(enrollmentRequired)
    const path = `/user_management/invitations/${invitation.id}`
    expect((await callApi(server, 'GET', path)).body.state).toBe('pending')
    const done = await enroll(person, refusal.body.pending_authentication_token)
    expect(done).toMatchObject({ status: 200, body: { organization_id: strict } })
    expect((await callApi(server, 'GET', path)).body.state).toBe('accepted')
  })

  test('asks everybody whose address is in its verified domain, wherever they sign in', async () => {
    const domain = `${newEmail('corp').split('@')[0]}.example`
    await callApi(server, 'PUT', `/organizations/${strict}`, {
      domain_data: [{ domain, state: 'verified' }],
    })
    const person = await createPerson(server, { email: `ada@${domain.toUpperCase()}` })
    expect(await signIn(person)).toMatchObject(enrollmentRequired)
  })

  test('asks nobody for a domain that it has not verified', async () => {
    const domain = `${newEmail('corp').split('@')[0]}.example`
    await callApi(server, 'PUT', `/organizations/${strict}`, {
      domain_data: [{ domain, state: 'pending' }],
    })
    expect((await signIn(await createPerson(server, { email: `ada@${domain}` }))).status).toBe(200)
  })
})

describe('a session that is to move to an organization that requires a second factor', () => {
  async function signedInToOpen() {
    const person = await memberOf(open, strict)
    const { body } = await signIn(person)
    const { body: session } = await select(body.pending_authentication_token, open)
    return { person, token: session.refresh_token as string }
  }
  const refused = { status: 400, body: { error: 'mfa_enrollment' } }

  test('is refused, and loses nothing by it', async () => {
    const { token } = await signedInToOpen()
    expect(await refresh(server, token, { organization_id: strict })).toMatchObject(refused)
    expect(await refresh(server, token)).toMatchObject({
      status: 200,
      body: { organization_id: open },
    })
  })

  test('is refused also when its user enrolled after it began', async () => {
    const { person, token } = await signedInToOpen()
    server.deps.clock.advance(1)
    await addFactor(server, person)
    expect(await refresh(server, token, { organization_id: strict })).toMatchObject(refused)
  })

  test('moves when it began with one', async () => {
    const person = await memberOf(open, strict)
    const { body } = await signIn(person)
    const refusal = await select(body.pending_authentication_token, strict)
    const { body: session } = await enroll(person, refusal.body.pending_authentication_token)
    const away = await refresh(server, session.refresh_token, { organization_id: open })
    const back = await refresh(server, away.body.refresh_token, { organization_id: strict })
    expect(back).toMatchObject({ status: 200, body: { organization_id: strict } })
  })

  test('goes on where it is already when the policy comes later', async () => {
    const { token } = await signedInToOpen()
    await putPolicy(open, { mfa_policy: 'required' })
    expect((await refresh(server, token, { organization_id: open })).status).toBe(200)
  })

  test('is told by the official SDK what to do', async () => {
    const { token } = await signedInToOpen()
    const { clientId, apiKey } = server.staging
    const { userManagement } = new WorkOS(apiKey, {
      clientId,
      apiHostname: 'localhost',
      port: server.port,
      https: false,
      maxRetries: 0,
      fetchFn: contractFetch,
    })
    const refusal = await userManagement
      .authenticateWithRefreshToken({ clientId, refreshToken: token, organizationId: strict })
      .catch((error) => error)
    expect(refusal).toBeInstanceOf(AuthenticationException)
    expect(refusal.rawData.error).toBe('mfa_enrollment')
  })
})

describe('the hosted pages', () => {
  test('have whoever chooses such an organization enroll, and lead there', async () => {
    const person = await memberOf(open, strict)
    const { browser } = await signInByPages(server, person)
    await browser.submit({ organization_id: strict })
    expect(pathOf(browser)).toBe('/mfa/enrollment')
    const visit = await browser.submit({ code: totpCode(server, setupKeyOf(browser)) })
    const code = answerOf(visit).searchParams.get('code')
    const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
    expect(body.organization_id).toBe(strict)
  })

  test('ask somebody signed in to another one when the application wants to go there', async () => {
    const person = await memberOf(open, strict)
    const { browser } = await signInByPages(server, person)
    await browser.submit({ organization_id: open })
    await browser.visit(authorizeUrl(server, { organization_id: strict }))
    expect(pathOf(browser)).toBe('/mfa/enrollment')
    const quiet = { organization_id: strict, prompt: 'none' }
    const visit = await browser.visit(authorizeUrl(server, quiet))
    expect(answerOf(visit).searchParams.get('error')).toBe('interaction_required')
  })

  test('ask before a device is signed in, and cannot be walked around', async () => {
    const person = await memberOf(strict)
    const { body: device } = await authorizeDevice(server)
    const browser = new BrowserClient(server)
    await browser.visit(device.verification_uri_complete)
    await browser.submit({ user_code: device.user_code })
    await browser.submit({ email: person.email })
    await browser.submit({ password: person.password })
    expect(pathOf(browser)).toBe('/mfa/enrollment')
    const enrollment = new URL(browser.address)
    await browser.visit(`/device/confirm${enrollment.search}`)
    expect(pathOf(browser)).not.toBe('/device/confirm')
    await browser.visit(enrollment.href)
    await browser.submit({ code: totpCode(server, setupKeyOf(browser)) })
    expect(pathOf(browser)).toBe('/device/confirm')
  })
})
