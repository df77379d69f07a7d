import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { authenticate, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { contractFetch } from '../../../test/contract.ts'
import { codeOf, createPerson, newEmail, type Person, password } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createUser } from '../users/user.ts'

let server: TestServer
let person: Person

beforeAll(async () => {
  server = await startTestServer()
  person = await createPerson(server)
})
afterAll(() => server?.stop())

const post = async (
  body: string | undefined,
  headers: Record<string, string> = {},
  path = '/user_management/authenticate',
) => read(await contractFetch(server.url + path, { method: 'POST', headers, body }))

const asForm = (parameters: Record<string, string>) => new URLSearchParams(parameters).toString()
const formType = { 'content-type': 'application/x-www-form-urlencoded' }
const jsonType = { 'content-type': 'application/json' }

/** The credentials of staging and a password sign-in of the person. */
const passwordSignIn = () => ({
  client_id: server.staging.clientId,
  client_secret: server.staging.apiKey,
  grant_type: 'password',
  email: person.email,
  password: person.password,
})

const signIn = (parameters: Record<string, unknown> = {}) =>
  authenticate(server, { ...passwordSignIn(), ...parameters })

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString())

describe('POST /user_management/authenticate', () => {
  test('answers JSON with the user, the tokens and the method, and nothing else', async () => {
    const { status, body, headers } = await signIn()
    expect(status).toBe(200)
    expect(Object.keys(body).sort()).toEqual([
      'access_token',
      'authentication_method',
      'refresh_token',
      'user',
    ])
    expect(body.authentication_method).toBe('Password')
    expect(body.user).toMatchObject({ object: 'user', id: person.user.id, email: person.email })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('issues an access token with the published claims, and none of an organization', async () => {
    const { body } = await signIn()
    const [header] = body.access_token.split('.')
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'RS256',
      typ: 'JWT',
      kid: expect.stringMatching(/^sso_oidc_key_pair_/),
    })
    const claims = claimsOf(body.access_token)
    expect(claims).toEqual({
      iss: `${server.url}/user_management/${server.staging.clientId}`,
      aud: server.staging.clientId,
      client_id: server.staging.clientId,
      sub: person.user.id,
      sid: expect.stringMatching(/^session_[0-9A-Z]{26}$/),
      jti: expect.stringMatching(/^[0-9A-Z]{26}$/),
      iat: expect.any(Number),
      exp: claims.iat + 300,
      auth_time: expect.any(Number),
    })
  })

  test('takes a form as it takes JSON', async () => {
    const { status, body } = await post(asForm(passwordSignIn()), formType)
    expect(status).toBe(200)
    expect(body.user.id).toBe(person.user.id)
  })

  test('answers under the name that hosted front ends use too', async () => {
    const path = '/x/authkit/users/authenticate'
    const { status } = await post(JSON.stringify(passwordSignIn()), jsonType, path)
    expect(status).toBe(200)
  })

  test('records the address and the browser that the application names, else those of the request', async () => {
    const named = await signIn({ ip_address: '203.0.113.7', user_agent: 'Phone/1.0' })
    const unnamed = await signIn()
    const rows = await server.deps.db.selectFrom('sessions').selectAll().execute()
    const sessionOf = (answer: typeof named) =>
      rows.find(({ id }) => id === claimsOf(answer.body.access_token).sid)
    expect(sessionOf(named)).toMatchObject({ ip_address: '203.0.113.7', user_agent: 'Phone/1.0' })
    expect(sessionOf(unnamed)).toMatchObject({ user_agent: 'Backend/1.0' })
    expect(sessionOf(unnamed)?.ip_address).toMatch(/127\.0\.0\.1|::1/)
  })
})

describe('the client', () => {
  const invalidClient = {
    status: 400,
    body: { error: 'invalid_client', error_description: 'Invalid client ID or client secret.' },
  }

  test.each<[string, () => Record<string, unknown>]>([
    ['an unknown client id', () => ({ client_id: 'client_01NOBODY' })],
    ['a client id in another case', () => ({ client_id: server.staging.clientId.toLowerCase() })],
    ['an unknown secret', () => ({ client_secret: 'sk_test_nobody' })],
    ['the key of another environment', () => ({ client_secret: server.production.apiKey })],
    ['the client id of another environment', () => ({ client_id: server.production.clientId })],
    ['a key with a blank at its end', () => ({ client_secret: `${server.staging.apiKey} ` })],
  ])('is refused with %s', async (_, parameters) => {
    expect(await signIn(parameters())).toEqual({ ...invalidClient, headers: expect.anything() })
  })

  test.each(['authorization_code', 'refresh_token', 'password'])(
    'is refused before its %s is looked at',
    async (grant_type) => {
      const guess = { code: 'x', refresh_token: 'x', email: person.email, password: 'x' }
      expect(await signIn({ ...guess, grant_type, client_secret: 'sk_test_nobody' })).toMatchObject(
        invalidClient,
      )
    },
  )

  test('is not the one of the Authorization header, which plays no part', async () => {
    const { client_secret, ...withoutSecret } = passwordSignIn()
    const headers = { ...jsonType, authorization: `Bearer ${client_secret}` }
    expect(await post(JSON.stringify(withoutSecret), headers)).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
    const wrongHeader = { ...jsonType, authorization: 'Bearer sk_test_nobody' }
    expect((await post(JSON.stringify(passwordSignIn()), wrongHeader)).status).toBe(200)
  })

  test('is not the one of HTTP Basic, which is not supported', async () => {
    const { client_id, client_secret, ...rest } = passwordSignIn()
    const credentials = Buffer.from(`${client_id}:${client_secret}`).toString('base64')
    const headers = { ...formType, authorization: `Basic ${credentials}` }
    expect(await post(asForm(rest), headers)).toEqual({
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: 'Missing required parameter: client_id',
      },
      headers: expect.anything(),
    })
  })

  test('reaches nobody of another environment, even with the same address and password', async () => {
    const email = newEmail()
    await createUser(server.deps, server.production.environment, {
      email,
      password,
      emailVerified: true,
    })
    expect(await signIn({ email, password })).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials' },
    })
  })
})

describe('what is missing or malformed', () => {
  const pendingToken = { pending_authentication_token: 'x' }
  const grants: Record<string, Record<string, string>> = {
    authorization_code: { code: 'x' },
    password: { email: 'ada@example.com', password: 'x' },
    refresh_token: { refresh_token: 'x' },
    'urn:workos:oauth:grant-type:email-verification:code': { code: '1', ...pendingToken },
  }
  const missing = Object.entries(grants).flatMap(([grant_type, parameters]) =>
    Object.keys(parameters).map((name) => [name, grant_type, parameters] as const),
  )

  test.each(missing)(
    'names %s when the grant %s lacks it',
    async (name, grant_type, parameters) => {
      for (const absent of [undefined, null, '']) {
        expect(
          await signIn({
            email: undefined,
            password: undefined,
            grant_type,
            ...parameters,
            [name]: absent,
          }),
        ).toMatchObject({
          status: 400,
          body: {
            error: 'invalid_request',
            error_description: `Missing required parameter: ${name}`,
          },
        })
      }
    },
  )

  test.each(['grant_type', 'client_id'])('names %s', async (name) => {
    expect((await signIn({ [name]: undefined })).body).toEqual({
      error: 'invalid_request',
      error_description: `Missing required parameter: ${name}`,
    })
  })

  test.each(['password', 'urn:workos:oauth:grant-type:email-verification:code'])(
    'names client_secret for the grant %s, which public clients do not have',
    async (grant_type) => {
      const parameters = { ...grants[grant_type], grant_type, client_secret: undefined }
      expect((await signIn(parameters)).body).toEqual({
        error: 'invalid_request',
        error_description: 'Missing required parameter: client_secret',
      })
    },
  )

  test.each([
    'client_credentials',
    'implicit',
    'PASSWORD',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
  ])('is the grant type %s, which is not supported', async (grant_type) => {
    expect(await signIn({ grant_type })).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: `Unsupported grant_type: '${grant_type}'.`,
      },
    })
  })

  const shapes: [string, unknown][] = [
    ['a number', 1],
    ['true', true],
    ['a list', ['x']],
    ['an empty list', []],
    ['an object', { $ne: null }],
  ]
  const parameters = ['grant_type', 'client_id', 'client_secret', 'email', 'password', 'ip_address']
  test.each(
    parameters.flatMap((name) => shapes.map(([shape, value]) => [name, shape, value] as const)),
  )('is %s when it is %s', async (name, _, value) => {
    expect(await signIn({ [name]: value })).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: `The parameter ${name} must be a string.`,
      },
    })
  })

  test('is a parameter sent twice in a form', async () => {
    const { status, body } = await post(`${asForm(passwordSignIn())}&password=other`, formType)
    expect(status).toBe(400)
    expect(body.error).toBe('invalid_request')
  })

  test.each([
    ['nothing at all', undefined, {}],
    ['an empty JSON body', '', jsonType],
    ['null', 'null', jsonType],
    ['a list', '[]', jsonType],
    ['a text', '"password"', jsonType],
    ['a number', '7', jsonType],
    ['an empty form', '', formType],
  ])('is a body that is %s', async (_, body, headers) => {
    expect(await post(body, headers)).toMatchObject({
      status: 400,
      body: {
        error: 'invalid_request',
        error_description: 'Missing required parameter: grant_type',
      },
    })
  })

  test.each([
    ['JSON that breaks off', '{"grant_type":', jsonType],
    ['JSON that would change a prototype', '{"__proto__":{"grant_type":"password"}}', jsonType],
    ['text', 'grant_type=password', { 'content-type': 'text/plain' }],
    ['XML', '<grant_type/>', { 'content-type': 'application/xml' }],
  ])('is a body that is %s, answered in OAuth’s shape', async (_, body, headers) => {
    expect(await post(body, headers)).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_description: expect.any(String) },
    })
  })

  test('is a body of more than 256 KB', async () => {
    const { status } = await post(
      JSON.stringify({ ...passwordSignIn(), padding: 'x'.repeat(300_000) }),
      jsonType,
    )
    expect(status).toBe(413)
  })

  test.each<[string, Record<string, unknown>]>([
    ['a NUL in the address', { email: 'ada\u0000@example.com' }],
    ['half a surrogate pair in the address', { email: 'ada\ud800@example.com' }],
    ['a NUL in the password', { password: 'x\u0000' }],
    ['a NUL in the client id', { client_id: 'client_\u0000' }],
    ['a NUL in the user agent', { user_agent: 'x\u0000' }],
    ['half a surrogate pair in the user agent', { user_agent: 'x\udfff' }],
    ['a NUL in the IP address', { ip_address: '\u0000' }],
    ['a very long address', { email: `${'a'.repeat(100_000)}@example.com` }],
    ['a very long password', { password: 'a'.repeat(100_000) }],
    ['a very long user agent', { user_agent: 'a'.repeat(100_000) }],
  ])('is %s: refused or taken, never a failure of the server', async (_, parameters) => {
    const email = newEmail()
    const { status } = await signIn({ email, ...parameters })
    expect([400, 422]).toContain(status)
  })

  test('keeps no more of a user agent or an IP address than they need', async () => {
    const { body } = await signIn({
      user_agent: 'a'.repeat(100_000),
      ip_address: '1'.repeat(9_999),
    })
    const { sid } = claimsOf(body.access_token)
    const session = await server.deps.db
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', sid)
      .executeTakeFirstOrThrow()
    expect(session.user_agent).toHaveLength(512)
    expect(session.ip_address?.length ?? 0).toBeLessThan(64)
  })
})

describe('the password grant', () => {
  const invalidCredentials = (email: string) => ({
    status: 400,
    body: { code: 'invalid_credentials', message: `Invalid credentials for '${email}'.` },
  })

  test.each([
    ['in upper case', (email: string) => email.toUpperCase()],
    ['with blanks around it', (email: string) => ` ${email} `],
  ])('finds the address %s', async (_, spell) => {
    expect((await signIn({ email: spell(person.email) })).status).toBe(200)
  })

  test.each([
    ['a wrong one', 'wrong horse battery staple'],
    ['one in another case', password.toUpperCase()],
    ['one with a blank at its end', `${password} `],
    ['its beginning', password.slice(0, -1)],
    ['one that is far too long', password.repeat(1_000)],
  ])('refuses instead of the password %s', async (_, guess) => {
    const { email } = await createPerson(server)
    const { status, body } = await signIn({ email, password: guess })
    expect({ status, body }).toEqual(invalidCredentials(email))
  })

  test('refuses an unknown address, an account without password and a wrong password in the same words', async () => {
    const withPassword = await createPerson(server)
    const without = newEmail()
    await createUser(server.deps, server.staging.environment, { email: without })
    for (const email of [withPassword.email, without, newEmail()]) {
      const { status, body } = await signIn({ email, password: 'wrong horse battery' })
      expect({ status, body }).toEqual(invalidCredentials(email))
    }
  })

  test('takes one password typed on two keyboards, in two Unicode forms', async () => {
    const email = newEmail()
    await createUser(server.deps, server.staging.environment, {
      email,
      password: 'Ängström über Zürich',
      emailVerified: true,
    })
    const decomposed = 'Ängström über Zürich'.normalize('NFD')
    expect((await signIn({ email, password: decomposed })).status).toBe(200)
  })

  test('takes the longest password that the policy accepts', async () => {
    const longest = '🐘🦊🐙🦉'.repeat(250)
    const email = newEmail()
    await createUser(server.deps, server.staging.environment, {
      email,
      password: longest,
      emailVerified: true,
    })
    expect((await signIn({ email, password: longest })).status).toBe(200)
    expect((await signIn({ email, password: `${longest}x` })).status).toBe(400)
  })

  test('asks for a verified address, mails the code and says what goes on', async () => {
    const { email } = await createPerson(server, { emailVerified: false })
    const { status, body } = await signIn({ email })
    expect(status).toBe(403)
    expect(body).toEqual({
      code: 'email_verification_required',
      message: 'Email ownership must be verified before authentication.',
      pending_authentication_token: expect.stringMatching(/^[0-9A-Za-z]{25,}$/),
      email,
      email_verification_id: expect.stringMatching(/^email_verification_/),
    })
  })

  test('does not say that an address is unverified to somebody without its password', async () => {
    const { email } = await createPerson(server, { emailVerified: false })
    expect(await signIn({ email, password: 'wrong horse battery' })).toMatchObject(
      invalidCredentials(email),
    )
  })

  describe('counts guesses', () => {
    let email: string
    beforeEach(async () => {
      ;({ email } = await createPerson(server))
    })
    const guess = (of = email) => signIn({ email: of, password: 'wrong horse battery' })

    test('and after ten in a minute refuses the right password too, and says when to come back', async () => {
      for (let count = 0; count < 10; count++) expect((await guess()).status).toBe(400)
      const { status, body, headers } = await signIn({ email })
      expect(status).toBe(429)
      expect(body.error).toBe('too_many_requests')
      const seconds = Number(headers.get('retry-after'))
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(60)
      server.deps.clock.advance(seconds)
      expect((await signIn({ email })).status).toBe(200)
    })

    test('whatever their spelling, and in each environment on its own', async () => {
      const spellings = [email, email.toUpperCase(), ` ${email}`]
      for (let count = 0; count < 10; count++) await guess(spellings[count % 3])
      expect((await guess()).status).toBe(429)
      const elsewhere = { grant_type: 'password', email, password: 'wrong horse battery' }
      expect((await authenticate(server, elsewhere, server.production)).status).toBe(400)
    })

    test('of unknown addresses as of known ones', async () => {
      const unknown = newEmail()
      for (let count = 0; count < 10; count++) expect((await guess(unknown)).status).toBe(400)
      expect((await guess(unknown)).status).toBe(429)
    })

    test('without harm to other people', async () => {
      for (let count = 0; count < 11; count++) await guess()
      expect((await signIn()).status).toBe(200)
    })

    test('anew after a success', async () => {
      for (let count = 0; count < 9; count++) await guess()
      expect((await signIn({ email })).status).toBe(200)
      for (let count = 0; count < 10; count++) expect((await guess()).status).toBe(400)
    })

    test('sent at once, on two servers: ten are tried, the others refused', async () => {
      const other = await server.startAnother()
      try {
        const parameters = { grant_type: 'password', email, password: 'wrong horse battery' }
        const answers = await atOnce((index) =>
          authenticate(index % 2 ? server : other, parameters, server.staging),
        )
        expect(answers.filter(({ status }) => status === 400)).toHaveLength(10)
        expect(answers.filter(({ status }) => status === 429)).toHaveLength(40)
      } finally {
        await other.stop()
      }
    })
  })

  test('runs argon2 once and the same statements for a wrong password as for an unknown address', async () => {
    const { passwordHasher } = server.deps
    const { verify } = passwordHasher
    const query = vi.spyOn(pg.Client.prototype, 'query')
    let hashes = 0
    passwordHasher.verify = (...values) => {
      hashes++
      return verify(...values)
    }
    const workFor = async (email: string) => {
      query.mockClear()
      hashes = 0
      await signIn({ email, password: 'wrong horse battery' })
      const statements = query.mock.calls.map(([sent]: unknown[]) =>
        typeof sent === 'string' ? sent : (sent as pg.QueryConfig).text,
      )
      // Who the client is, is looked up before anything is known of the person, and remembered;
      // jobs look for work whenever they like.
      const ofPerson = statements.filter(
        (text) => !/api_keys|applications|environments|pgboss/.test(text),
      )
      return { hashes, statements: ofPerson }
    }
    try {
      const { email } = await createPerson(server)
      const forKnown = await workFor(email)
      expect(forKnown.hashes).toBe(1)
      expect(forKnown.statements.join()).toMatch(/rate_limit_counters[\s\S]*users[\s\S]*events/)
      expect(await workFor(newEmail())).toEqual(forKnown)
    } finally {
      passwordHasher.verify = verify
      query.mockRestore()
    }
  })
})

describe('an authorization code', () => {
  const redeem = (code: string, more: Record<string, unknown> = {}, environment = server.staging) =>
    authenticate(server, { grant_type: 'authorization_code', code, ...more }, environment)
  const refusal = (code: string) => ({
    error: 'invalid_grant',
    error_description: `The code '${code}' has expired or is invalid.`,
  })

  test('is exchanged once for the person who signed in', async () => {
    const code = await codeOf(server, person)
    const { status, body } = await redeem(code)
    expect(status).toBe(200)
    expect(body.user.id).toBe(person.user.id)
    expect(await redeem(code)).toMatchObject({ status: 400, body: refusal(code) })
  })

  test('is exchanged in a form too', async () => {
    const code = await codeOf(server, person)
    const { clientId, apiKey } = server.staging
    const { status } = await post(
      asForm({
        client_id: clientId,
        client_secret: apiKey,
        grant_type: 'authorization_code',
        code,
      }),
      formType,
    )
    expect(status).toBe(200)
  })

  test('works for ten minutes and not longer', async () => {
    const early = await codeOf(server, person)
    server.deps.clock.advance(598)
    expect((await redeem(early)).status).toBe(200)
    const late = await codeOf(server, person)
    server.deps.clock.advance(600)
    expect(await redeem(late)).toMatchObject({ status: 400, body: refusal(late) })
  })

  test('that nobody issued is refused in the same words', async () => {
    expect(await redeem('01E2RJ4C05B52KKZ8FSRDAP23J')).toMatchObject({
      status: 400,
      body: refusal('01E2RJ4C05B52KKZ8FSRDAP23J'),
    })
  })

  test('is refused to another environment, and stays good for its own', async () => {
    const code = await codeOf(server, person)
    expect(await redeem(code, {}, server.production)).toMatchObject({
      status: 400,
      body: refusal(code),
    })
    expect((await redeem(code)).status).toBe(200)
  })

  test('is refused to another application of its environment', async () => {
    const code = await codeOf(server, person)
    const { environment } = server.staging
    const now = new Date()
    await server.deps.db
      .insertInto('applications')
      .values({
        environment_id: environment.id,
        id: 'app_second',
        client_id: 'client_second',
        name: 'Second',
        created_at: now,
        updated_at: now,
      })
      .execute()
    expect(await redeem(code, { client_id: 'client_second' })).toMatchObject({
      status: 400,
      body: refusal(code),
    })
  })

  const sessionOf = async (accessToken: string) =>
    server.deps.db
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', claimsOf(accessToken).sid)
      .executeTakeFirstOrThrow()

  test('repeated within moments, as by a reload, leaves the session alone', async () => {
    const code = await codeOf(server, person)
    const { body } = await redeem(code)
    await redeem(code)
    expect((await sessionOf(body.access_token)).ended_at).toBeNull()
  })

  test('that turns up again later was stolen: its session ends', async () => {
    const code = await codeOf(server, person)
    const { body } = await redeem(code)
    server.deps.clock.advance(31)
    expect(await redeem(code)).toMatchObject({ status: 400, body: refusal(code) })
    expect((await sessionOf(body.access_token)).ended_at).not.toBeNull()
    expect(
      await authenticate(server, {
        grant_type: 'refresh_token',
        refresh_token: body.refresh_token,
      }),
    ).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('of an account that was deleted meanwhile is refused', async () => {
    const somebody = await createPerson(server)
    const code = await codeOf(server, somebody)
    await server.deps.db.deleteFrom('users').where('id', '=', somebody.user.id).execute()
    expect(await redeem(code)).toMatchObject({ status: 400, body: refusal(code) })
  })
})
