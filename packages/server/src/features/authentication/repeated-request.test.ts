import { randomUUID } from 'node:crypto'
import { WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { contractFetch } from '../../../test/contract.ts'
import { readDatabaseAsText } from '../../../test/database-text.ts'
import { codeOf, createPerson, type Person } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'

let server: TestServer
let key: string

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(() => {
  server.deps.clock.advance(61)
  key = `retry-${randomUUID()}`
})

const post = async (parameters: Record<string, unknown>, to = server) =>
  read(
    await contractFetch(`${to.url}/user_management/authenticate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({
        client_id: server.staging.clientId,
        client_secret: server.staging.apiKey,
        ...parameters,
      }),
    }),
  )
const redeem = (code: string, more: Record<string, unknown> = {}, to = server) =>
  post({ grant_type: 'authorization_code', code, ...more }, to)

const countSessions = async ({ user }: Person) => {
  const rows = await server.deps.db
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', user.id)
    .execute()
  return rows.length
}

const invalidGrant = { status: 400, body: { error: 'invalid_grant' } }

test('a sign-in whose answer was lost is repeated by the official SDK, which gets the same session', async () => {
  const person = await createPerson(server)
  let answers = 0
  const losesFirstAnswer: typeof fetch = async (...request) => {
    const answer = await contractFetch(...(request as Parameters<typeof contractFetch>))
    if (++answers === 1) throw new TypeError('terminated')
    return answer
  }
  const workos = new WorkOS(server.staging.apiKey, {
    clientId: server.staging.clientId,
    apiHostname: 'localhost',
    port: server.port,
    https: false,
    fetchFn: losesFirstAnswer,
  })
  const { user } = await workos.userManagement.authenticateWithCode({
    code: await codeOf(server, person),
    clientId: server.staging.clientId,
  })
  expect(user.id).toBe(person.user.id)
  expect(answers).toBe(2)
  expect(await countSessions(person)).toBe(1)
})

test('a repetition gets the very same answer, from every server and at the same time', async () => {
  const person = await createPerson(server)
  const code = await codeOf(server, person)
  const other = await server.startAnother()
  try {
    const all = await atOnce((index) => redeem(code, {}, index % 2 ? other : server), 10)
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(all.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  } finally {
    await other.stop()
  }
  expect(await countSessions(person)).toBe(1)
})

test('another request with the same key is refused, and so is the same code with another key', async () => {
  const code = await codeOf(server, await createPerson(server))
  expect((await redeem(code)).status).toBe(200)
  expect(await redeem(code, { user_agent: 'Another/1.0' })).toMatchObject({
    status: 422,
    body: { errors: [{ code: 'idempotency_key_reused' }] },
  })
  key = `retry-${randomUUID()}`
  expect(await redeem(code)).toMatchObject(invalidGrant)
})

test('a repetition is answered for a minute and no longer', async () => {
  const code = await codeOf(server, await createPerson(server))
  const { body } = await redeem(code)
  server.deps.clock.advance(59)
  expect((await redeem(code)).body).toEqual(body)
  server.deps.clock.advance(2)
  expect(await redeem(code)).toMatchObject(invalidGrant)
})

test('what was refused is tried again', async () => {
  const person = await createPerson(server)
  const wrong = { grant_type: 'password', email: person.email, password: 'not this one' }
  for (const _ of [1, 2]) {
    expect(await post(wrong)).toMatchObject({ status: 400, body: { code: 'invalid_credentials' } })
  }
  const { length } = await server.deps.db
    .selectFrom('events')
    .select('id')
    .where('event', '=', 'authentication.password_failed')
    .execute()
  expect(length).toBe(2)
})

const keptRequests = async () =>
  (await readDatabaseAsText(server)).get('public.idempotent_requests') ?? ''

test('nothing is kept for a client that proved nothing, nor of a refresh', async () => {
  const person = await createPerson(server)
  const { body } = await post({
    grant_type: 'password',
    email: person.email,
    password: person.password,
  })
  await server.deps.db.deleteFrom('idempotent_requests').execute()
  await post({ grant_type: 'refresh_token', refresh_token: body.refresh_token })
  for (const client_secret of [undefined, 'sk_test_wrong']) {
    await redeem('code', { client_secret, code_verifier: 'v'.repeat(43) })
  }
  expect(await keptRequests()).toBe('')
})

test('the answer is kept so that nobody can open it without the request itself', async () => {
  const { body } = await redeem(await codeOf(server, await createPerson(server)))
  await expect.poll(keptRequests).toContain('200')
  const [row] = await server.deps.db.selectFrom('idempotent_requests').selectAll().execute()
  const sealed = row?.answer_sealed ?? ''
  const { sealer } = server.deps
  const inner = sealer.unseal('idempotent-answer', sealed)
  expect(() => sealer.unseal('idempotent-answer', inner)).toThrow()
  expect(inner).not.toContain(body.refresh_token)
  expect(await keptRequests()).not.toContain(body.refresh_token)
})
