import { AuthenticationException, WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate, authorizeDevice, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { answerOf, authorizeUrl, BrowserClient, type Visit } from '../../../test/browser-client.ts'
import { contractFetch } from '../../../test/contract.ts'
import { newOrganization } from '../../../test/organizations.ts'
import {
  createPerson,
  createPersonWithMfa,
  type Person,
  signInByPages,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { wordsOf } from '../../../test/words.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

const selectionGrant = 'urn:workos:oauth:grant-type:organization-selection'
const memberships = '/user_management/organization_memberships'

async function join(person: Person, organizationId: string): Promise<string> {
  const body = { user_id: person.user.id, organization_id: organizationId }
  return (await callApi(server, 'POST', memberships, body)).body.id
}
const deactivate = (id: string) => callApi(server, 'PUT', `${memberships}/${id}/deactivate`)

/** Somebody in so many organizations. */
async function memberOf(count: number) {
  const person = await createPerson(server)
  const organizations: string[] = []
  const membershipIds: string[] = []
  for (let index = 0; index < count; index++) {
    const id = await newOrganization(server, `Acme ${index + 1}`)
    organizations.push(id)
    membershipIds.push(await join(person, id))
  }
  const [first = '', second = ''] = organizations
  return { person, first, second, membershipIds }
}

const signIn = (person: Person, more: object = {}) =>
  authenticate(server, {
    grant_type: 'password',
    email: person.email,
    password: person.password,
    ...more,
  })
const select = (token: string, organizationId: string, more: object = {}, of = server.staging) =>
  authenticate(
    server,
    {
      grant_type: selectionGrant,
      pending_authentication_token: token,
      organization_id: organizationId,
      ...more,
    },
    of,
  )
async function begin(person: Person): Promise<string> {
  const { status, body } = await signIn(person)
  expect(status).toBe(403)
  return body.pending_authentication_token
}
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString())
const codeIn = (visit: Visit) => answerOf(visit).searchParams.get('code')
const redeem = (visit: Visit, more: object = {}) =>
  authenticate(server, { grant_type: 'authorization_code', code: codeIn(visit), ...more })
const pathOf = (browser: BrowserClient) => new URL(browser.address).pathname
const refused = (code: string) => ({ status: 400, body: { code } })
const oauthRefused = (error: string) => ({ status: 400, body: { error } })
const invite = async (email: string, organizationId?: string): Promise<string> => {
  const body = { email, organization_id: organizationId }
  return (await callApi(server, 'POST', '/user_management/invitations', body)).body.token
}

describe('a sign-in', () => {
  test('of a member of one organization is one to that organization', async () => {
    const { person, first } = await memberOf(1)
    const { status, body } = await signIn(person)
    expect(status).toBe(200)
    expect(body.organization_id).toBe(first)
    expect(claimsOf(body.access_token)).toMatchObject({ org_id: first, role: 'member' })
  })

  test('of a member of none is one to none', async () => {
    const { body } = await signIn(await createPerson(server))
    expect(body).not.toHaveProperty('organization_id')
  })

  test('counts only active memberships', async () => {
    const { person, second, membershipIds } = await memberOf(2)
    await deactivate(membershipIds[0] as string)
    expect((await signIn(person)).body.organization_id).toBe(second)
  })

  test('of a member of several is refused until one is chosen, as published', async () => {
    const { person, first, second } = await memberOf(2)
    const { status, body } = await signIn(person)
    expect(status).toBe(403)
    expect(body).toEqual({
      code: 'organization_selection_required',
      message: 'The user must choose an organization to finish their authentication.',
      pending_authentication_token: expect.any(String),
      organizations: [
        { id: first, name: 'Acme 1' },
        { id: second, name: 'Acme 2' },
      ],
      user: expect.objectContaining({ object: 'user', id: person.user.id }),
    })
  })

  test('with an invitation is one to its organization, whatever else there is', async () => {
    const { person } = await memberOf(2)
    const invited = await newOrganization(server, 'Invited')
    const token = await invite(person.email, invited)
    const { status, body } = await signIn(person, { invitation_token: token })
    expect(status).toBe(200)
    expect(body.organization_id).toBe(invited)
  })

  test('asks for the second factor before the organization', async () => {
    const person = await createPersonWithMfa(server)
    await join(person, await newOrganization(server))
    await join(person, await newOrganization(server))
    expect((await signIn(person)).body.code).toBe('mfa_challenge')
  })
})

describe('the grant of a chosen organization', () => {
  test('finishes the sign-in there, and reports the first proof', async () => {
    const { person, second } = await memberOf(2)
    const { status, body } = await select(await begin(person), second)
    expect(status).toBe(200)
    expect(body).toMatchObject({ organization_id: second, authentication_method: 'Password' })
    expect(claimsOf(body.access_token).org_id).toBe(second)
  })

  test('refuses an organization of others, and takes another choice then', async () => {
    const { person, first } = await memberOf(2)
    const foreign = await newOrganization(server)
    const token = await begin(person)
    expect(await select(token, foreign)).toMatchObject(
      oauthRefused('organization_membership_not_found'),
    )
    expect(await select(token, first)).toMatchObject({ status: 200 })
  })

  test('refuses one of another environment and one that never was as not found', async () => {
    const { person } = await memberOf(2)
    const token = await begin(person)
    const elsewhere = await newOrganization(server, 'Elsewhere', server.production)
    for (const id of [elsewhere, 'org_nobody']) {
      expect(await select(token, id)).toMatchObject(oauthRefused('organization_not_found'))
    }
  })

  test('refuses a membership that was taken back meanwhile', async () => {
    const { person, first, membershipIds } = await memberOf(2)
    const token = await begin(person)
    await deactivate(membershipIds[0] as string)
    expect(await select(token, first)).toMatchObject(
      oauthRefused('organization_membership_not_found'),
    )
  })

  test('refuses a token that has expired, that was used, or of another environment', async () => {
    const invalid = refused('invalid_pending_authentication_token')
    const { person, first } = await memberOf(2)
    const used = await begin(person)
    expect(await select(used, first, {}, server.production)).toMatchObject(invalid)
    await select(used, first)
    expect(await select(used, first)).toMatchObject(invalid)
    const late = await begin(person)
    server.deps.clock.advance(600)
    expect(await select(late, first)).toMatchObject(invalid)
  })

  test('is no way around the step that a token waits for', async () => {
    const { person, first } = await memberOf(2)
    const secured = await createPersonWithMfa(server)
    await join(secured, first)
    const waitsForFactor = (await signIn(secured)).body.pending_authentication_token
    const invalid = refused('invalid_pending_authentication_token')
    expect(await select(waitsForFactor, first)).toMatchObject(invalid)
    const waitsForChoice = await begin(person)
    const more = { grant_type: 'urn:workos:oauth:grant-type:email-verification:code' }
    expect(await select(waitsForChoice, first, { ...more, code: '123456' })).toMatchObject(invalid)
  })

  test('is for clients that can prove themselves', async () => {
    const { person, first } = await memberOf(2)
    const token = await begin(person)
    expect(await select(token, first, { client_secret: undefined })).toMatchObject(
      oauthRefused('invalid_request'),
    )
  })

  test('works with the official SDK, which throws what must be chosen from', async () => {
    const { userManagement } = new WorkOS(server.staging.apiKey, {
      clientId: server.staging.clientId,
      apiHostname: 'localhost',
      port: server.port,
      https: false,
      fetchFn: contractFetch,
    })
    const { person, second } = await memberOf(2)
    const { email, password } = person
    const clientId = server.staging.clientId
    const error = await userManagement
      .authenticateWithPassword({ clientId, email, password })
      .catch((thrown: unknown) => thrown as AuthenticationException)
    if (!(error instanceof AuthenticationException)) throw new Error('It was not refused.')
    expect(error.code).toBe('organization_selection_required')
    const result = await userManagement.authenticateWithOrganizationSelection({
      clientId,
      organizationId: second,
      pendingAuthenticationToken: error.pendingAuthenticationToken as string,
    })
    expect(result).toMatchObject({ organizationId: second, user: { id: person.user.id } })
  })
})

describe('the hosted pages', () => {
  test('lead a member of one organization into it', async () => {
    const { person, first } = await memberOf(1)
    const { visit } = await signInByPages(server, person)
    expect((await redeem(visit)).body.organization_id).toBe(first)
  })

  test('let a member of several choose, and lead there', async () => {
    const { person, second } = await memberOf(2)
    const { browser } = await signInByPages(server, person)
    expect(pathOf(browser)).toBe('/organization-selection')
    expect(browser.html).toContain('Acme 1')
    const visit = await browser.submit({ organization_id: second })
    expect((await redeem(visit)).body).toMatchObject({
      organization_id: second,
      authentication_method: 'Password',
    })
  })

  test('take the organization that the application asked for', async () => {
    const { person, second } = await memberOf(2)
    const parameters = { organization_id: second }
    const { visit } = await signInByPages(server, person, { parameters })
    expect((await redeem(visit)).body.organization_id).toBe(second)
  })

  test('refuse a browser that asks for an organization that is not there, as published', async () => {
    const elsewhere = await newOrganization(server, 'Elsewhere', server.production)
    const url = authorizeUrl(server, { organization_id: elsewhere })
    const answer = answerOf(await new BrowserClient(server).visit(url))
    expect(answer.searchParams.get('error')).toBe('organization_invalid')
  })

  test('let whoever does not belong to the wanted one choose another, or go back', async () => {
    const { person, first } = await memberOf(1)
    const parameters = { organization_id: await newOrganization(server, 'Secret'), state: 'kept' }
    const { browser, visit } = await signInByPages(server, person, { parameters })
    expect(pathOf(browser)).toBe('/organization-selection')
    expect(wordsOf(visit)).toContain('that this account is not an active member of')
    expect(browser.html).not.toContain('Secret')
    const done = await browser.submit({ organization_id: first })
    expect((await redeem(done)).body.organization_id).toBe(first)
    const { browser: other } = await signInByPages(server, person, { parameters })
    const answer = answerOf(await other.submit({ organization_id: '' })).searchParams
    expect(Object.fromEntries(answer)).toMatchObject({ error: 'access_denied', state: 'kept' })
  })

  test('say so when the membership was taken back while choosing', async () => {
    const { person, first, membershipIds } = await memberOf(2)
    const { browser } = await signInByPages(server, person)
    await deactivate(membershipIds[0] as string)
    const visit = await browser.submit({ organization_id: first })
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('You do not belong to this organization any more.')
  })

  test('issue a code that is refused once the membership is gone', async () => {
    const { person, membershipIds } = await memberOf(1)
    const { visit } = await signInByPages(server, person)
    await deactivate(membershipIds[0] as string)
    expect(await redeem(visit)).toMatchObject(oauthRefused('organization_membership_not_found'))
  })

  test('prefer the organization of an invitation to the one that was asked for', async () => {
    const { person, second } = await memberOf(2)
    const invited = await newOrganization(server, 'Invited')
    const token = await invite(person.email, invited)
    const parameters = { organization_id: second }
    const { visit } = await signInByPages(server, person, { parameters })
    const { body } = await redeem(visit, { invitation_token: token })
    expect(body.organization_id).toBe(invited)
  })

  test('send whoever comes too early to the sign-in', async () => {
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server))
    await browser.visit(browser.address.replace('/sign-in', '/organization-selection'))
    expect(pathOf(browser)).toBe('/sign-in')
  })
})

describe('a browser that is signed in already', () => {
  async function signedIn() {
    const member = await memberOf(2)
    const { browser } = await signInByPages(server, member.person)
    await browser.submit({ organization_id: member.first })
    return { ...member, browser }
  }

  test('goes to another organization without a page', async () => {
    const { browser, second } = await signedIn()
    const visit = await browser.visit(authorizeUrl(server, { organization_id: second }))
    expect((await redeem(visit)).body.organization_id).toBe(second)
  })

  test('is asked when it names none, stays signed in, and is asked nothing else', async () => {
    const { browser, second } = await signedIn()
    const cookies = new Map(browser.cookies)
    await browser.visit(authorizeUrl(server))
    expect(pathOf(browser)).toBe('/organization-selection')
    const visit = await browser.submit({ organization_id: second })
    expect((await redeem(visit)).body.organization_id).toBe(second)
    expect(browser.cookies).toEqual(cookies)
  })

  test('chooses once for a device, however often the choice is sent at the same time', async () => {
    const { person, first } = await memberOf(2)
    const { body: device } = await authorizeDevice(server)
    const browser = new BrowserClient(server)
    await browser.visit('/device')
    await browser.submit({ user_code: device.user_code })
    await browser.submit({ email: person.email })
    await browser.submit({ password: person.password })
    expect(pathOf(browser)).toBe('/organization-selection')
    const visits = await atOnce(
      () =>
        browser.request(browser.address, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
          body: new URLSearchParams({ organization_id: first }).toString(),
        }),
      20,
    )
    const confirms = visits.filter(({ location }) => location?.includes('/device/confirm'))
    expect(confirms).toHaveLength(1)
    const signedIn = await server.deps.db
      .selectFrom('browser_sessions')
      .select('id')
      .where('user_id', '=', person.user.id)
      .execute()
    expect(signedIn).toHaveLength(1)
  })

  test('cannot finish the choice after it was signed out', async () => {
    const { browser, second } = await signedIn()
    await browser.visit(authorizeUrl(server))
    await server.deps.db
      .updateTable('browser_sessions')
      .set({ ended_at: server.deps.clock.now() })
      .execute()
    await browser.submit({ organization_id: second })
    expect(pathOf(browser)).toBe('/sign-in')
  })

  test('is told that a page is needed where the application wants none', async () => {
    const { browser } = await signedIn()
    const visit = await browser.visit(authorizeUrl(server, { prompt: 'none' }))
    expect(answerOf(visit).searchParams.get('error')).toBe('interaction_required')
  })

  test('chooses for a device, which is signed in there', async () => {
    const { browser, second } = await signedIn()
    const { body: device } = await authorizeDevice(server)
    await browser.visit(device.verification_uri_complete)
    await browser.submit({ user_code: device.user_code })
    expect(pathOf(browser)).toBe('/organization-selection')
    await browser.submit({ organization_id: second })
    expect(pathOf(browser)).toBe('/device/confirm')
    expect(wordsOf(browser)).toContain('Organization Acme 2')
    await browser.submit({ decision: 'approve' })
    const { body } = await authenticate(server, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: device.device_code,
    })
    expect(body.organization_id).toBe(second)
  })
})
