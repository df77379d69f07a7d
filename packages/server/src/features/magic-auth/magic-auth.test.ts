import { WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, authenticate, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { contractFetch } from '../../../test/contract.ts'
import { codeMailedTo, createPerson, mailsTo, newEmail, wrongCode } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'
import {
  type AuthenticationSettings,
  updateAuthenticationSettings,
} from '../environments/environment.ts'
import { updateUser } from '../users/user.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

const path = '/user_management/magic_auth'
const create = (body: unknown, environment = server.staging) =>
  callApi(server, 'POST', path, body, environment)
const get = (id: string, environment = server.staging) =>
  callApi(server, 'GET', `${path}/${id}`, undefined, environment)
const redeem = (email: string, code: unknown, more = {}) =>
  authenticate(server, {
    grant_type: 'urn:workos:oauth:grant-type:magic-auth:code',
    email,
    code,
    ...more,
  })

async function createCode(email?: string): Promise<Answer['body']> {
  const { status, body } = await create({ email: email ?? (await createPerson(server)).email })
  expect(status).toBe(201)
  return body
}

const dataOf = async (event: string, userId: string) => {
  const rows = await server.deps.db
    .selectFrom('events')
    .select('data')
    .where('event', '=', event)
    .execute()
  return rows.map(({ data }) => data as Answer['body']).filter((data) => data.user_id === userId)
}

/** Runs with other settings of Staging. */
async function withSettings(
  changed: Partial<AuthenticationSettings>,
  work: () => Promise<void>,
): Promise<void> {
  const { id, settings } = server.staging.environment
  await updateAuthenticationSettings(server.deps, id, { ...settings, ...changed })
  try {
    await work()
  } finally {
    await updateAuthenticationSettings(server.deps, id, settings)
  }
}

const refused = (code: string) => ({ status: 400, body: { code, message: expect.any(String) } })

describe('POST /user_management/magic_auth', () => {
  test('makes a code that works for ten minutes, and mails it', async () => {
    const person = await createPerson(server)
    const { status, body } = await create({ email: person.email })
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'magic_auth',
      id: expect.stringMatching(/^magic_auth_[0-9A-Z]{26}$/),
      user_id: person.user.id,
      email: person.email,
      code: expect.stringMatching(/^\d{6}$/),
      expires_at: expect.any(String),
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBe(600_000)
    expect(await codeMailedTo(server, person.email)).toBe(body.code)
  })

  test('tells of it without the code', async () => {
    const { id, user_id: userId, code } = await createCode()
    const [data] = await dataOf('magic_auth.created', userId)
    expect(data).toMatchObject({ object: 'magic_auth', id, user_id: userId })
    expect(JSON.stringify(data)).not.toContain(code)
  })

  test('makes an account for an address that has none, as it was entered', async () => {
    const email = newEmail('Grace')
    const { user_id: userId } = await createCode(email)
    const { body } = await callApi(server, 'GET', `/user_management/users/${userId}`)
    expect(body).toMatchObject({ email, email_verified: false })
  })

  test('makes one account, however many ask for the same address at once', async () => {
    const email = newEmail()
    const answers = await atOnce(() => create({ email }))
    const made = answers.filter(({ status }) => status === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(new Set(made.map(({ body }) => body.user_id)).size).toBe(1)
    const others = answers.filter(({ status }) => status !== 201)
    expect(others.every(({ status }) => status === 429)).toBe(true)
    expect(made.length).toBeLessThanOrEqual(3)
  })

  test('makes no account where sign-up is closed', async () => {
    await withSettings({ signUpEnabled: false }, async () => {
      const email = newEmail()
      expect(await create({ email })).toMatchObject({
        status: 400,
        body: { error: 'sign_up_not_allowed', error_description: expect.any(String) },
      })
      expect(await mailsTo(server, email)).toEqual([])
      expect((await create({ email: (await createPerson(server)).email })).status).toBe(201)
    })
  })

  test('is refused where signing in with codes is turned off', async () => {
    const person = await createPerson(server)
    const { code } = await createCode(person.email)
    await withSettings({ magicAuthEnabled: false }, async () => {
      const refusal = { status: 400, body: { error: 'authentication_method_not_allowed' } }
      expect(await create({ email: person.email })).toMatchObject(refusal)
      expect(await redeem(person.email, code)).toMatchObject(refusal)
    })
  })

  test('refuses the fourth code of an address within a minute', async () => {
    const { email } = await createPerson(server)
    for (let sent = 0; sent < 3; sent++) await createCode(email)
    expect((await create({ email: email.toUpperCase() })).status).toBe(429)
    server.deps.clock.advance(61)
    await createCode(email)
  })

  test.each([{}, { email: '' }, { email: 'nobody' }, { email: 5 }, { email: null }])(
    'refuses %j',
    async (body) => {
      expect(await create(body)).toMatchObject({
        status: 422,
        body: { code: 'invalid_request_parameters' },
      })
    },
  )

  test('refuses an invitation that never was, and makes nothing', async () => {
    const email = newEmail()
    expect(await create({ email, invitation_token: 'unknown' })).toMatchObject({
      status: 400,
      body: { error: 'invitation_invalid' },
    })
    expect(await mailsTo(server, email)).toEqual([])
  })
})

describe('GET /user_management/magic_auth/:id', () => {
  test('shows the code to the application', async () => {
    const created = await createCode()
    expect(await get(created.id)).toMatchObject({ status: 200, body: created })
  })

  test.each(['magic_auth_unknown', 'user_01H', createId('magic_auth', new Date())])(
    'does not know %s',
    async (id) => {
      expect((await get(id)).status).toBe(404)
    },
  )

  test('does not know it in another environment', async () => {
    const { id } = await createCode()
    expect((await get(id, server.production)).status).toBe(404)
  })
})

describe('the magic-auth grant', () => {
  test('signs in and proves the address', async () => {
    const person = await createPerson(server, { emailVerified: false })
    const { code } = await createCode(person.email)
    const { status, body } = await redeem(person.email, code)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      user: { id: person.user.id, email_verified: true },
      authentication_method: 'MagicAuth',
    })
    const [succeeded] = await dataOf('authentication.magic_auth_succeeded', person.user.id)
    expect(succeeded).toMatchObject({ type: 'magic_auth', status: 'succeeded' })
    const sessions = await callApi(
      server,
      'GET',
      `/user_management/users/${person.user.id}/sessions`,
    )
    expect(sessions.body.data[0]).toMatchObject({ auth_method: 'magic_code' })
  })

  test('takes the address in any case and the code with spaces', async () => {
    const { email } = await createPerson(server)
    const { code } = await createCode(email)
    const spaced = `${code.slice(0, 3)} ${code.slice(3)} `
    expect((await redeem(email.toUpperCase(), spaced)).status).toBe(200)
  })

  test('takes a code once', async () => {
    const { email } = await createPerson(server)
    const { code } = await createCode(email)
    expect((await redeem(email, code)).status).toBe(200)
    expect(await redeem(email, code)).toMatchObject(refused('one_time_code_previously_used'))
  })

  test('takes no older code once a newer one was made', async () => {
    const { email } = await createPerson(server)
    const { code: older } = await createCode(email)
    server.deps.clock.advance(1)
    const { code: newer } = await createCode(email)
    if (older !== newer) {
      expect(await redeem(email, older)).toMatchObject(refused('invalid_one_time_code'))
    }
    expect((await redeem(email, newer)).status).toBe(200)
  })

  test('refuses a wrong code and says so in an event', async () => {
    const { email, user } = await createPerson(server)
    const { code } = await createCode(email)
    expect(await redeem(email, wrongCode(code))).toMatchObject(refused('invalid_one_time_code'))
    const [failed] = await dataOf('authentication.magic_auth_failed', user.id)
    expect(failed).toMatchObject({ email, error: { code: 'invalid_one_time_code' } })
    expect((await redeem(email, code)).status).toBe(200)
  })

  test('refuses even the right code after five wrong ones', async () => {
    const { email } = await createPerson(server)
    const { code } = await createCode(email)
    for (let tries = 0; tries < 5; tries++) await redeem(email, wrongCode(code))
    expect(await redeem(email, code)).toMatchObject(refused('one_time_code_too_many_attempts'))
  })

  test('compares five guesses of fifty at once', async () => {
    const { email } = await createPerson(server)
    const { id, code } = await createCode(email)
    await atOnce(() => redeem(email, wrongCode(code)))
    const { attempts } = await server.deps.db
      .selectFrom('magic_auths')
      .select('attempts')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(attempts).toBe(5)
  })

  test('of somebody else is not spent by a stranger who guessed at the address elsewhere', async () => {
    const { email } = await createPerson(server)
    const guessFrom = async (ip_address: string) => {
      const { code } = await createCode(email)
      const guess = { ip_address }
      const statuses: number[] = []
      for (let tries = 0; tries < 5; tries++) {
        statuses.push((await redeem(email, wrongCode(code), guess)).status)
      }
      server.deps.clock.advance(61)
      return statuses
    }
    for (let codes = 0; codes < 4; codes++) await guessFrom('203.0.113.1')
    expect(await guessFrom('203.0.113.1')).toEqual(Array(5).fill(429))
    const { code } = await createCode(email)
    expect((await redeem(email, code, { ip_address: '203.0.113.2' })).status).toBe(200)
  })

  test('is refused after a hundred guesses in an hour, wherever they came from', async () => {
    const { email } = await createPerson(server)
    for (let codes = 0; codes < 20; codes++) {
      const { code } = await createCode(email)
      const from = { ip_address: `203.0.113.${codes}` }
      for (let tries = 0; tries < 5; tries++) await redeem(email, wrongCode(code), from)
      server.deps.clock.advance(61)
    }
    const { code } = await createCode(email)
    expect((await redeem(email, code, { ip_address: '203.0.113.99' })).status).toBe(429)
  })

  test('refuses all guesses at one address after twenty in an hour, whatever the code', async () => {
    const { email } = await createPerson(server)
    for (let codes = 0; codes < 4; codes++) {
      const { code } = await createCode(email)
      for (let tries = 0; tries < 5; tries++) await redeem(email, wrongCode(code))
      server.deps.clock.advance(61)
    }
    const { code } = await createCode(email)
    expect((await redeem(email, code)).status).toBe(429)
  })

  test('refuses a code after ten minutes', async () => {
    const { email } = await createPerson(server)
    const { code } = await createCode(email)
    server.deps.clock.advance(601)
    expect(await redeem(email, code)).toMatchObject(refused('one_time_code_expired'))
  })

  test('refuses a code for an address that changed meanwhile', async () => {
    const { email, user } = await createPerson(server)
    const { code } = await createCode(email)
    await updateUser(server.deps, server.staging.environment, user.id, { email: newEmail() })
    expect(await redeem(email, code)).toMatchObject(refused('invalid_one_time_code'))
  })

  test('answers for an unknown address as for a wrong code', async () => {
    for (const email of [newEmail(), 'nobody']) {
      expect(await redeem(email, '123456')).toMatchObject(refused('invalid_one_time_code'))
    }
  })

  test('takes no code of another environment', async () => {
    const email = newEmail()
    const { body } = await create({ email }, server.production)
    await createPerson(server, { email })
    expect(await redeem(email, body.code)).toMatchObject(refused('invalid_one_time_code'))
  })

  test.each(['email', 'code', 'client_secret'])('needs %s', async (name) => {
    const { email, code } = await createCode()
    expect(await redeem(email, code, { [name]: undefined })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: expect.stringContaining(name) },
    })
  })
})

test('the official SDK makes a code, gets it and signs in with it', async () => {
  const workos = new WorkOS(server.staging.apiKey, {
    clientId: server.staging.clientId,
    apiHostname: 'localhost',
    port: server.port,
    https: false,
    maxRetries: 0,
    fetchFn: contractFetch,
  })
  const { email } = await createPerson(server)
  const created = await workos.userManagement.createMagicAuth({ email })
  expect(await workos.userManagement.getMagicAuth(created.id)).toEqual(created)
  const { user, authenticationMethod } = await workos.userManagement.authenticateWithMagicAuth({
    clientId: server.staging.clientId,
    email,
    code: created.code,
  })
  expect(user.email).toBe(email)
  expect(authenticationMethod).toBe('MagicAuth')
})
