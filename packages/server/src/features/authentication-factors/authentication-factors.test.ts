import { NotFoundException, UnprocessableEntityException, WorkOS } from '@workos-inc/node'
import { type TOTP, URI } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { contractFetch } from '../../../test/contract.ts'
import { readDatabaseAsText } from '../../../test/database-text.ts'
import { createPerson, type Person, totpCode, wrongCode } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'

let server: TestServer
let person: Person

beforeAll(async () => {
  server = await startTestServer()
  person = await createPerson(server)
})
afterAll(() => server?.stop())
// Each test has codes of its own, which none before it has used.
beforeEach(() => server.deps.clock.advance(120))

const enroll = (body: unknown, environment = server.staging) =>
  callApi(server, 'POST', '/auth/factors/enroll', body, environment)
const get = (id: string, environment = server.staging) =>
  callApi(server, 'GET', `/auth/factors/${id}`, undefined, environment)
const remove = (id: string, environment = server.staging) =>
  callApi(server, 'DELETE', `/auth/factors/${id}`, undefined, environment)
const challenge = (id: string, body?: unknown, environment = server.staging) =>
  callApi(server, 'POST', `/auth/factors/${id}/challenge`, body, environment)
const verify = (id: string, code: unknown, environment = server.staging) =>
  callApi(server, 'POST', `/auth/challenges/${id}/verify`, { code }, environment)
const userFactors = (userId: string) => `/user_management/users/${userId}/auth_factors`

const totp = { type: 'totp', totp_issuer: 'Acme', totp_user: 'ada@example.com' }

/** An enrolled authenticator app and a challenge of it. */
async function challenged(): Promise<{ factor: Answer['body']; secret: string; id: string }> {
  const { body: factor } = await enroll(totp)
  const { body } = await challenge(factor.id)
  return { factor, secret: factor.totp.secret, id: body.id }
}

const invalid = (code: string) => ({
  status: 422,
  body: { code: 'invalid_request_parameters', errors: [expect.objectContaining({ code })] },
})

describe('POST /auth/factors/enroll', () => {
  test('makes a secret for an authenticator app, as key, picture and address', async () => {
    const { status, body } = await enroll(totp)
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'authentication_factor',
      id: expect.stringMatching(/^auth_factor_[0-9A-Z]{26}$/),
      type: 'totp',
      totp: {
        issuer: 'Acme',
        user: 'ada@example.com',
        secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
        qr_code: expect.stringMatching(/^data:image\/png;base64,/),
        uri: expect.stringMatching(/^otpauth:\/\/totp\//),
      },
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    const { issuer, label, secret, algorithm, digits, period } = URI.parse(body.totp.uri) as TOTP
    expect({ issuer, label, secret: secret.base32, algorithm, digits, period }).toEqual({
      issuer: 'Acme',
      label: 'ada@example.com',
      secret: body.totp.secret,
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
    })
  })

  test('names it after the application and the address where it is told no names', async () => {
    const { body } = await enroll({ type: 'totp', user_id: person.user.id })
    expect(body).toMatchObject({
      user_id: person.user.id,
      totp: { issuer: server.staging.application.name, user: person.email },
    })
  })

  test('keeps the secret sealed', async () => {
    const { body } = await enroll(totp)
    const text = await readDatabaseAsText(server)
    const rows = [...text.values()].join('\n')
    expect(rows).toContain(body.id)
    expect(rows).not.toContain(body.totp.secret)
  })

  test('makes factors whose codes the application delivers', async () => {
    const { status, body } = await enroll({ type: 'generic_otp' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ type: 'generic_otp' })
    expect(body).not.toHaveProperty('totp')
  })

  test('says that this server sends no text messages', async () => {
    const answer = await enroll({ type: 'sms', phone_number: '+15551234567' })
    expect(answer).toMatchObject(invalid('sms_not_available'))
  })

  test.each<[string, object, string]>([
    ['no type', {}, 'type_required'],
    ['a type that there is not', { type: 'carrier_pigeon' }, 'invalid_type'],
    ['no name for the account', { type: 'totp', totp_issuer: 'Acme' }, 'totp_user_required'],
    ['a name without end', { ...totp, totp_user: 'x'.repeat(257) }, 'invalid_totp_user'],
  ])('refuses %s', async (_, body, code) => {
    const { status, body: refusal } = await enroll(body)
    expect(status).toBe(422)
    expect(refusal.errors.map((error: { code: string }) => error.code)).toContain(code)
  })

  test('does not know users of another environment', async () => {
    const stranger = await createPerson(server, { environment: server.production })
    expect((await enroll({ ...totp, user_id: stranger.user.id })).status).toBe(404)
  })
})

describe('GET /auth/factors/{id}', () => {
  test('shows no secret again', async () => {
    const { body: factor } = await enroll(totp)
    const { status, body } = await get(factor.id)
    expect(status).toBe(200)
    expect(body).toEqual({ ...factor, totp: { issuer: 'Acme', user: 'ada@example.com' } })
  })

  test('knows nothing of other environments, and nothing that is not there', async () => {
    const { body } = await enroll(totp)
    expect((await get(body.id, server.production)).status).toBe(404)
    expect((await get(createId('auth_factor', new Date()))).status).toBe(404)
    expect((await get('auth_factor_1')).status).toBe(404)
  })
})

describe('DELETE /auth/factors/{id}', () => {
  test('ends the factor and its challenges', async () => {
    const { factor, secret, id } = await challenged()
    expect((await remove(factor.id)).status).toBe(204)
    expect((await get(factor.id)).status).toBe(404)
    expect((await verify(id, totpCode(server, secret))).status).toBe(404)
    expect((await remove(factor.id)).status).toBe(404)
  })

  test('does not reach into another environment', async () => {
    const { body } = await enroll(totp)
    expect((await remove(body.id, server.production)).status).toBe(404)
    expect((await get(body.id)).status).toBe(200)
  })
})

describe('POST /auth/factors/{id}/challenge', () => {
  test('asks an authenticator app for a code within ten minutes', async () => {
    const { body: factor } = await enroll(totp)
    const { status, body } = await challenge(factor.id)
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'authentication_challenge',
      id: expect.stringMatching(/^auth_challenge_[0-9A-Z]{26}$/),
      authentication_factor_id: factor.id,
      expires_at: expect.any(String),
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    const lifetime = Date.parse(body.expires_at) - Date.parse(body.created_at)
    expect(lifetime).toBe(600_000)
  })

  test('gives the application the code that it is to deliver', async () => {
    const { body: factor } = await enroll({ type: 'generic_otp' })
    const { body } = await challenge(factor.id, { sms_template: 'Your code is {{code}}.' })
    expect(body.code).toMatch(/^\d{6}$/)
    expect(await verify(body.id, wrongCode(body.code))).toMatchObject({ body: { valid: false } })
    expect(await verify(body.id, body.code)).toMatchObject({ status: 201, body: { valid: true } })
  })

  test('knows no factors of another environment', async () => {
    const { body } = await enroll(totp)
    expect((await challenge(body.id, undefined, server.production)).status).toBe(404)
  })
})

describe('POST /auth/challenges/{id}/verify', () => {
  test('takes the code that the app shows, and says that another one is not valid', async () => {
    const { factor, secret, id } = await challenged()
    const code = totpCode(server, secret)
    expect(await verify(id, wrongCode(code))).toMatchObject({
      status: 201,
      body: { valid: false, challenge: { id, authentication_factor_id: factor.id } },
    })
    expect(await verify(id, code)).toMatchObject({
      status: 201,
      body: { valid: true, challenge: { id } },
    })
  })

  test.each([-1, 1])('allows for a clock that is half a minute off: %i', async (steps) => {
    const { secret, id } = await challenged()
    expect((await verify(id, totpCode(server, secret, steps))).body.valid).toBe(true)
  })

  test.each([-2, 2])('takes no code of a minute away: %i', async (steps) => {
    const { secret, id } = await challenged()
    expect((await verify(id, totpCode(server, secret, steps))).body.valid).toBe(false)
  })

  test('takes a code once, also in another challenge', async () => {
    const { factor, secret, id } = await challenged()
    const code = totpCode(server, secret)
    expect((await verify(id, code)).body.valid).toBe(true)
    const { body: second } = await challenge(factor.id)
    expect((await verify(second.id, code)).body.valid).toBe(false)
    // Nor one that is older than the one before.
    expect((await verify(second.id, totpCode(server, secret, -1))).body.valid).toBe(false)
    expect((await verify(second.id, totpCode(server, secret, 1))).body.valid).toBe(true)
  })

  test('is met once', async () => {
    const { secret, id } = await challenged()
    await verify(id, totpCode(server, secret))
    expect(await verify(id, totpCode(server, secret, 1))).toMatchObject({
      status: 422,
      body: { code: 'authentication_challenge_previously_verified' },
    })
  })

  test('ends after ten minutes', async () => {
    const { secret, id } = await challenged()
    server.deps.clock.advance(601)
    expect(await verify(id, totpCode(server, secret))).toMatchObject({
      status: 422,
      body: { code: 'authentication_challenge_expired' },
    })
  })

  test('is tried five times and no more, however many try at once', async () => {
    const { secret, id } = await challenged()
    const code = totpCode(server, secret)
    const answers = await atOnce(() => verify(id, wrongCode(code)), 12)
    expect(answers.filter(({ body }) => body.valid === false)).toHaveLength(5)
    expect(await verify(id, code)).toMatchObject({
      status: 400,
      body: { code: 'one_time_code_too_many_attempts' },
    })
  })

  test('cannot be guessed challenge after challenge: a factor takes twenty tries an hour', async () => {
    const { factor, secret } = await challenged()
    const statuses: number[] = []
    for (let round = 0; round < 5; round++) {
      const { body } = await challenge(factor.id)
      for (let count = 0; count < 5; count++) {
        statuses.push((await verify(body.id, wrongCode(totpCode(server, secret)))).status)
      }
    }
    expect(statuses.filter((status) => status === 201)).toHaveLength(20)
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429])
  })

  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])(
    'is not met by %j',
    async (guess) => {
      const { id } = await challenged()
      expect((await verify(id, guess)).body.valid).toBe(false)
    },
  )

  test('refuses what is no code, and challenges of another environment', async () => {
    const { secret, id } = await challenged()
    expect((await verify(id, 123_456)).status).toBe(422)
    expect((await verify(id, undefined)).status).toBe(422)
    expect((await verify(id, totpCode(server, secret), server.production)).status).toBe(404)
  })
})

describe('/user_management/users/{id}/auth_factors', () => {
  test('enrolls a factor along with its first challenge', async () => {
    const { status, body } = await callApi(server, 'POST', userFactors(person.user.id), {
      type: 'totp',
    })
    expect(status).toBe(201)
    const { authentication_factor: factor, authentication_challenge: first } = body
    expect(factor).toMatchObject({ user_id: person.user.id, totp: { user: person.email } })
    expect(first.authentication_factor_id).toBe(factor.id)
    const code = totpCode(server, factor.totp.secret)
    expect((await verify(first.id, code)).body.valid).toBe(true)
  })

  test('takes over a secret that an app has already', async () => {
    const totp_secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
    const { body } = await callApi(server, 'POST', userFactors(person.user.id), {
      type: 'totp',
      totp_issuer: 'Acme',
      totp_user: 'ada',
      totp_secret,
    })
    expect(body.authentication_factor.totp).toMatchObject({ secret: totp_secret, user: 'ada' })
    const code = totpCode(server, totp_secret)
    expect((await verify(body.authentication_challenge.id, code)).body.valid).toBe(true)
  })

  test.each(['', 'tooshort', 'NOT-BASE-32-AT-ALL', '0189'.repeat(8)])(
    'refuses %j for a secret',
    async (totp_secret) => {
      const body = { type: 'totp', totp_secret }
      const answer = await callApi(server, 'POST', userFactors(person.user.id), body)
      expect(answer).toMatchObject(invalid('invalid_totp_secret'))
    },
  )

  test('offers no text messages', async () => {
    const answer = await callApi(server, 'POST', userFactors(person.user.id), { type: 'sms' })
    expect(answer.status).toBe(422)
  })

  test('lists the factors of one person, a page at a time', async () => {
    const { user } = await createPerson(server)
    const ids: string[] = []
    for (let count = 0; count < 3; count++) {
      const { body } = await callApi(server, 'POST', userFactors(user.id), { type: 'totp' })
      ids.unshift(body.authentication_factor.id)
    }
    const first = await callApi(server, 'GET', `${userFactors(user.id)}?limit=2`)
    expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2))
    expect(JSON.stringify(first.body)).not.toContain('secret')
    const { after } = first.body.list_metadata
    const second = await callApi(server, 'GET', `${userFactors(user.id)}?after=${after}`)
    expect(second.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2))
    expect(second.body.list_metadata.after).toBeNull()
  })

  test('knows no users of another environment', async () => {
    const path = userFactors(person.user.id)
    expect((await callApi(server, 'GET', path, undefined, server.production)).status).toBe(404)
    const body = { type: 'totp' }
    expect((await callApi(server, 'POST', path, body, server.production)).status).toBe(404)
  })
})

describe('the official SDK, unmodified', () => {
  const workos = () =>
    new WorkOS(server.staging.apiKey, {
      clientId: server.staging.clientId,
      apiHostname: 'localhost',
      port: server.port,
      https: false,
      maxRetries: 0,
      fetchFn: contractFetch,
    })

  test('enrolls, challenges, verifies, reads and deletes a factor', async () => {
    const { multiFactorAuth: mfa } = workos()
    const factor = await mfa.enrollFactor({ type: 'totp', issuer: 'Acme', user: 'ada' })
    const asked = await mfa.challengeFactor({ authenticationFactorId: factor.id })
    const verified = await mfa.verifyChallenge({
      authenticationChallengeId: asked.id,
      code: totpCode(server, factor.totp?.secret ?? ''),
    })
    expect(verified).toMatchObject({ valid: true, challenge: { id: asked.id } })
    expect(await mfa.getFactor(factor.id)).toMatchObject({ totp: { issuer: 'Acme', user: 'ada' } })
    await mfa.deleteFactor(factor.id)
    await expect(mfa.getFactor(factor.id)).rejects.toBeInstanceOf(NotFoundException)
  })

  test('learns that there are no text messages', async () => {
    const asked = workos().multiFactorAuth.enrollFactor({
      type: 'sms',
      phoneNumber: '+15551234567',
    })
    await expect(asked).rejects.toBeInstanceOf(UnprocessableEntityException)
  })

  test('enrolls and lists the factors of a user', async () => {
    const { multiFactorAuth: mfa } = workos()
    const { user } = await createPerson(server)
    const { authenticationFactor, authenticationChallenge } = await mfa.createUserAuthFactor({
      userId: user.id,
      type: 'totp',
      totpIssuer: 'Acme',
    })
    expect(authenticationChallenge.authenticationFactorId).toBe(authenticationFactor.id)
    const { data } = await mfa.listUserAuthFactors({ userId: user.id })
    expect(data).toMatchObject([{ id: authenticationFactor.id, totp: { issuer: 'Acme' } }])
  })
})
