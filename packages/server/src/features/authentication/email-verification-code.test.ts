import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authenticate, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import {
  codeMailedTo,
  createPerson,
  mailsTo,
  type Person,
  wrongCode,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { deleteUser, updateUser } from '../users/user.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const grantType = 'urn:workos:oauth:grant-type:email-verification:code'

/** A password sign-in that waits for the code of the mail. */
async function beginSignIn(of?: Person) {
  const person = of ?? (await createPerson(server, { emailVerified: false }))
  const { status, body } = await authenticate(server, {
    grant_type: 'password',
    email: person.email,
    password: person.password,
  })
  expect(status).toBe(403)
  const token: string = body.pending_authentication_token
  return { person, token, verificationId: body.email_verification_id as string }
}

const enter = (code: string, token: string, more: Record<string, unknown> = {}, to = server) =>
  authenticate(
    to,
    { grant_type: grantType, code, pending_authentication_token: token, ...more },
    server.staging,
  )

const refusedAs = (code: string) => ({ status: 400, body: { code } })

describe('the code of the mail', () => {
  test('finishes the sign-in, verifies the address and reports the first proof', async () => {
    const { person, token } = await beginSignIn()
    const { status, body } = await enter(await codeMailedTo(server, person.email), token)
    expect(status).toBe(200)
    expect(body.user).toMatchObject({ id: person.user.id, email_verified: true })
    expect(body.authentication_method).toBe('Password')
    const next = await authenticate(server, {
      grant_type: 'password',
      email: person.email,
      password: person.password,
    })
    expect(next.status).toBe(200)
  })

  test('is six digits, mailed to the address alone and readable with the API key', async () => {
    const { person, verificationId } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    expect(code).toMatch(/^\d{6}$/)
    const path = `/user_management/email_verification/${verificationId}`
    const { body } = await callApi(server, 'GET', path)
    expect(body).toMatchObject({ email: person.email, user_id: person.user.id, code })
  })

  test('may be entered with a blank in the middle', async () => {
    const { person, token } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    expect((await enter(`${code.slice(0, 3)} ${code.slice(3)} `, token)).status).toBe(200)
  })

  test('that is wrong is refused, and the right one still works', async () => {
    const { person, token } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    expect(await enter(wrongCode(code), token)).toMatchObject({
      status: 400,
      body: { code: 'invalid_one_time_code', message: 'Invalid one-time code.' },
    })
    expect((await enter(code, token)).status).toBe(200)
  })

  test.each(['', ' ', '12345', '1234567', 'abcdef', '１２３４５６', "' or 1=1"])(
    'is not %j',
    async (guess) => {
      const { token } = await beginSignIn()
      expect((await enter(guess, token)).status).toBe(400)
    },
  )

  test('is tried five times and no more, even when the sixth is right', async () => {
    const { person, token } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    for (let count = 0; count < 5; count++) {
      expect(await enter(wrongCode(code), token)).toMatchObject(refusedAs('invalid_one_time_code'))
    }
    expect(await enter(code, token)).toMatchObject(refusedAs('one_time_code_too_many_attempts'))
  })

  test('is refused with 429 after ten tries in a minute, however they went', async () => {
    const { person, token } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    for (let count = 0; count < 10; count++) await enter(wrongCode(code), token)
    const { status, headers } = await enter(code, token)
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('cannot be guessed with code after code: one account takes twenty tries an hour', async () => {
    const { person } = await beginSignIn()
    const outcomes: number[] = []
    for (let round = 0; round < 5; round++) {
      server.deps.clock.advance(61)
      const { token } = await beginSignIn(person)
      const code = await codeMailedTo(server, person.email)
      for (let count = 0; count < 5; count++) {
        outcomes.push((await enter(wrongCode(code), token)).status)
      }
    }
    expect(outcomes.slice(0, 20)).toEqual(Array(20).fill(400))
    expect(outcomes.slice(20)).toEqual(Array(5).fill(429))
  })

  test('works for ten minutes and not longer', async () => {
    const first = await beginSignIn()
    server.deps.clock.advance(598)
    const inTime = await codeMailedTo(server, first.person.email)
    expect((await enter(inTime, first.token)).status).toBe(200)

    const second = await beginSignIn()
    const late = await codeMailedTo(server, second.person.email)
    server.deps.clock.advance(600)
    expect(await enter(late, second.token)).toMatchObject(
      refusedAs('invalid_pending_authentication_token'),
    )
  })

  test('that has expired before its sign-in is called expired', async () => {
    const { person } = await beginSignIn()
    await beginSignIn(person)
    await beginSignIn(person)
    const code = await codeMailedTo(server, person.email)
    server.deps.clock.advance(50)
    // The fourth sign-in of the minute mails nothing: the code on its way serves it too.
    const { token } = await beginSignIn(person)
    expect(await mailsTo(server, person.email)).toHaveLength(3)
    server.deps.clock.advance(555)
    expect(await enter(code, token)).toMatchObject({
      status: 400,
      body: {
        code: 'one_time_code_expired',
        message: `One-time code for '${person.email}' has expired.`,
      },
    })
  })

  test('of a later sign-in takes the place of the earlier one', async () => {
    const first = await beginSignIn()
    const earlier = await codeMailedTo(server, first.person.email)
    const second = await beginSignIn(first.person)
    const later = await codeMailedTo(server, first.person.email)
    if (earlier !== later) {
      expect(await enter(earlier, second.token)).toMatchObject(refusedAs('invalid_one_time_code'))
    }
    expect((await enter(later, second.token)).status).toBe(200)
  })

  test('that the application sent again finishes the sign-in that waits', async () => {
    const { person, token } = await beginSignIn()
    const path = `/user_management/users/${person.user.id}/email_verification/send`
    expect((await callApi(server, 'POST', path, {})).status).toBe(200)
    const resent = await codeMailedTo(server, person.email)
    expect((await enter(resent, token)).status).toBe(200)
  })

  test('of somebody else is refused', async () => {
    const ada = await beginSignIn()
    const eve = await beginSignIn()
    const codeOfEve = await codeMailedTo(server, eve.person.email)
    if (codeOfEve !== (await codeMailedTo(server, ada.person.email))) {
      expect(await enter(codeOfEve, ada.token)).toMatchObject(refusedAs('invalid_one_time_code'))
    }
  })

  test('dies with the address it was mailed to', async () => {
    const { person, token } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    await updateUser(server.deps, server.staging.environment, person.user.id, {
      email: `new-${person.email}`,
    })
    expect((await enter(code, token)).status).toBe(400)
    const { body } = await callApi(server, 'GET', `/user_management/users/${person.user.id}`)
    expect(body.email_verified).toBe(false)
  })

  test('dies with the account', async () => {
    const { person, token } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    await deleteUser(server.deps, server.staging.environment.id, person.user.id)
    expect(await enter(code, token)).toMatchObject(
      refusedAs('invalid_pending_authentication_token'),
    )
  })

  test('guessed fifty times at once is guessed five times', async () => {
    const { person, token } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    const answers = await atOnce(() => enter(wrongCode(code), token))
    const guesses = answers.filter(({ body }) => body.code === 'invalid_one_time_code')
    expect(guesses).toHaveLength(5)
  })
})

describe('the pending authentication token', () => {
  const invalid = {
    status: 400,
    body: {
      code: 'invalid_pending_authentication_token',
      message: 'The pending authentication token is invalid or has expired.',
    },
  }

  test('that nobody issued is refused', async () => {
    expect(await enter('123456', 'YQyCkYfuVw2mI3tzSrk2C1Y7S')).toMatchObject(invalid)
  })

  test('works once', async () => {
    const { person, token } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    expect((await enter(code, token)).status).toBe(200)
    expect(await enter(code, token)).toMatchObject(invalid)
  })

  test('of one environment is refused in another, and goes on in its own', async () => {
    const { person, token } = await beginSignIn()
    const code = await codeMailedTo(server, person.email)
    const { clientId, apiKey } = server.production
    expect(await enter(code, token, { client_id: clientId, client_secret: apiKey })).toMatchObject(
      invalid,
    )
    expect((await enter(code, token)).status).toBe(200)
  })

  test('of one application is refused to another of its environment', async () => {
    const { person, token } = await beginSignIn()
    const now = new Date()
    await server.deps.db
      .insertInto('applications')
      .values({
        environment_id: server.staging.environment.id,
        id: 'app_second',
        client_id: 'client_second',
        name: 'Second',
        created_at: now,
        updated_at: now,
      })
      .execute()
    const code = await codeMailedTo(server, person.email)
    expect(await enter(code, token, { client_id: 'client_second' })).toMatchObject(invalid)
  })

  test('needs the client secret', async () => {
    const { token } = await beginSignIn()
    expect(await enter('123456', token, { client_secret: undefined })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
  })

  test.each(['authorization code', 'refresh token', 'API key'])(
    'is not another secret, such as an %s',
    async (kind) => {
      const { person, token } = await beginSignIn()
      const { body } = await enter(await codeMailedTo(server, person.email), token)
      const other = { 'refresh token': body.refresh_token, 'API key': server.staging.apiKey }[kind]
      expect(await enter('123456', other ?? body.access_token)).toMatchObject(invalid)
    },
  )

  test('does not serve as an authorization code or as a refresh token', async () => {
    const { token } = await beginSignIn()
    const asCode = await authenticate(server, { grant_type: 'authorization_code', code: token })
    expect(asCode.body.error).toBe('invalid_grant')
    const asRefreshToken = await authenticate(server, {
      grant_type: 'refresh_token',
      refresh_token: token,
    })
    expect(asRefreshToken.body).toEqual({
      error: 'invalid_grant',
      error_description: 'Invalid refresh token.',
    })
  })
})
