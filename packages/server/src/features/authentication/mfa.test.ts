import { AuthenticationException, WorkOS } from '@workos-inc/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate, callApi } from '../../../test/api.ts'
import { contractFetch } from '../../../test/contract.ts'
import {
  changeSettings,
  codeMailedTo,
  createPerson,
  createPersonWithMfa,
  type Person,
  refresh,
  totpCode,
  wrongCode,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(120))
afterEach(() => changeSettings(server, { mfaPolicy: 'off' }))

const grantType = 'urn:workos:oauth:grant-type:mfa-totp'

const signIn = (person: Person) =>
  authenticate(server, {
    grant_type: 'password',
    email: person.email,
    password: person.password,
  })

/** A sign-in that waits for the second factor. */
async function begin(person: Person): Promise<string> {
  const { status, body } = await signIn(person)
  expect(status).toBe(403)
  return body.pending_authentication_token
}

const challenge = async (factorId: string): Promise<string> => {
  const { body } = await callApi(server, 'POST', `/auth/factors/${factorId}/challenge`)
  return body.id
}
const enrollFactor = async (userId: string) => {
  const path = `/user_management/users/${userId}/auth_factors`
  const { body } = await callApi(server, 'POST', path, { type: 'totp' })
  return {
    factorId: body.authentication_factor.id as string,
    secret: body.authentication_factor.totp.secret as string,
    challengeId: body.authentication_challenge.id as string,
  }
}
const prove = (token: string, challengeId: string, code: string, more: object = {}) =>
  authenticate(server, {
    grant_type: grantType,
    code,
    pending_authentication_token: token,
    authentication_challenge_id: challengeId,
    ...more,
  })
const eventsOf = async (userId: string): Promise<string[]> => {
  const rows = await server.deps.db.selectFrom('events').select(['event', 'data']).execute()
  const ofUser = rows.filter(({ data }) => (data as { user_id?: string }).user_id === userId)
  return ofUser.map(({ event }) => event)
}
const refused = (code: string) => ({ status: 400, body: { code } })

describe('the second factor', () => {
  test('is asked of whoever has one, although the environment does not require it', async () => {
    const person = await createPersonWithMfa(server)
    const { status, body } = await signIn(person)
    expect(status).toBe(403)
    expect(body).toEqual({
      code: 'mfa_challenge',
      message: 'The user must complete an MFA challenge to finish authenticating.',
      pending_authentication_token: expect.any(String),
      authentication_factors: [{ id: person.factorId, type: 'totp' }],
      user: expect.objectContaining({ object: 'user', id: person.user.id }),
    })
  })

  test('finishes the sign-in, which reports the first proof and when it was given', async () => {
    const person = await createPersonWithMfa(server)
    const token = await begin(person)
    const id = await challenge(person.factorId)
    const { status, body } = await prove(token, id, totpCode(server, person.secret))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      user: { id: person.user.id },
      authentication_method: 'Password',
    })
    expect((await eventsOf(person.user.id)).toSorted()).toEqual([
      'authentication.mfa_succeeded',
      'authentication.password_succeeded',
      'session.created',
    ])
    expect((await refresh(server, body.refresh_token)).status).toBe(200)
  })

  test('is not asked of others where it is not required', async () => {
    expect((await signIn(await createPerson(server))).status).toBe(200)
  })

  test('does not count until a code has confirmed it, and does from then on', async () => {
    const person = await createPerson(server)
    const { challengeId, secret } = await enrollFactor(person.user.id)
    expect((await signIn(person)).status).toBe(200)
    const path = `/auth/challenges/${challengeId}/verify`
    await callApi(server, 'POST', path, { code: totpCode(server, secret) })
    expect(await signIn(person)).toMatchObject({ status: 403, body: { code: 'mfa_challenge' } })
  })

  test('comes after the address was verified, and the first proof is carried through both', async () => {
    await changeSettings(server, { mfaPolicy: 'required' })
    const person = await createPerson(server, { emailVerified: false })
    const first = await signIn(person)
    expect(first.body.code).toBe('email_verification_required')
    const second = await authenticate(server, {
      grant_type: 'urn:workos:oauth:grant-type:email-verification:code',
      code: await codeMailedTo(server, person.email),
      pending_authentication_token: first.body.pending_authentication_token,
    })
    expect(second).toMatchObject({ status: 403, body: { code: 'mfa_enrollment' } })
    const { challengeId, secret } = await enrollFactor(person.user.id)
    const token = second.body.pending_authentication_token
    const last = await prove(token, challengeId, totpCode(server, secret))
    expect(last).toMatchObject({ status: 200, body: { authentication_method: 'Password' } })
  })

  test('is asked no more once it was deleted', async () => {
    const person = await createPersonWithMfa(server)
    await callApi(server, 'DELETE', `/auth/factors/${person.factorId}`)
    expect((await signIn(person)).status).toBe(200)
  })

  test('is a totp one: codes that an application delivers are its own affair', async () => {
    const person = await createPerson(server)
    const { body: factor } = await callApi(server, 'POST', '/auth/factors/enroll', {
      type: 'generic_otp',
      user_id: person.user.id,
    })
    const { body } = await callApi(server, 'POST', `/auth/factors/${factor.id}/challenge`)
    await callApi(server, 'POST', `/auth/challenges/${body.id}/verify`, { code: body.code })
    expect((await signIn(person)).status).toBe(200)
  })
})

describe('an environment that requires a second factor', () => {
  beforeEach(() => changeSettings(server, { mfaPolicy: 'required' }))

  test('has people without one enroll', async () => {
    const person = await createPerson(server)
    const { status, body } = await signIn(person)
    expect(status).toBe(403)
    expect(body).toEqual({
      code: 'mfa_enrollment',
      message: 'The user must enroll in MFA to finish authenticating.',
      pending_authentication_token: expect.any(String),
      user: expect.objectContaining({ object: 'user', id: person.user.id }),
    })
  })

  test('lets them in with the first code, and asks for a code from then on', async () => {
    const person = await createPerson(server)
    const token = await begin(person)
    const { challengeId, secret } = await enrollFactor(person.user.id)
    expect((await prove(token, challengeId, totpCode(server, secret))).status).toBe(200)
    expect(await signIn(person)).toMatchObject({ status: 403, body: { code: 'mfa_challenge' } })
  })

  test('does not ask other environments for it', async () => {
    const person = await createPerson(server, { environment: server.production })
    const parameters = { grant_type: 'password', email: person.email, password: person.password }
    expect((await authenticate(server, parameters, server.production)).status).toBe(200)
  })

  test('lets sessions go on that began before', async () => {
    await changeSettings(server, { mfaPolicy: 'off' })
    const person = await createPerson(server)
    const { body } = await signIn(person)
    await changeSettings(server, { mfaPolicy: 'required' })
    expect((await refresh(server, body.refresh_token)).status).toBe(200)
  })
})

describe('a code of the second factor', () => {
  test('that is wrong is refused and recorded, and the right one still works', async () => {
    const person = await createPersonWithMfa(server)
    const token = await begin(person)
    const id = await challenge(person.factorId)
    const code = totpCode(server, person.secret)
    expect(await prove(token, id, wrongCode(code))).toMatchObject(refused('invalid_one_time_code'))
    expect(await eventsOf(person.user.id)).toContain('authentication.mfa_failed')
    expect((await prove(token, id, code)).status).toBe(200)
  })

  test('used before is refused', async () => {
    const person = await createPersonWithMfa(server)
    const code = totpCode(server, person.secret)
    await prove(await begin(person), await challenge(person.factorId), code)
    const again = await prove(await begin(person), await challenge(person.factorId), code)
    expect(again).toMatchObject(refused('one_time_code_previously_used'))
  })

  test('is tried five times a challenge', async () => {
    const person = await createPersonWithMfa(server)
    const token = await begin(person)
    const id = await challenge(person.factorId)
    const code = totpCode(server, person.secret)
    for (let count = 0; count < 5; count++) await prove(token, id, wrongCode(code))
    expect(await prove(token, id, code)).toMatchObject(refused('one_time_code_too_many_attempts'))
  })

  test('is refused once its challenge has expired', async () => {
    const person = await createPersonWithMfa(server)
    const id = await challenge(person.factorId)
    server.deps.clock.advance(590)
    const token = await begin(person)
    server.deps.clock.advance(11)
    const answer = await prove(token, id, totpCode(server, person.secret))
    expect(answer).toMatchObject(refused('one_time_code_expired'))
  })

  test('comes too late when the first proof is ten minutes old', async () => {
    const person = await createPersonWithMfa(server)
    const token = await begin(person)
    server.deps.clock.advance(601)
    const id = await challenge(person.factorId)
    const answer = await prove(token, id, totpCode(server, person.secret))
    expect(answer).toMatchObject(refused('invalid_pending_authentication_token'))
  })

  test('of somebody else finishes no sign-in', async () => {
    const person = await createPersonWithMfa(server)
    const other = await createPersonWithMfa(server)
    const id = await challenge(other.factorId)
    const answer = await prove(await begin(person), id, totpCode(server, other.secret))
    expect(answer).toMatchObject(refused('user_mismatch'))
  })

  test('of a factor that was added after the password was known finishes no sign-in', async () => {
    const person = await createPersonWithMfa(server)
    const token = await begin(person)
    const { challengeId, secret } = await enrollFactor(person.user.id)
    const answer = await prove(token, challengeId, totpCode(server, secret))
    expect(answer).toMatchObject(refused('invalid_one_time_code'))
  })

  test('does not take the place of the code of the mail', async () => {
    const person = await createPersonWithMfa(server)
    await callApi(server, 'PUT', `/user_management/users/${person.user.id}`, {
      email: `moved-${person.email}`,
    })
    const moved = { ...person, email: `moved-${person.email}` }
    const { body } = await signIn(moved)
    expect(body.code).toBe('email_verification_required')
    const answer = await prove(
      body.pending_authentication_token,
      await challenge(person.factorId),
      totpCode(server, person.secret),
    )
    expect(answer).toMatchObject(refused('invalid_pending_authentication_token'))
  })

  test.each(['code', 'pending_authentication_token', 'authentication_challenge_id'])(
    'needs the parameter %s',
    async (name) => {
      expect(await prove('token', 'challenge', '123456', { [name]: undefined })).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      })
    },
  )

  test('needs the secret of the application', async () => {
    const person = await createPersonWithMfa(server)
    const id = await challenge(person.factorId)
    const code = totpCode(server, person.secret)
    const answer = await prove(await begin(person), id, code, { client_secret: undefined })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  test('of a challenge that there is not is 404', async () => {
    const person = await createPersonWithMfa(server)
    expect((await prove(await begin(person), 'auth_challenge_1', '123456')).status).toBe(404)
  })
})

test('the official SDK, unmodified, goes from refusal to session', async () => {
  const { userManagement, multiFactorAuth } = new WorkOS(server.staging.apiKey, {
    clientId: server.staging.clientId,
    apiHostname: 'localhost',
    port: server.port,
    https: false,
    maxRetries: 0,
    fetchFn: contractFetch,
  })
  const person = await createPersonWithMfa(server)
  const { clientId } = server.staging
  const refusal = await userManagement
    .authenticateWithPassword({ clientId, email: person.email, password: person.password })
    .catch((error) => error)
  expect(refusal).toBeInstanceOf(AuthenticationException)
  expect(refusal.code).toBe('mfa_challenge')
  const [factor] = refusal.rawData.authentication_factors
  const asked = await multiFactorAuth.challengeFactor({ authenticationFactorId: factor.id })
  const { user } = await userManagement.authenticateWithTotp({
    clientId,
    code: totpCode(server, person.secret),
    pendingAuthenticationToken: refusal.pendingAuthenticationToken,
    authenticationChallengeId: asked.id,
  })
  expect(user.id).toBe(person.user.id)
})
