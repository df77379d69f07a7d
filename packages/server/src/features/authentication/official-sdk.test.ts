import { createHash } from 'node:crypto'
import {
  AuthenticationException,
  BadRequestException,
  NotFoundException,
  OauthException,
  RateLimitExceededException,
  UnauthorizedException,
  UnprocessableEntityException,
  WorkOS,
} from '@workos-inc/node'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerOf, BrowserClient } from '../../../test/browser-client.ts'
import { contractFetch } from '../../../test/contract.ts'
import {
  codeMailedTo,
  createPerson,
  mailsTo,
  newEmail,
  type Person,
  password,
  wrongCode,
} from '../../../test/people.ts'
import { redirectUri, startTestServer, type TestServer } from '../../../test/server.ts'

let server: TestServer
let workos: WorkOS

/** The SDK as an application makes it; only its `fetch` also holds answers against the contract. */
const connect = (apiKey = server.staging.apiKey, options = {}) =>
  new WorkOS(apiKey, {
    clientId: server.staging.clientId,
    apiHostname: 'localhost',
    port: server.port,
    https: false,
    maxRetries: 0,
    fetchFn: contractFetch,
    ...options,
  })

beforeAll(async () => {
  server = await startTestServer()
  workos = connect()
})
afterAll(() => server?.stop())

const clientId = () => server.staging.clientId
const um = () => workos.userManagement
const failureOf = async (promise: Promise<unknown>): Promise<Error & Record<string, unknown>> => {
  try {
    await promise
  } catch (error) {
    return error as Error & Record<string, unknown>
  }
  throw new Error('It did not fail.')
}

/** From the address that the SDK makes to the callback of the application. */
async function signInAt(url: string, person: Person): Promise<URL> {
  const browser = new BrowserClient(server)
  await browser.visit(url)
  await browser.submit({ email: person.email })
  return answerOf(await browser.submit({ password: person.password }))
}

describe('the official SDK, unmodified', () => {
  test('signs a person up through the hosted pages and exchanges the code', async () => {
    const url = um().getAuthorizationUrl({
      provider: 'authkit',
      redirectUri,
      clientId: clientId(),
      screenHint: 'sign-up',
      state: 'a b+c',
    })
    const email = newEmail()
    const browser = new BrowserClient(server)
    await browser.visit(url)
    await browser.submit({ email })
    await browser.submit({ password })
    const answer = answerOf(await browser.submit({ code: await codeMailedTo(server, email) }))
    expect(answer.searchParams.get('state')).toBe('a b+c')
    const result = await um().authenticateWithCode({
      code: answer.searchParams.get('code') as string,
      clientId: clientId(),
      session: { sealSession: true, cookiePassword: 'a cookie password of 32 characters' },
    })
    expect(result.user).toMatchObject({ email, emailVerified: true })
    expect(result.authenticationMethod).toBe('Password')
    expect(result.sealedSession).toMatch(/^Fe26\.2\*/)
  })

  test('opens the session it sealed, and verifies its token and its issuer', async () => {
    const issuer = `${server.url}/user_management/${clientId()}`
    const strict = connect(server.staging.apiKey, { issuer }).userManagement
    const person = await createPerson(server)
    const cookiePassword = 'a cookie password of 32 characters'
    const { sealedSession = '' } = await strict.authenticateWithPassword({
      clientId: clientId(),
      email: person.email,
      password,
      session: { sealSession: true, cookiePassword },
    })
    const session = strict.loadSealedSession({ sessionData: sealedSession, cookiePassword })
    expect(await session.authenticate()).toMatchObject({
      authenticated: true,
      user: { email: person.email },
    })
    expect(await session.refresh()).toMatchObject({ authenticated: true })
  })

  test('exchanges a code with PKCE, also as a client without a key', async () => {
    const { url, codeVerifier } = await um().getAuthorizationUrlWithPKCE({
      provider: 'authkit',
      redirectUri,
      clientId: clientId(),
    })
    expect(new URL(url).searchParams.get('code_challenge')).toBe(
      createHash('sha256').update(codeVerifier).digest('base64url'),
    )
    const person = await createPerson(server)
    const code = (await signInAt(url, person)).searchParams.get('code') as string
    const withoutKey = new WorkOS({
      clientId: clientId(),
      apiHostname: 'localhost',
      port: server.port,
      https: false,
      fetchFn: contractFetch,
    })
    const { user, refreshToken } = await withoutKey.userManagement.authenticateWithCodeAndVerifier({
      code,
      codeVerifier,
      clientId: clientId(),
    })
    expect(user.id).toBe(person.user.id)
    const refreshed = await withoutKey.userManagement.authenticateWithRefreshToken({
      refreshToken,
      clientId: clientId(),
    })
    expect(refreshed.user.id).toBe(person.user.id)
  })

  test('signs in with a password, refreshes, lists the session and ends it', async () => {
    const person = await createPerson(server)
    const first = await um().authenticateWithPassword({
      clientId: clientId(),
      email: person.email,
      password,
      ipAddress: '203.0.113.7',
      userAgent: 'Phone/1.0',
    })
    const second = await um().authenticateWithRefreshToken({
      clientId: clientId(),
      refreshToken: first.refreshToken,
    })
    expect(second.refreshToken).not.toBe(first.refreshToken)
    const { data } = await um().listSessions(person.user.id)
    expect(data).toMatchObject([
      {
        ipAddress: '203.0.113.7',
        userAgent: 'Phone/1.0',
        authMethod: 'password',
        status: 'active',
      },
    ])
    const sessionId = decodeJwt(second.accessToken).sid as string
    expect(data[0]?.id).toBe(sessionId)
    await um().revokeSession({ sessionId })
    expect((await um().listSessions(person.user.id)).data).toEqual([])
    const failure = await failureOf(
      um().authenticateWithRefreshToken({
        clientId: clientId(),
        refreshToken: second.refreshToken,
      }),
    )
    expect(failure).toBeInstanceOf(OauthException)
    expect(failure).toMatchObject({
      status: 400,
      error: 'invalid_grant',
      errorDescription: 'Session has already ended.',
    })
  })

  test('finishes a sign-in that waits for the mailed code', async () => {
    const person = await createPerson(server, { emailVerified: false })
    const failure = await failureOf(
      um().authenticateWithPassword({ clientId: clientId(), email: person.email, password }),
    )
    expect(failure).toBeInstanceOf(AuthenticationException)
    expect(failure).toMatchObject({ status: 403, code: 'email_verification_required' })
    const raw = failure.rawData as Record<string, string>
    const { code } = await um().getEmailVerification(raw.email_verification_id as string)
    const { user } = await um().authenticateWithEmailVerification({
      clientId: clientId(),
      code,
      pendingAuthenticationToken: raw.pending_authentication_token as string,
    })
    expect(user).toMatchObject({ id: person.user.id, emailVerified: true })
  })

  test('creates, reads, finds, changes and deletes a user', async () => {
    const email = newEmail()
    const externalId = `external-${email}`
    const created = await um().createUser({
      email,
      password,
      firstName: 'Ada',
      lastName: 'Lovelace',
      emailVerified: true,
      externalId,
      metadata: { plan: 'gold' },
    })
    expect(created).toMatchObject({ object: 'user', email, firstName: 'Ada', externalId })
    expect(await um().getUser(created.id)).toEqual(created)
    expect(await um().getUserByExternalId(externalId)).toEqual(created)
    expect((await um().listUsers({ email: email.toUpperCase() })).data).toEqual([created])
    const changed = await um().updateUser({
      userId: created.id,
      firstName: 'Augusta',
      metadata: { plan: 'silver', seats: '3' },
    })
    expect(changed).toMatchObject({
      firstName: 'Augusta',
      metadata: { plan: 'silver', seats: '3' },
    })
    await um().deleteUser(created.id)
    expect(await failureOf(um().getUser(created.id))).toBeInstanceOf(NotFoundException)
  })

  test('reads every page of a list, once, and comes to its end', async () => {
    const production = new WorkOS(server.production.apiKey, {
      clientId: server.production.clientId,
      apiHostname: 'localhost',
      port: server.port,
      https: false,
      fetchFn: contractFetch,
    }).userManagement
    const { id } = server.production.environment
    const now = new Date()
    await server.deps.db
      .insertInto('users')
      .values(
        Array.from({ length: 205 }, (_, index) => ({
          environment_id: id,
          id: `user_01J${String(index).padStart(23, '0')}`,
          email: `page-${index}@example.com`,
          email_normalized: `page-${index}@example.com`,
          external_id: null,
          first_name: null,
          last_name: null,
          name: null,
          created_at: now,
          updated_at: now,
        })),
      )
      .execute()
    const list = await production.listUsers()
    const users = await list.autoPagination()
    expect(users).toHaveLength(205)
    expect(new Set(users.map((user) => user.id)).size).toBe(205)
  })

  test('sends a verification mail', async () => {
    const person = await createPerson(server, { emailVerified: false })
    const { user } = await um().sendVerificationEmail({ userId: person.user.id })
    expect(user.id).toBe(person.user.id)
    expect(await codeMailedTo(server, person.email)).toMatch(/^\d{6}$/)
  })

  test('makes a password reset, reads it and sets the password', async () => {
    const person = await createPerson(server)
    const reset = await um().createPasswordReset({ email: person.email })
    expect(await um().getPasswordReset(reset.id)).toEqual(reset)
    expect((await mailsTo(server, person.email))[0]?.content?.url).toBe(reset.passwordResetUrl)
    const newPassword = 'four other unrelated words'
    const { user } = await um().resetPassword({ token: reset.passwordResetToken, newPassword })
    expect(user.id).toBe(person.user.id)
    const signIn = { clientId: clientId(), email: person.email, password: newPassword }
    expect((await um().authenticateWithPassword(signIn)).user.id).toBe(person.user.id)
  })

  test('names the address of the keys with which its tokens are verified', async () => {
    const person = await createPerson(server)
    const { accessToken } = await um().authenticateWithPassword({
      clientId: clientId(),
      email: person.email,
      password,
    })
    const url = um().getJwksUrl(clientId())
    expect(url).toBe(`${server.url}/sso/jwks/${clientId()}`)
    const { payload } = await jwtVerify(accessToken, createRemoteJWKSet(new URL(url)))
    expect(payload.sub).toBe(person.user.id)
    const keys = await um().getJWKS()
    if (!keys) throw new Error('The SDK has no keys.')
    expect((await jwtVerify(accessToken, keys)).payload.sub).toBe(person.user.id)
  })

  test('makes an address to sign out at, which ends the session', async () => {
    const person = await createPerson(server)
    const { accessToken } = await um().authenticateWithPassword({
      clientId: clientId(),
      email: person.email,
      password,
    })
    const sessionId = decodeJwt(accessToken).sid as string
    const browser = new BrowserClient(server)
    const visit = await browser.request(um().getLogoutUrl({ sessionId }))
    expect(visit.html).toContain('You are signed out')
    expect((await um().listSessions(person.user.id)).data).toEqual([])
  })
})

describe('a refusal reaches the application as', () => {
  test('UnauthorizedException, for a key that is none', async () => {
    const stranger = connect('sk_test_nobody').userManagement
    const failure = await failureOf(stranger.listUsers())
    expect(failure).toBeInstanceOf(UnauthorizedException)
    expect(failure.status).toBe(401)
  })

  test('NotFoundException, for what is not there', async () => {
    for (const ask of [
      () => um().getUser('user_01NOBODY'),
      () => um().updateUser({ userId: 'user_01NOBODY', firstName: 'x' }),
      () => um().deleteUser('user_01NOBODY'),
      () => um().listSessions('user_01NOBODY'),
      () => um().revokeSession({ sessionId: 'session_01NOBODY' }),
      () => um().getPasswordReset('password_reset_01NOBODY'),
      () => um().getEmailVerification('email_verification_01NOBODY'),
      () => um().createPasswordReset({ email: newEmail() }),
      () => um().resetPassword({ token: 'nobody', newPassword: password }),
    ]) {
      const failure = await failureOf(ask())
      expect(failure).toBeInstanceOf(NotFoundException)
      expect(failure.status).toBe(404)
    }
  })

  test('BadRequestException with its reasons, for a weak password and a taken address', async () => {
    const { email } = await createPerson(server)
    const taken = await failureOf(um().createUser({ email }))
    expect(taken).toBeInstanceOf(BadRequestException)
    expect(taken).toMatchObject({
      status: 400,
      code: 'user_creation_error',
      errors: [{ code: 'email_not_available' }],
    })
    const weak = await failureOf(um().createUser({ email: newEmail(), password: 'password' }))
    expect(weak).toBeInstanceOf(BadRequestException)
    expect(weak).toMatchObject({ code: 'password_strength_error' })
  })

  test('UnprocessableEntityException that names the field, for what is malformed', async () => {
    const failure = await failureOf(um().createUser({ email: '' }))
    expect(failure).toBeInstanceOf(UnprocessableEntityException)
    expect(failure).toMatchObject({ status: 422 })
    expect(failure.message).toContain('email_string_required')
  })

  test('an exception with the code, for wrong credentials and wrong codes', async () => {
    const person = await createPerson(server)
    const wrong = await failureOf(
      um().authenticateWithPassword({
        clientId: clientId(),
        email: person.email,
        password: 'wrong horse battery',
      }),
    )
    expect(wrong).toMatchObject({ status: 400, rawData: { code: 'invalid_credentials' } })
    const unproven = await createPerson(server, { emailVerified: false })
    const pending = await failureOf(
      um().authenticateWithPassword({ clientId: clientId(), email: unproven.email, password }),
    )
    const raw = pending.rawData as Record<string, string>
    const code = wrongCode(await codeMailedTo(server, unproven.email))
    const refused = await failureOf(
      um().authenticateWithEmailVerification({
        clientId: clientId(),
        code,
        pendingAuthenticationToken: raw.pending_authentication_token as string,
      }),
    )
    expect(refused).toMatchObject({ status: 400, rawData: { code: 'invalid_one_time_code' } })
  })

  test('OauthException, for a code that is none and a client that is none', async () => {
    const noCode = await failureOf(
      um().authenticateWithCode({ code: 'nobody', clientId: clientId() }),
    )
    expect(noCode).toBeInstanceOf(OauthException)
    expect(noCode).toMatchObject({
      error: 'invalid_grant',
      errorDescription: "The code 'nobody' has expired or is invalid.",
    })
    const noClient = await failureOf(
      um().authenticateWithCode({ code: 'nobody', clientId: 'client_01NOBODY' }),
    )
    expect(noClient).toMatchObject({ error: 'invalid_client' })
  })

  test('RateLimitExceededException that says how long to wait', async () => {
    const { email } = await createPerson(server)
    for (let count = 0; count < 3; count++) await um().createPasswordReset({ email })
    const failure = await failureOf(um().createPasswordReset({ email }))
    expect(failure).toBeInstanceOf(RateLimitExceededException)
    expect(failure.retryAfter).toBeGreaterThan(0)
  })
})
