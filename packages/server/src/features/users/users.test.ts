import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, authenticate, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import {
  createPerson,
  newEmail,
  type Person,
  password,
  refresh,
  signInByApi,
} from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'
import { createOrganization } from '../organizations/organization.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const path = '/user_management/users'
const create = (body: unknown, environment = server.staging) =>
  callApi(server, 'POST', path, body, environment)
const get = (id: string, environment = server.staging) =>
  callApi(server, 'GET', `${path}/${id}`, undefined, environment)
const update = (id: string, body: unknown, environment = server.staging) =>
  callApi(server, 'PUT', `${path}/${id}`, body, environment)
const list = (query = '', environment = server.staging) =>
  callApi(server, 'GET', path + query, undefined, environment)
const remove = (id: string, environment = server.staging) =>
  callApi(server, 'DELETE', `${path}/${id}`, undefined, environment)

/** Somebody made through the API. */
const createOne = async (fields: object = {}): Promise<Answer['body']> => {
  const { status, body } = await create({ email: newEmail(), ...fields })
  expect(status).toBe(201)
  return body
}

const signIn = (email: string, withPassword = password) =>
  authenticate(server, { grant_type: 'password', email, password: withPassword })

const eventsOf = async (userId: string): Promise<string[]> => {
  const rows = await server.deps.db
    .selectFrom('events')
    .select(['event', 'data'])
    .orderBy('created_at')
    .execute()
  const ofUser = rows.filter(({ data }) => (data as unknown as { id: string }).id === userId)
  return ofUser.map(({ event }) => event)
}

const invalid = (code: string) => ({
  status: 422,
  body: {
    code: 'invalid_request_parameters',
    message: 'Validation failed.',
    errors: expect.arrayContaining([
      expect.objectContaining({ code, message: expect.any(String) }),
    ]),
  },
})

describe('POST /user_management/users', () => {
  test('makes an account of an address alone', async () => {
    const email = newEmail('Grace')
    const { status, body } = await create({ email })
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'user',
      id: expect.stringMatching(/^user_[0-9A-Z]{26}$/),
      email,
      email_verified: false,
      first_name: null,
      last_name: null,
      name: null,
      profile_picture_url: null,
      external_id: null,
      metadata: {},
      last_sign_in_at: null,
      locale: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: expect.any(String),
    })
    expect(await eventsOf(body.id)).toEqual(['user.created'])
  })

  test('keeps everything that is given', async () => {
    const given = {
      email: newEmail(),
      email_verified: true,
      first_name: 'Grace',
      last_name: 'Hopper',
      external_id: 'grace-1906',
      metadata: { rank: 'rear admiral', empty: '' },
    }
    const { body } = await create({ ...given, password })
    expect(body).toMatchObject({ ...given, name: 'Grace Hopper' })
    expect(JSON.stringify(body)).not.toContain(password)
    expect((await signIn(given.email)).status).toBe(200)
  })

  test('takes null for what is not given', async () => {
    const nothing = { password: null, email_verified: null, metadata: null, external_id: null }
    const names = { first_name: null, last_name: null }
    expect(await createOne({ ...nothing, ...names })).toMatchObject({ email_verified: false })
  })

  test('sends no mail and starts no session', async () => {
    const { email } = await createOne({ password })
    const mails = await server.deps.db.selectFrom('emails').select('recipient').execute()
    expect(mails.filter(({ recipient }) => recipient === email)).toEqual([])
  })

  test.each([
    ['the same', (email: string) => email],
    ['in upper case', (email: string) => email.toUpperCase()],
    ['with blanks', (email: string) => ` ${email} `],
  ])('refuses an address that has an account: %s', async (_, spell) => {
    const { email } = await createOne()
    expect(await create({ email: spell(email) })).toMatchObject({
      status: 400,
      body: {
        code: 'user_creation_error',
        message: 'Could not create user.',
        errors: [{ code: 'email_not_available', message: 'This email is not available.' }],
      },
    })
  })

  test('asked fifty times at once makes one account', async () => {
    const email = newEmail()
    const answers = await atOnce(() => create({ email }))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(49)
    expect((await list(`?email=${email}`)).body.data).toHaveLength(1)
  })

  test('refuses an external id that somebody has, in this environment only', async () => {
    const external_id = `one-${newEmail()}`
    await createOne({ external_id })
    expect(await create({ email: newEmail(), external_id })).toMatchObject({
      status: 400,
      body: { code: 'user_creation_error', errors: [{ code: 'external_id_already_used' }] },
    })
    const elsewhere = await create({ email: newEmail(), external_id }, server.production)
    expect(elsewhere.status).toBe(201)
  })

  test('tells every weakness of a password at once', async () => {
    const { status, body } = await create({ email: newEmail(), password: 'password' })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      code: 'password_strength_error',
      message: 'Password does not meet strength requirements.',
      errors: [
        { code: 'password_too_short', minimum_length: 10 },
        { code: 'password_pwned' },
        { code: 'password_too_weak', suggestions: expect.any(Array) },
      ],
    })
  })

  test('makes no account with a password that it refuses', async () => {
    const email = newEmail()
    await create({ email, password: 'password' })
    expect((await list(`?email=${email}`)).body.data).toEqual([])
  })

  test('makes no account of a hash that it cannot verify', async () => {
    const email = newEmail()
    const hash = { password_hash: '$2a$10$N9qo8uLOickgx2ZMRZoMye', password_hash_type: 'bcrypt' }
    expect(await create({ email, ...hash })).toMatchObject({
      status: 400,
      body: { code: 'invalid_password_hash' },
    })
    expect((await list(`?email=${email}`)).body.data).toEqual([])
  })

  test.each<[string, unknown, string]>([
    ['no body', undefined, 'invalid_body'],
    ['no address', {}, 'email_required'],
    ['an empty address', { email: '' }, 'email_string_required'],
    ['blanks for an address', { email: '  ' }, 'email_string_required'],
    ['something else for an address', { email: 'ada' }, 'invalid_email'],
    ['a number for an address', { email: 7 }, 'invalid_email'],
    ['a list of addresses', { email: ['ada@example.com'] }, 'invalid_email'],
    ['a number for a password', { email: 'a@example.com', password: 1e10 }, 'invalid_password'],
    [
      'a word for a flag',
      { email: 'a@example.com', email_verified: 'true' },
      'invalid_email_verified',
    ],
    ['a list for a name', { email: 'a@example.com', first_name: ['x'] }, 'invalid_first_name'],
    [
      'a name without end',
      { email: 'a@example.com', first_name: 'x'.repeat(257) },
      'invalid_first_name',
    ],
    ['a NUL in a name', { email: 'a@example.com', first_name: 'x\0' }, 'invalid_characters'],
    [
      'half a character in a name',
      { email: 'a@example.com', name: 'x\ud83d' },
      'invalid_characters',
    ],
    ['an empty external id', { email: 'a@example.com', external_id: '' }, 'invalid_external_id'],
    [
      'a long external id',
      { email: 'a@example.com', external_id: 'x'.repeat(129) },
      'invalid_external_id',
    ],
    [
      'an external id beyond ASCII',
      { email: 'a@example.com', external_id: 'ä' },
      'invalid_external_id',
    ],
    ['a text for metadata', { email: 'a@example.com', metadata: 'x' }, 'invalid_metadata'],
    ['a list for metadata', { email: 'a@example.com', metadata: ['x'] }, 'invalid_metadata'],
    ['a number in metadata', { email: 'a@example.com', metadata: { a: 1 } }, 'invalid_metadata_a'],
    ['null in metadata', { email: 'a@example.com', metadata: { a: null } }, 'invalid_metadata_a'],
    [
      'an object in metadata',
      { email: 'a@example.com', metadata: { a: {} } },
      'invalid_metadata_a',
    ],
    [
      'a long value in metadata',
      { email: 'a@example.com', metadata: { a: 'x'.repeat(601) } },
      'invalid_metadata_a',
    ],
    [
      'a long key in metadata',
      { email: 'a@example.com', metadata: { ['x'.repeat(41)]: 'x' } },
      'invalid_metadata',
    ],
    [
      'an empty key in metadata',
      { email: 'a@example.com', metadata: { '': 'x' } },
      'invalid_metadata',
    ],
    [
      'a key beyond ASCII in metadata',
      { email: 'a@example.com', metadata: { ä: 'x' } },
      'invalid_metadata',
    ],
  ])('refuses %s', async (_, body, code) => {
    const answer = await create(body)
    expect(answer).toMatchObject({ status: 422 })
    expect(answer).toMatchObject(invalid(code))
  })

  test('refuses more than fifty pairs of metadata', async () => {
    const pairs = Array.from({ length: 51 }, (_, index) => [`k${index}`, 'x'])
    expect(
      await create({ email: 'a@example.com', metadata: Object.fromEntries(pairs) }),
    ).toMatchObject({ status: 400, body: { code: 'invalid_metadata' } })
  })

  test('never applies what a caller may not set', async () => {
    const body = await createOne({
      id: 'user_01J0000000000000000000ROOT',
      object: 'admin',
      environment_id: server.production.environment.id,
      environmentId: server.production.environment.id,
      email_normalized: 'root@example.com',
      emailVerified: true,
      role: 'admin',
      is_admin: true,
      created_at: '2001-01-01T00:00:00.000Z',
      last_sign_in_at: '2001-01-01T00:00:00.000Z',
      profile_picture_url: 'javascript:alert(1)',
    })
    expect(body.id).not.toContain('ROOT')
    expect(body).toMatchObject({
      object: 'user',
      email_verified: false,
      last_sign_in_at: null,
      profile_picture_url: null,
    })
    expect(body.created_at).not.toContain('2001')
    expect(Object.keys(body)).not.toContain('role')
    expect((await get(body.id, server.production)).status).toBe(404)
  })
})

describe('GET /user_management/users/:id', () => {
  test('shows the account', async () => {
    const user = await createOne({ first_name: 'Ada' })
    expect(await get(user.id)).toMatchObject({ status: 200, body: user })
  })

  test.each([
    'user_01NOBODY',
    createId('user', new Date()),
    'x',
    "x' or '1'='1",
    '..%2f..%2fsso',
    '%2e%2e',
    'user_'.repeat(100),
  ])('knows nobody called %s', async (id) => {
    const { status, body } = await get(encodeURIComponent(id))
    expect(status).toBe(404)
    expect(body.message).toBe(`User not found: '${id}'.`)
  })
})

describe('GET /user_management/users/external_id/:external_id', () => {
  const byExternalId = (id: string, environment = server.staging) =>
    callApi(server, 'GET', `${path}/external_id/${encodeURIComponent(id)}`, undefined, environment)

  test.each(['plain', 'with/slash', 'with space', 'a%20b', '?x=1#y', '..'.concat('/')])(
    'finds the account by %j',
    async (external_id) => {
      const user = await createOne({ external_id })
      expect(await byExternalId(external_id)).toMatchObject({ status: 200, body: user })
    },
  )

  test('knows nobody of another environment', async () => {
    const { body } = await create({ email: newEmail(), external_id: 'far' }, server.production)
    expect((await byExternalId('far')).status).toBe(404)
    expect((await byExternalId('far', server.production)).body.id).toBe(body.id)
  })

  test('knows nobody whose external id was removed', async () => {
    const { id } = await createOne({ external_id: 'removed' })
    await update(id, { external_id: null })
    expect((await byExternalId('removed')).status).toBe(404)
  })
})

describe('PUT /user_management/users/:id', () => {
  test('changes what is given and leaves the rest', async () => {
    const { id, email } = await createOne({ first_name: 'Ada', last_name: 'King' })
    const { status, body } = await update(id, { last_name: 'Lovelace', locale: 'en-GB' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ email, name: 'Ada Lovelace', locale: 'en-GB' })
    expect(await eventsOf(id)).toEqual(['user.created', 'user.updated'])
  })

  test('takes an empty body and changes nothing but the moment', async () => {
    const user = await createOne({ first_name: 'Ada' })
    const { status, body } = await update(user.id, {})
    expect(status).toBe(200)
    expect({ ...body, updated_at: null }).toEqual({ ...user, updated_at: null })
  })

  test('removes names, external id and locale with null', async () => {
    const { id } = await createOne({ first_name: 'Ada', external_id: 'null-me' })
    await update(id, { locale: 'en' })
    const removed = { first_name: null, external_id: null, locale: null }
    expect((await update(id, removed)).body).toMatchObject({ ...removed, name: null })
  })

  describe('merges metadata', () => {
    const merge = async (before: object, changes: object) => {
      const { id } = await createOne({ metadata: before })
      return (await update(id, { metadata: changes })).body.metadata
    }

    test('adding and overwriting what is given', async () => {
      expect(await merge({ a: '1', b: '2' }, { b: '3', c: '4' })).toEqual({
        a: '1',
        b: '3',
        c: '4',
      })
    })

    test('removing a key with null', async () => {
      expect(await merge({ a: '1', b: '2' }, { a: null, never: null })).toEqual({ b: '2' })
    })

    test('removing all with an empty object', async () => {
      expect(await merge({ a: '1', b: '2' }, {})).toEqual({})
    })

    test('up to fifty pairs in all, and changes nothing beyond', async () => {
      const pairs = (from: number, count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${from + index}`, 'x']))
      const { id } = await createOne({ metadata: pairs(0, 30) })
      expect(await update(id, { metadata: pairs(30, 21) })).toMatchObject({
        status: 400,
        body: { code: 'invalid_metadata' },
      })
      expect(Object.keys((await get(id)).body.metadata)).toHaveLength(30)
      expect((await update(id, { metadata: pairs(30, 20) })).status).toBe(200)
    })

    test('of fifty callers at once, losing none', async () => {
      const { id } = await createOne()
      await atOnce((index) => update(id, { metadata: { [`k${index}`]: 'x' } }))
      expect(Object.keys((await get(id)).body.metadata)).toHaveLength(50)
    })

    test.each([{ a: 1 }, { a: ['x'] }, { ä: 'x' }, { ['x'.repeat(41)]: null }])(
      'refusing %j',
      async (metadata) => {
        const { id } = await createOne()
        expect(await update(id, { metadata })).toMatchObject({ status: 422 })
      },
    )
  })

  test('makes a changed address unverified, unless it is said to be', async () => {
    const { id } = await createOne({ email_verified: true })
    expect((await update(id, { email: newEmail() })).body.email_verified).toBe(false)
    const proven = { email: newEmail(), email_verified: true }
    expect((await update(id, proven)).body).toMatchObject(proven)
  })

  test('leaves an address verified whose spelling alone changes', async () => {
    const { id, email } = await createOne({ email_verified: true })
    const { body } = await update(id, { email: email.toUpperCase() })
    expect(body).toMatchObject({ email: email.toUpperCase(), email_verified: true })
  })

  test('refuses to make a verified address unverified', async () => {
    const { id } = await createOne({ email_verified: true })
    expect(await update(id, { email_verified: false })).toMatchObject({
      status: 400,
      body: { code: 'email_already_verified' },
    })
  })

  test('refuses the address and the external id of somebody else', async () => {
    const ada = await createOne({ external_id: 'only-ada' })
    const eve = await createOne()
    expect(await update(eve.id, { email: ada.email.toUpperCase() })).toMatchObject({
      status: 400,
      body: { code: 'email_not_available' },
    })
    expect(await update(eve.id, { external_id: 'only-ada' })).toMatchObject({
      status: 400,
      body: { code: 'external_id_already_used' },
    })
    expect((await get(eve.id)).body).toMatchObject({ email: eve.email, external_id: null })
  })

  test('sets a new password, which alone signs in from then on', async () => {
    const { id, email } = await createOne({ password, email_verified: true })
    const next = 'four other unrelated words'
    expect((await update(id, { password: next })).status).toBe(200)
    expect((await signIn(email)).status).toBe(400)
    expect((await signIn(email, next)).status).toBe(200)
  })

  test('refuses a weak password, and the old one goes on', async () => {
    const { id, email } = await createOne({ password, email_verified: true })
    expect(await update(id, { password: 'password', first_name: 'Eve' })).toMatchObject({
      status: 400,
      body: { code: 'password_strength_error' },
    })
    expect((await signIn(email)).body.user.first_name).toBeNull()
  })

  test.each<[string, object]>([
    ['null for an address', { email: null }],
    ['a number for a password', { password: 7 }],
    ['a word for a flag', { email_verified: 'yes' }],
    ['a long locale', { locale: 'x'.repeat(36) }],
    ['a NUL in metadata', { metadata: { a: '\0' } }],
  ])('refuses %s', async (_, body) => {
    const user = await createOne()
    expect((await update(user.id, body)).status).toBe(422)
    expect((await get(user.id)).body).toEqual(user)
  })

  test.each<[string, object, string]>([
    ['what is no address', { email: 'ada' }, 'invalid_email'],
    ['what is no locale', { locale: 'the Queen’s English' }, 'invalid_locale'],
  ])('refuses %s', async (_, body, code) => {
    const user = await createOne()
    expect(await update(user.id, body)).toMatchObject({ status: 400, body: { code } })
    expect((await get(user.id)).body).toEqual(user)
  })

  test('knows nobody of another environment, and changes nothing', async () => {
    const user = await createOne()
    expect((await update(user.id, { first_name: 'Eve' }, server.production)).status).toBe(404)
    expect((await get(user.id)).body).toEqual(user)
  })

  test('never applies what a caller may not set', async () => {
    const user = await createOne()
    const { body } = await update(user.id, {
      id: 'user_01J0000000000000000000ROOT',
      environment_id: server.production.environment.id,
      created_at: '2001-01-01T00:00:00.000Z',
      profile_picture_url: 'javascript:alert(1)',
      last_sign_in_at: '2001-01-01T00:00:00.000Z',
    })
    expect({ ...body, updated_at: null }).toEqual({ ...user, updated_at: null })
  })
})

describe('DELETE /user_management/users/:id', () => {
  test('removes the account with everything that opens it', async () => {
    const person = await createPerson(server)
    const { refresh_token } = await signInByApi(server, person)
    const { status, body } = await remove(person.user.id)
    expect({ status, body }).toEqual({ status: 200, body: '' })
    expect((await get(person.user.id)).status).toBe(404)
    expect((await signIn(person.email)).status).toBe(400)
    expect((await refresh(server, refresh_token)).status).toBe(400)
    expect(await eventsOf(person.user.id)).toContain('user.deleted')
  })

  test('asked fifty times at once removes it once', async () => {
    const { id } = await createOne()
    const answers = await atOnce(() => remove(id))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49)
    expect((await eventsOf(id)).filter((event) => event === 'user.deleted')).toHaveLength(1)
  })

  test('frees the address for a new account, which is another one', async () => {
    const { id, email } = await createOne({ password })
    await remove(id)
    const again = await createOne({ email })
    expect(again.id).not.toBe(id)
    expect((await signIn(email)).status).toBe(400)
  })

  test('knows nobody of another environment, and removes nobody', async () => {
    const { id } = await createOne()
    expect((await remove(id, server.production)).status).toBe(404)
    expect((await get(id)).status).toBe(200)
  })
})

describe('a sign-in while its account is deleted', () => {
  test('ends with a session or with a refusal, never with a failure', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => createPerson(server)))
    const race = async (person: Person) => {
      const [signedIn] = await Promise.all([signIn(person.email), remove(person.user.id)])
      expect([200, 400]).toContain(signedIn.status)
    }
    await Promise.all(people.map(race))
  })
})

describe('GET /user_management/users', () => {
  /** An environment that holds exactly these, oldest first. */
  let users: Answer['body'][]
  beforeAll(async () => {
    users = []
    const { id } = server.production.environment
    await server.deps.db.deleteFrom('users').where('environment_id', '=', id).execute()
    for (const name of ['Ada', 'Bea', 'Cyd', 'Dot', 'Eve']) {
      const email = `${name}.Smith@example.com`
      users.push((await create({ email, first_name: name }, server.production)).body)
      server.deps.clock.advance(1)
    }
  })

  const page = async (query: string) => {
    const { status, body } = await list(query, server.production)
    expect(status).toBe(200)
    return {
      names: body.data.map(({ first_name }: { first_name: string }) => first_name).join(' '),
      ...body.list_metadata,
    }
  }
  const id = (name: string): string => users.find((user) => user.first_name === name).id

  test('lists newest first, ten unless it is said otherwise', async () => {
    expect(await page('')).toEqual({ names: 'Eve Dot Cyd Bea Ada', before: null, after: null })
  })

  test('lists oldest first with order=asc', async () => {
    expect((await page('?order=asc')).names).toBe('Ada Bea Cyd Dot Eve')
  })

  test('goes forward with after, to the end and no further', async () => {
    expect(await page('?limit=2')).toEqual({ names: 'Eve Dot', before: null, after: id('Dot') })
    expect(await page(`?limit=2&after=${id('Dot')}`)).toEqual({
      names: 'Cyd Bea',
      before: id('Cyd'),
      after: id('Bea'),
    })
    expect(await page(`?limit=2&after=${id('Bea')}`)).toEqual({
      names: 'Ada',
      before: id('Ada'),
      after: null,
    })
    expect((await page(`?after=${id('Ada')}`)).names).toBe('')
  })

  test('goes back with before, to the beginning and no further', async () => {
    expect(await page(`?limit=2&before=${id('Ada')}`)).toEqual({
      names: 'Cyd Bea',
      before: id('Cyd'),
      after: id('Bea'),
    })
    expect(await page(`?limit=2&before=${id('Cyd')}`)).toEqual({
      names: 'Eve Dot',
      before: null,
      after: id('Dot'),
    })
  })

  test('exchanges before and after with order=normal', async () => {
    expect((await page(`?order=normal&limit=2&before=${id('Dot')}`)).names).toBe('Cyd Bea')
    expect((await page(`?order=normal&limit=2&after=${id('Bea')}`)).names).toBe('Dot Cyd')
  })

  test('goes on from a cursor whose account was deleted', async () => {
    const gone = createId('user', new Date(Date.parse(users[2].created_at) + 500))
    expect((await page(`?after=${gone}`)).names).toBe('Cyd Bea Ada')
  })

  test('finds an address whatever its case, and only whole', async () => {
    expect((await page('?email=ada.SMITH@example.com')).names).toBe('Ada')
    expect((await page('?email=ada.smith@example.co')).names).toBe('')
    expect((await page('?email=nonsense')).names).toBe('')
    expect((await page('?email=%25')).names).toBe('')
  })

  test.each([
    ['the beginning of an address', 'cyd.s', 'Cyd'],
    ['a first name in any case', 'BEA', 'Bea'],
    ['a letter', 'd', 'Dot'],
    ['a wildcard, which is none', '%', ''],
    ['an underscore, which is no wildcard', '_da', ''],
    ['a backslash', '\\', ''],
    ['a quote', "'", ''],
  ])('searches for %s', async (_, search, names) => {
    expect((await page(`?search=${encodeURIComponent(search)}`)).names).toBe(names)
  })

  test('searches for a whole id', async () => {
    expect((await page(`?search=${id('Dot')}`)).names).toBe('Dot')
  })

  test.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=1.5',
    'limit=ten',
    'limit=1&limit=2',
    'order=sideways',
    'order=asc&order=desc',
    `after=${'x'.repeat(129)}`,
    'after=%00',
    'search=%00',
    'email=%00',
    'email=a@example.com&email=b@example.com',
  ])('refuses %s', async (query) => {
    expect(await list(`?${query}`, server.production)).toMatchObject({
      status: 422,
      body: { code: 'invalid_request_parameters', message: 'Validation failed.' },
    })
  })

  test.each(["'; drop table users; --", 'user_01', '🐘', 'ä', '-1', '../..'])(
    'takes the cursor %j for a place in the list, never for a statement',
    async (cursor) => {
      const { status } = await list(`?after=${encodeURIComponent(cursor)}`, server.production)
      expect(status).toBe(200)
    },
  )
})

describe('the members of an organization', () => {
  const organize = async () =>
    createOrganization(server.deps, server.staging.environment.id, { name: 'Acme' })
  const join = (user: Person['user'], organizationId: string, status: 'active' | 'pending') =>
    server.deps.db
      .insertInto('organization_memberships')
      .values({
        environment_id: user.environmentId,
        id: createId('om', server.deps.clock.now()),
        user_id: user.id,
        organization_id: organizationId,
        status,
        created_at: server.deps.clock.now(),
        updated_at: server.deps.clock.now(),
      })
      .execute()

  test('are listed by its id, under the name of older SDKs as well', async () => {
    const { id } = await organize()
    const [member, invited] = [await createPerson(server), await createPerson(server)]
    await join(member.user, id, 'active')
    await join(invited.user, id, 'pending')
    for (const name of ['organization_id', 'organization']) {
      const { body } = await list(`?${name}=${id}`)
      expect(body.data.map((user: { id: string }) => user.id)).toEqual([member.user.id])
    }
  })

  test('cannot be listed of an organization that is unknown or of elsewhere', async () => {
    const { id } = await organize()
    expect((await list(`?organization_id=${id}`, server.production)).status).toBe(422)
    expect(await list('?organization_id=org_unknown')).toMatchObject(
      invalid('organization_not_found'),
    )
  })
})

describe('GET /user_management/users/:id/identities', () => {
  const identities = (id: string, environment = server.staging) =>
    callApi(server, 'GET', `${path}/${id}/identities`, undefined, environment)

  test('is an array without an envelope', async () => {
    const { id } = await createOne()
    expect(await identities(id)).toMatchObject({ status: 200, body: [] })
  })

  test('does not know users of another environment', async () => {
    const { id } = await createOne()
    expect((await identities(id, server.production)).status).toBe(404)
  })
})
