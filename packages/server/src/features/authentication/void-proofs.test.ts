import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, authenticate, authorizeDevice, callApi } from '../../../test/api.ts'
import { BrowserClient } from '../../../test/browser-client.ts'
import { meanwhile } from '../../../test/meanwhile.ts'
import { createCustomer, joinOrganization } from '../../../test/members.ts'
import {
  codeMailedTo,
  codeOf,
  createPerson,
  createPersonWithMfa,
  type Person,
  password,
  signInByApi,
  signInByPages,
  totpCode,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { wordsOf } from '../../../test/words.ts'
import { endSessionsOfUser } from '../sessions/session.ts'
import { lockUser } from '../users/user.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

async function resetPassword({ email }: Person): Promise<void> {
  const path = '/user_management/password_reset'
  const { body } = await callApi(server, 'POST', path, { email })
  const chosen = { token: body.password_reset_token, new_password: 'four other unrelated words' }
  expect((await callApi(server, 'POST', `${path}/confirm`, chosen)).status).toBe(200)
}

/** What comes of a sign-in whose session waits for the end of a password reset. */
const duringReset = ({ user }: Person, signIn: () => Promise<Answer>) =>
  meanwhile(
    server,
    async (transaction) => {
      // The reset of another server: it has the user, and ends what sessions there are.
      await lockUser(transaction, user)
      await endSessionsOfUser(transaction, user, server.deps.clock.now())
    },
    signIn,
  )

const sessionsOf = async ({ user }: Person) =>
  (await callApi(server, 'GET', `/user_management/users/${user.id}/sessions`)).body.data

const passwordOf = ({ email }: Person) => ({ grant_type: 'password', email, password })
const redeem = (code: string) => authenticate(server, { grant_type: 'authorization_code', code })

/** A person in the middle of a sign-in, with the token that continues it. */
async function awaitingMfa() {
  const person = await createPersonWithMfa(server)
  const { body } = await authenticate(server, passwordOf(person))
  const challenge = await callApi(server, 'POST', `/auth/factors/${person.factorId}/challenge`, {})
  const proveFactor = () =>
    authenticate(server, {
      grant_type: 'urn:workos:oauth:grant-type:mfa-totp',
      pending_authentication_token: body.pending_authentication_token,
      authentication_challenge_id: challenge.body.id,
      code: totpCode(server, person.secret),
    })
  return { person, proveFactor }
}

async function memberOfOne() {
  const person = await createPerson(server)
  const organizationId = await createCustomer(server)
  await joinOrganization(server, person.user.id, organizationId)
  const { body } = await callApi(
    server,
    'GET',
    `/user_management/organization_memberships?user_id=${person.user.id}`,
  )
  return { person, organizationId, membershipId: body.data[0].id as string }
}

const ended = { status: 400, body: { error: 'invalid_grant' } }
const expired = { status: 400, body: { code: 'invalid_pending_authentication_token' } }

describe('a new password', () => {
  test('ends a sign-in that waits for its second factor', async () => {
    const { person, proveFactor } = await awaitingMfa()
    await resetPassword(person)
    expect(await proveFactor()).toMatchObject(expired)
    expect(await sessionsOf(person)).toEqual([])
  })

  test('ends a sign-in that waits for an organization', async () => {
    const { person, organizationId } = await memberOfOne()
    await joinOrganization(server, person.user.id, await createCustomer(server))
    const { body } = await authenticate(server, passwordOf(person))
    await resetPassword(person)
    const choice = await authenticate(server, {
      grant_type: 'urn:workos:oauth:grant-type:organization-selection',
      pending_authentication_token: body.pending_authentication_token,
      organization_id: organizationId,
    })
    expect(choice).toMatchObject(expired)
    expect(await sessionsOf(person)).toEqual([])
  })

  test('ends a sign-in on the hosted pages that has one step left', async () => {
    const person = await createPersonWithMfa(server)
    const { browser } = await signInByPages(server, person)
    await resetPassword(person)
    const visit = await browser.submit({ code: totpCode(server, person.secret) })
    expect(wordsOf(visit)).toContain('This step has expired. Sign in again.')
  })

  test('ends a change of address that whoever was in the account before asked for', async () => {
    const person = await createPerson(server)
    const changes = `/user_management/users/${person.user.id}/email_change`
    const new_email = `stranger-${person.email}`
    expect((await callApi(server, 'POST', `${changes}/send`, { new_email })).status).toBe(200)
    await resetPassword(person)
    const code = await codeMailedTo(server, new_email)
    expect(await callApi(server, 'POST', `${changes}/confirm`, { code })).toMatchObject({
      status: 409,
      body: { code: 'no_pending_email_change' },
    })
  })

  test('makes a code worthless that was not redeemed', async () => {
    const person = await createPerson(server)
    const code = await codeOf(server, person)
    await resetPassword(person)
    expect((await redeem(code)).status).toBe(400)
    expect(await sessionsOf(person)).toEqual([])
  })
})

describe('a new password that is set in the middle of a sign-in', () => {
  test('leaves no session of the old password', async () => {
    const person = await createPerson(server)
    const answer = await duringReset(person, () => authenticate(server, passwordOf(person)))
    expect(answer).toMatchObject(ended)
    expect(await sessionsOf(person)).toEqual([])
  })

  test('leaves no session of a code that was just spent', async () => {
    const person = await createPerson(server)
    const code = await codeOf(server, person)
    expect(await duringReset(person, () => redeem(code))).toMatchObject(ended)
    expect(await sessionsOf(person)).toEqual([])
  })

  test('leaves no session of a device that was just approved', async () => {
    const person = await createPerson(server)
    const device = (await authorizeDevice(server)).body
    const browser = new BrowserClient(server)
    await browser.visit('/device')
    await browser.submit({ user_code: device.user_code })
    await browser.submit({ email: person.email })
    await browser.submit({ password })
    await browser.submit({ decision: 'approve' })
    const answer = await duringReset(person, () =>
      authenticate(server, {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: device.device_code,
        client_secret: undefined,
      }),
    )
    expect(answer).toMatchObject(ended)
    expect(await sessionsOf(person)).toEqual([])
  })

  test('leaves no session of a second factor that was just proven', async () => {
    const { person, proveFactor } = await awaitingMfa()
    expect(await duringReset(person, proveFactor)).toMatchObject(expired)
    expect(await sessionsOf(person)).toEqual([])
  })

  test('leaves no browser signed in', async () => {
    const person = await createPerson(server)
    const browser = new BrowserClient(server)
    let words = ''
    await duringReset(person, async () => {
      const { visit } = await signInByPages(server, person, { browser })
      words = wordsOf(visit)
      return { status: visit.status, body: {}, headers: visit.headers }
    })
    expect(words).toContain('This step has expired. Sign in again.')
    expect([...browser.cookies.keys()].filter((name) => name.includes('session'))).toEqual([])
  })
})

describe('a membership that is taken back in the middle of a sign-in', () => {
  test.each(['deactivated', 'deleted'])('and %s leaves no session there', async (how) => {
    const { person, organizationId, membershipId } = await memberOfOne()
    const answer = await meanwhile(
      server,
      async (transaction) => {
        const row = { environment_id: server.staging.environment.id, id: membershipId }
        await (how === 'deleted'
          ? transaction.deleteFrom('organization_memberships').where('id', '=', row.id).execute()
          : transaction
              .updateTable('organization_memberships')
              .set({ status: 'inactive' })
              .where('id', '=', row.id)
              .execute())
      },
      () => authenticate(server, passwordOf(person)),
    )
    expect(answer).toMatchObject({
      status: 400,
      body: { error: 'organization_membership_not_found' },
    })
    expect(answer.body.error_description).toContain(organizationId)
    expect(await sessionsOf(person)).toEqual([])
  })
})

describe('a membership that is taken back while a session moves to its organization', () => {
  test('leaves the session where it is', async () => {
    const person = await createPerson(server)
    const { refresh_token } = await signInByApi(server, person)
    const organization_id = await createCustomer(server)
    await joinOrganization(server, person.user.id, organization_id)
    const answer = await meanwhile(
      server,
      (transaction) =>
        transaction
          .updateTable('organization_memberships')
          .set({ status: 'inactive' })
          .where('user_id', '=', person.user.id)
          .execute(),
      () => authenticate(server, { grant_type: 'refresh_token', refresh_token, organization_id }),
    )
    expect(answer).toMatchObject({
      status: 400,
      body: { error: 'organization_membership_not_found' },
    })
    const stayed = await authenticate(server, { grant_type: 'refresh_token', refresh_token })
    expect(stayed.status).toBe(200)
    expect(stayed.body.organization_id).toBeUndefined()
  })
})

describe('an account that is moved to the address of somebody else', () => {
  const moved = async () => {
    const squatter = await createPerson(server)
    const session = await signInByApi(server, squatter)
    const email = `owner-of-${squatter.email}`
    const path = `/user_management/users/${squatter.user.id}`
    expect((await callApi(server, 'PUT', path, { email })).status).toBe(200)
    return { squatter, session, email }
  }
  const signInByCode = async (email: string) => {
    await callApi(server, 'POST', '/user_management/magic_auth', { email })
    return authenticate(server, {
      grant_type: 'urn:workos:oauth:grant-type:magic-auth:code',
      email,
      code: await codeMailedTo(server, email),
    })
  }

  test('is theirs alone once they prove the address: without the password and sessions from before', async () => {
    const { squatter, session, email } = await moved()
    expect((await signInByCode(email)).status).toBe(200)
    const attempt = { grant_type: 'password', email, password: squatter.password }
    expect(await authenticate(server, attempt)).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials' },
    })
    const kept = { grant_type: 'refresh_token', refresh_token: session.refresh_token }
    expect((await authenticate(server, kept)).status).toBe(400)
    expect(await sessionsOf(squatter)).toHaveLength(1)
  })

  test('keeps its password where the address is proven along with it', async () => {
    const { squatter, email } = await moved()
    const attempt = { grant_type: 'password', email, password: squatter.password }
    const { body } = await authenticate(server, attempt)
    const proven = await authenticate(server, {
      grant_type: 'urn:workos:oauth:grant-type:email-verification:code',
      code: await codeMailedTo(server, email),
      pending_authentication_token: body.pending_authentication_token,
    })
    expect(proven.status).toBe(200)
    const { is_unproven } = await server.deps.db
      .selectFrom('user_passwords')
      .select('is_unproven')
      .where('user_id', '=', squatter.user.id)
      .executeTakeFirstOrThrow()
    expect(is_unproven).toBe(false)
    server.deps.clock.advance(61)
    expect((await signInByCode(email)).status).toBe(200)
    expect((await authenticate(server, attempt)).status).toBe(200)
  })
})
