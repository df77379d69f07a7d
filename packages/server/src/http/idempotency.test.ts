import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { read } from '../../test/api.ts'
import { readDatabaseAsText } from '../../test/database-text.ts'
import { createCustomer } from '../../test/members.ts'
import { newEmail } from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { removeExpired } from '../features/maintenance/maintenance.ts'

let server: TestServer
let other: TestServer
let key: string

beforeAll(async () => {
  server = await startTestServer()
  other = await server.startAnother()
})
afterAll(async () => {
  await other?.stop()
  await server?.stop()
})
beforeEach(() => {
  key = `retry-${randomUUID()}`
})

const users = '/user_management/users'
const post = async (
  path: string,
  body: unknown,
  { to = server, environment = server.staging, headers = {} } = {},
) =>
  read(
    await fetch(to.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${environment.apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': key,
        ...headers,
      },
      body: JSON.stringify(body),
    }),
  )
const countUsers = async (email: string) => {
  const rows = await server.deps.db
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .execute()
  return rows.length
}

describe('a POST with an Idempotency-Key', () => {
  test('that is sent again gets the same answer, from every server', async () => {
    const body = { email: newEmail() }
    const first = await post(users, body)
    expect(first.status).toBe(201)
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    for (const to of [server, other]) {
      const again = await post(users, body, { to })
      expect(again).toMatchObject({ status: 201, body: first.body })
      expect(again.headers.get('idempotent-replayed')).toBe('true')
      expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
      expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
    }
  })

  test('with another body is refused, and nothing happens', async () => {
    await post(users, { email: newEmail() })
    const email = newEmail()
    expect(await post(users, { email })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'idempotency_key_reused', field: 'Idempotency-Key' }] },
    })
    expect(await countUsers(email)).toBe(0)
  })

  test('is another request elsewhere: at another path, in another environment', async () => {
    const body = { email: newEmail() }
    const { body: user } = await post(users, body)
    expect((await post('/api_keys/validations', { value: 'x' })).body).toEqual({ api_key: null })
    const there = await post(users, body, { environment: server.production })
    expect(there.status).toBe(201)
    expect(there.body.id).not.toBe(user.id)
  })

  test('gets a refusal again, also when it would succeed by now', async () => {
    const email = newEmail()
    const { body: user } = await post(users, { email }, { headers: { 'idempotency-key': '' } })
    const refused = await post(users, { email })
    expect(refused).toMatchObject({ status: 400, body: { code: 'user_creation_error' } })
    await server.deps.db.deleteFrom('users').where('id', '=', user.id).execute()
    expect(await post(users, { email })).toMatchObject({ status: 400, body: refused.body })
  })

  test('that was refused for its form may be sent again in a better one', async () => {
    expect((await post(users, { email: 7 })).status).toBe(422)
    expect((await post(users, { email: newEmail() })).status).toBe(201)
  })

  test('gets an empty answer again as an empty one', async () => {
    const organizationId = await createCustomer(server)
    await server.deps.db
      .insertInto('feature_flags')
      .values({
        environment_id: server.staging.environment.id,
        id: 'flag_x',
        slug: 'repeated',
        name: 'x',
        description: null,
        owner: null,
        tags: [],
        created_at: new Date(),
        updated_at: new Date(),
      })
      .execute()
    const path = `/feature-flags/repeated/targets/${organizationId}`
    for (const _ of [1, 2]) expect(await post(path, {})).toMatchObject({ status: 204, body: '' })
  })

  test('after a day is a new one', async () => {
    const body = { email: newEmail() }
    await post(users, body)
    server.deps.clock.advance(24 * 3600 - 60)
    expect((await post(users, body)).status).toBe(201)
    server.deps.clock.advance(61)
    expect((await post(users, body)).body.code).toBe('user_creation_error')
  })

  test('has 255 characters at most', async () => {
    key = 'k'.repeat(256)
    expect(await post(users, { email: newEmail() })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'invalid_idempotency_key' }] },
    })
  })

  test('is carried out again after a failure of the server', async () => {
    const email = newEmail()
    await server.deps.db.schema.alterTable('users').renameTo('hidden_users').execute()
    const failed = await post(users, { email }).finally(() =>
      server.deps.db.schema
        .alterTable('hidden_users' as 'users')
        .renameTo('users')
        .execute(),
    )
    expect(failed.status).toBe(500)
    await expect.poll(async () => (await post(users, { email })).status).toBe(201)
    expect(await countUsers(email)).toBe(1)
  })

  test('waits for an answer that does not come, then says so; after a minute it is taken over', async () => {
    const body = { email: newEmail() }
    await post(users, body)
    const { db } = server.deps
    const unanswered = () =>
      db.selectFrom('idempotent_requests').select('status').where('status', 'is', null).execute()
    await expect.poll(unanswered).toEqual([])
    // As a server that was cut down in the middle leaves it.
    await db.updateTable('idempotent_requests').set({ status: null, answer_sealed: null }).execute()
    server.deps.clock.advance(59)
    expect(await post(users, body)).toMatchObject({
      status: 409,
      body: { code: 'idempotent_request_in_progress' },
    })
    server.deps.clock.advance(2)
    expect((await post(users, body)).body.code).toBe('user_creation_error')
  })

  test('is stored without the secrets of its answer, and not for ever', async () => {
    const organizationId = await createCustomer(server)
    const { body } = await post(`/organizations/${organizationId}/api_keys`, { name: 'CI' })
    const stored = async () =>
      (await readDatabaseAsText(server)).get('public.idempotent_requests') as string
    await expect.poll(stored).toContain('201')
    expect(await stored()).not.toContain(body.value)
    expect(await stored()).not.toContain(key)
    server.deps.clock.advance(24 * 3600 + 1)
    await removeExpired(server.deps)
    expect(await stored()).toBe('')
  })
})

test('other methods, and a POST without a key, happen as often as they are sent', async () => {
  const email = newEmail()
  const headers = { 'idempotency-key': '' }
  expect((await post(users, { email }, { headers })).status).toBe(201)
  expect((await post(users, { email }, { headers })).status).toBe(400)
})
