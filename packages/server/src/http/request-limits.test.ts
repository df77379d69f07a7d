import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { callApi, read } from '../../test/api.ts'
import { atOnce } from '../../test/at-once.ts'
import { openTestDatabase } from '../../test/open-database.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { createClock } from '../config/clock.ts'
import { RateLimitError } from '../errors/errors.ts'
import { createApiKey } from '../features/api-keys/api-key.ts'
import { createId } from '../ids/ids.ts'
import { createLeasedLimits } from './leased-limits.ts'

// What is sent within a window is sent within it, however busy the machine: only `advance` moves time.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})

describe('a limit that servers share', () => {
  const rule = { name: 'tests', limit: 100, windowSeconds: 60 }
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  const clock = createClock()

  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database?.close())

  const server = () => createLeasedLimits({ db: database.db, clock })
  const isAllowed = async (count: ReturnType<typeof server>, subject: string) => {
    try {
      await count(rule, 'one', subject)
      return true
    } catch (error) {
      if (!(error instanceof RateLimitError)) throw error
      return false
    }
  }
  const storedCount = async () => {
    const row = await database.db
      .selectFrom('rate_limit_counters')
      .select((counters) => counters.fn.sum<string>('count').as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  }

  test('lets as many through as it says, however many ask two servers at once', async () => {
    const servers = [server(), server()]
    const allowed = await atOnce(
      (index) => isAllowed(servers[index % 2] as ReturnType<typeof server>, 'crowd'),
      250,
    )
    expect(allowed.filter(Boolean)).toHaveLength(100)
  })

  test('is not written to the database with every request', async () => {
    const count = server()
    await isAllowed(count, 'leased')
    const before = await storedCount()
    for (const _ of [2, 3, 4, 5]) expect(await isAllowed(count, 'leased')).toBe(true)
    expect(await storedCount()).toBe(before)
    await isAllowed(count, 'leased')
    expect(await storedCount()).toBe(before + 5)
  })

  test('does not ask again once it is spent, and begins anew with the next window', async () => {
    const count = server()
    await atOnce(() => isAllowed(count, 'spent'), 101)
    const before = await storedCount()
    expect(await isAllowed(count, 'spent')).toBe(false)
    expect(await storedCount()).toBe(before)
    clock.advance(60)
    expect(await isAllowed(count, 'spent')).toBe(true)
  })
})

describe('the API in production', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer({ env: { LATCHKEY_SMTP_URL: 'smtp://localhost:2525' } })
  })
  afterAll(() => server?.stop())

  const write = (environment = server.staging) =>
    callApi(server, 'POST', '/user_management/sessions/revoke', {}, environment)

  test('takes 500 writes in ten seconds, and says what is met and when it ends', async () => {
    const answers = await atOnce(() => write(), 510)
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(500)
    const { status, headers, body } = await write()
    expect({ status, body }).toMatchObject({
      status: 429,
      body: {
        code: 'too_many_requests',
        message: expect.stringMatching(/\(user_management_writes\)\. Try again in \d+ seconds/),
      },
    })
    const seconds = Number(headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(10)
    expect(headers.get('ratelimit')).toBe(`"user_management_writes";r=0;t=${seconds}`)
    expect(headers.get('ratelimit-policy')).toBe('"user_management_writes";q=500;w=10')
    // Reads, other families and other environments have limits of their own.
    const list = await callApi(server, 'GET', '/user_management/users')
    expect(list.status).toBe(200)
    expect((await callApi(server, 'POST', '/api_keys/validations', { value: 'x' })).status).toBe(
      200,
    )
    expect((await write(server.production)).status).toBe(422)
    server.deps.clock.advance(seconds)
    expect((await write()).status).toBe(422)
  })

  test('deletes fifty organizations a minute for one API key, and for another fifty of its own', async () => {
    const remove = (apiKey: string) =>
      callApi(server, 'DELETE', `/organizations/${createId('org', new Date())}`, undefined, {
        apiKey,
      })
    const answers = await atOnce(() => remove(server.staging.apiKey), 55)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(50)
    const { status, headers, body } = await remove(server.staging.apiKey)
    expect({ status, body }).toMatchObject({
      status: 429,
      body: { message: expect.stringContaining('(organization_deletion)') },
    })
    const { value } = await createApiKey(server.deps, server.staging.environment, 'Another')
    expect((await remove(value)).status).toBe(404)
    expect((await callApi(server, 'GET', '/organizations')).status).toBe(200)
    server.deps.clock.advance(Number(headers.get('retry-after')))
    expect((await remove(server.staging.apiKey)).status).toBe(404)
  })

  test('counts nobody who has no key', async () => {
    const answers = await atOnce(() =>
      fetch(`${server.url}/user_management/sessions/revoke`, { method: 'POST' }).then(read),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]))
  })
})

describe('the hosted pages in production', () => {
  let server: TestServer

  beforeAll(async () => {
    const env = {
      LATCHKEY_SMTP_URL: 'smtp://localhost:2525',
      LATCHKEY_TRUSTED_PROXIES: '127.0.0.1',
    }
    server = await startTestServer({ env })
  })
  afterAll(() => server?.stop())

  test('are open 1000 times in ten seconds to one network address, and to the others', async () => {
    const open = (from: string) =>
      server.app.inject({
        url: '/sign-in',
        headers: { accept: 'text/html', 'x-forwarded-for': from },
      })
    const answers = await atOnce(() => open('203.0.113.1'), 1_010)
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(10)
    const { body, headers } = await open('203.0.113.1')
    expect(body).toContain('That was tried too often.')
    expect((await open('203.0.113.2')).statusCode).toBe(400)
    server.deps.clock.advance(Number(headers['retry-after']))
    expect((await open('203.0.113.1')).statusCode).toBe(400)
  })
})

test('nobody meets these limits in development', async () => {
  const server = await startTestServer()
  try {
    const answers = await atOnce(
      () => callApi(server, 'POST', '/user_management/sessions/revoke', {}),
      510,
    )
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(510)
  } finally {
    await server.stop()
  }
})
