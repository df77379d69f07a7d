import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, authenticate, authorizeDevice, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { authorizeUrl } from '../../../test/browser-client.ts'
import {
  codeOf,
  createPerson,
  linkMailedTo,
  mailsTo,
  newEmail,
  type Person,
  password,
  refresh,
  signInByApi,
  signInByPages,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'
import { updateUser } from '../users/user.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const path = '/user_management/password_reset'
const create = (email: unknown, environment = server.staging) =>
  callApi(server, 'POST', path, { email }, environment)
const confirm = (token: unknown, newPassword: unknown, environment = server.staging) =>
  callApi(server, 'POST', `${path}/confirm`, { token, new_password: newPassword }, environment)

const nextPassword = 'four other unrelated words'

async function createReset(of?: Person): Promise<{ person: Person; reset: Answer['body'] }> {
  const person = of ?? (await createPerson(server))
  const { status, body } = await create(person.email)
  expect(status).toBe(201)
  return { person, reset: body }
}

const signIn = (email: string, withPassword: string) =>
  authenticate(server, { grant_type: 'password', email, password: withPassword })

const spent = {
  status: 400,
  body: {
    code: 'password_reset_error',
    errors: [{ code: 'password_reset_token_invalid', message: expect.any(String) }],
  },
}

describe('POST /user_management/password_reset', () => {
  test('makes a link that works for an hour, and mails it', async () => {
    const { person, reset } = await createReset()
    expect(reset).toEqual({
      object: 'password_reset',
      id: expect.stringMatching(/^password_reset_[0-9A-Z]{26}$/),
      user_id: person.user.id,
      email: person.email,
      password_reset_token: expect.stringMatching(/^[0-9A-Za-z]{25,}$/),
      password_reset_url: `${server.url}/reset-password?token=${reset.password_reset_token}`,
      expires_at: expect.any(String),
      created_at: expect.any(String),
    })
    expect(Date.parse(reset.expires_at) - Date.parse(reset.created_at)).toBe(3_600_000)
    expect(await linkMailedTo(server, person.email)).toBe(reset.password_reset_url)
  })

  test('finds the account whatever the case of its address', async () => {
    const { email } = await createPerson(server)
    expect((await create(email.toUpperCase())).body.email).toBe(email)
  })

  test('says that there is no account', async () => {
    const email = newEmail()
    expect(await create(email)).toMatchObject({
      status: 404,
      body: { message: `User not found: '${email}'.` },
    })
    expect(await mailsTo(server, email)).toEqual([])
  })

  test('knows no account of another environment', async () => {
    const { email } = await createPerson(server, { environment: server.production })
    expect((await create(email)).status).toBe(404)
  })

  test.each<[unknown]>([[undefined], [null], [7], [['ada@example.com']]])(
    'refuses the address %j',
    async (email) => {
      expect(await create(email)).toMatchObject({
        status: 422,
        body: { code: 'invalid_request_parameters' },
      })
    },
  )

  test('refuses the fourth of one address in a minute, and no other address', async () => {
    const { email } = await createPerson(server)
    for (let count = 0; count < 3; count++) expect((await create(email)).status).toBe(201)
    const refused = await create(email.toUpperCase())
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await createReset()
    server.deps.clock.advance(60)
    expect((await create(email)).status).toBe(201)
  })

  test('asked fifty times at once mails three links, of which one works', async () => {
    const { email } = await createPerson(server)
    const answers = await atOnce(() => create(email))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
    expect(await mailsTo(server, email)).toHaveLength(3)
    const open = await server.deps.db
      .selectFrom('password_resets')
      .select('id')
      .where('email', '=', email)
      .where('consumed_at', 'is', null)
      .execute()
    expect(open).toHaveLength(1)
  })

  test('takes the place of the link before it', async () => {
    const { person, reset } = await createReset()
    const { reset: newer } = await createReset(person)
    expect(await confirm(reset.password_reset_token, nextPassword)).toMatchObject(spent)
    expect((await confirm(newer.password_reset_token, nextPassword)).status).toBe(200)
  })

  test.each([
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { forwarded: 'host=evil.example' },
    { origin: 'https://evil.example', referer: 'https://evil.example/' },
  ])('never puts a host that a request names into the link: %j', async (headers) => {
    const { email } = await createPerson(server)
    const response = await server.app.inject({
      method: 'POST',
      url: path,
      headers: { ...headers, authorization: `Bearer ${server.staging.apiKey}` },
      payload: { email },
    })
    expect(response.statusCode).toBe(201)
    expect(response.json().password_reset_url).toMatch(`${server.url}/reset-password?token=`)
    expect(await linkMailedTo(server, email)).toMatch(`${server.url}/reset-password?token=`)
  })
})

describe('GET /user_management/password_reset/:id', () => {
  const get = (id: string, environment = server.staging) =>
    callApi(server, 'GET', `${path}/${id}`, undefined, environment)

  test('shows the link again to the application', async () => {
    const { reset } = await createReset()
    expect(await get(reset.id)).toMatchObject({ status: 200, body: reset })
  })

  test.each(['password_reset_01NOBODY', createId('password_reset', new Date()), 'x', "'--"])(
    'knows no reset %s',
    async (id) => {
      expect(await get(encodeURIComponent(id))).toMatchObject({
        status: 404,
        body: { message: `Password reset not found: '${id}'.` },
      })
    },
  )

  test('knows no reset of another environment', async () => {
    const { reset } = await createReset()
    expect((await get(reset.id, server.production)).status).toBe(404)
  })
})

describe('POST /user_management/password_reset/confirm', () => {
  test('sets the password and verifies the address', async () => {
    const person = await createPerson(server, { emailVerified: false })
    const { reset } = await createReset(person)
    const { status, body } = await confirm(reset.password_reset_token, nextPassword)
    expect(status).toBe(200)
    expect(body.user).toMatchObject({ id: person.user.id, email_verified: true })
    expect((await signIn(person.email, password)).status).toBe(400)
    expect((await signIn(person.email, nextPassword)).status).toBe(200)
  })

  test('ends every session and signs every browser out', async () => {
    const { person, reset } = await createReset()
    const sessions = [await signInByApi(server, person), await signInByApi(server, person)]
    const { browser } = await signInByPages(server, person)
    await confirm(reset.password_reset_token, nextPassword)
    for (const { refresh_token } of sessions) {
      expect((await refresh(server, refresh_token)).body).toEqual({
        error: 'invalid_grant',
        error_description: 'Session has already ended.',
      })
    }
    await browser.visit(authorizeUrl(server))
    expect(browser.address).toContain('/sign-in')
  })

  test('leaves no code that a browser got before and nobody redeemed', async () => {
    const { person, reset } = await createReset()
    const code = await codeOf(server, person)
    await confirm(reset.password_reset_token, nextPassword)
    const answer = await authenticate(server, { grant_type: 'authorization_code', code })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('leaves no approval of a device that did not fetch it', async () => {
    const { person, reset } = await createReset()
    const { body: device } = await authorizeDevice(server)
    const { browser } = await signInByPages(server, person)
    await browser.visit('/device')
    await browser.submit({ user_code: device.user_code })
    await browser.submit({ decision: 'approve' })
    expect(browser.address).toContain('/device/success')
    await confirm(reset.password_reset_token, nextPassword)
    const answer = await authenticate(server, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: device.device_code,
    })
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('leaves the sessions of other people alone', async () => {
    const other = await createPerson(server)
    const { refresh_token } = await signInByApi(server, other)
    const { reset } = await createReset()
    await confirm(reset.password_reset_token, nextPassword)
    expect((await refresh(server, refresh_token)).status).toBe(200)
  })

  test('works once', async () => {
    const { person, reset } = await createReset()
    await confirm(reset.password_reset_token, nextPassword)
    expect(await confirm(reset.password_reset_token, 'yet another set of words')).toMatchObject(
      spent,
    )
    expect((await signIn(person.email, nextPassword)).status).toBe(200)
  })

  test('asked fifty times at once sets one password', async () => {
    const { person, reset } = await createReset()
    const passwords = Array.from({ length: 50 }, (_, index) => `${nextPassword} ${index} more`)
    const answers = await atOnce((index) => confirm(reset.password_reset_token, passwords[index]))
    const winners = passwords.filter((_, index) => answers[index]?.status === 200)
    expect(winners).toHaveLength(1)
    expect((await signIn(person.email, winners[0] as string)).status).toBe(200)
    const events = await server.deps.db
      .selectFrom('events')
      .select('data')
      .where('event', '=', 'password_reset.succeeded')
      .execute()
    const ids = events.map(({ data }) => (data as unknown as { id: string }).id)
    expect(ids.filter((id) => id === reset.id)).toHaveLength(1)
  })

  test('works for an hour and not longer', async () => {
    const early = await createReset()
    server.deps.clock.advance(3_598)
    expect((await confirm(early.reset.password_reset_token, nextPassword)).status).toBe(200)
    const late = await createReset()
    server.deps.clock.advance(3_600)
    expect(await confirm(late.reset.password_reset_token, nextPassword)).toMatchObject(spent)
    expect((await signIn(late.person.email, password)).status).toBe(200)
  })

  test('refuses a weak password with its reasons, and the link still works', async () => {
    const { person, reset } = await createReset()
    expect(await confirm(reset.password_reset_token, 'password')).toMatchObject({
      status: 400,
      body: {
        code: 'password_reset_error',
        errors: [
          { code: 'password_too_short', minimum_length: 10 },
          { code: 'password_pwned' },
          { code: 'password_too_weak' },
        ],
      },
    })
    expect((await signIn(person.email, password)).status).toBe(200)
    expect((await confirm(reset.password_reset_token, nextPassword)).status).toBe(200)
  })

  test('dies with the address it was mailed to', async () => {
    const { person, reset } = await createReset()
    const { environment } = server.staging
    await updateUser(server.deps, environment, person.user.id, { email: newEmail('moved') })
    expect(await confirm(reset.password_reset_token, nextPassword)).toMatchObject(spent)
  })

  test('knows no token of another environment, and leaves it good', async () => {
    const { reset } = await createReset()
    const elsewhere = await confirm(reset.password_reset_token, nextPassword, server.production)
    expect(elsewhere).toMatchObject({ status: 404, body: { message: expect.any(String) } })
    expect((await confirm(reset.password_reset_token, nextPassword)).status).toBe(200)
  })

  test.each(['x', 'Z1uX3RbwcIl5fIGJJJCXXisdI', "' or 1=1 --", 'x'.repeat(100_000)])(
    'knows no token %#',
    async (token) => {
      expect((await confirm(token, nextPassword)).status).toBe(404)
    },
  )

  test.each<[unknown, unknown]>([
    [undefined, nextPassword],
    ['', nextPassword],
    [7, nextPassword],
    ['x', undefined],
    ['x', null],
    ['x', ['a']],
  ])('refuses the token %j with the password %j', async (token, newPassword) => {
    expect(await confirm(token, newPassword)).toMatchObject({
      status: 422,
      body: { code: 'invalid_request_parameters' },
    })
  })

  test('keeps token and link out of the events', async () => {
    const { reset } = await createReset()
    const events = await server.deps.db.selectFrom('events').select('data').execute()
    expect(JSON.stringify(events)).not.toContain(reset.password_reset_token)
    expect(JSON.stringify(events)).toContain(reset.id)
  })
})
