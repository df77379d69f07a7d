import { WorkOS } from '@workos-inc/node'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Answer, callApi, read } from '../../../test/api.ts'
import { openTestDatabase } from '../../../test/open-database.ts'
import { createPerson, newEmail, signInByApi } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { inTransaction } from '../../db/database.ts'
import { createId } from '../../ids/ids.ts'
import { createUser } from '../users/user.ts'
import { adoptRestoredEvents, type EventName, recordEvents } from './event.ts'
import { createEventId } from './event-id.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(async () => {
  await server.deps.db.deleteFrom('events').execute()
})

const day = 24 * 3600 * 1000

const list = (query: Record<string, string> | string = {}, environment = server.staging) =>
  callApi(server, 'GET', `/events?${new URLSearchParams(query)}`, undefined, environment)

/** Records an event, alone, and says under which id. */
async function record(
  of: {
    event?: EventName
    organizationId?: string
    at?: Date
    db?: Parameters<typeof recordEvents>[0]
    environment?: TestServer['staging']
  } = {},
): Promise<string> {
  const { deps, staging } = server
  const { event = 'role.created', at = deps.clock.now(), db = deps.db } = of
  const environmentId = (of.environment ?? staging).environment.id
  const wire = {
    object: 'role',
    slug: 'member',
    permissions: [],
    resource_type_slug: 'organization',
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
  }
  await recordEvents(db, at, [
    { environmentId, event, data: wire, organizationId: of.organizationId ?? null },
  ])
  const row = await db
    .selectFrom('events')
    .select('id')
    .orderBy('transaction_id', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.id
}

const idsOf = ({ body }: Answer): string[] => body.data.map(({ id }: { id: string }) => id)

/** Events show once every older transaction has ended. */
const patience = { timeout: 60_000, interval: 20 }
const eventually = (ids: string[], query: Record<string, string> = {}) =>
  vi.waitFor(
    async () => expect(idsOf(await list({ limit: '100', ...query }))).toEqual(ids),
    patience,
  )

describe('GET /events', () => {
  test('tells what happened, oldest first, with its payload and its context', async () => {
    const person = await createPerson(server)
    await signInByApi(server, person)
    const names = ['user.created', 'authentication.password_succeeded', 'session.created']
    await vi.waitFor(async () => {
      const { body } = await list()
      expect(body.data.map(({ event }: { event: string }) => event)).toEqual(names)
    }, patience)
    const { status, body } = await list()
    expect(status).toBe(200)
    expect(body).toMatchObject({ object: 'list', list_metadata: { after: null } })
    expect(body.data[0]).toEqual({
      object: 'event',
      id: expect.stringMatching(/^event_/),
      event: 'user.created',
      data: expect.objectContaining({ object: 'user', id: person.user.id, email: person.email }),
      created_at: expect.any(String),
      context: {},
    })
    expect(body.data[2].context).toEqual({ client_id: server.staging.clientId })
  })

  test('is closed without an API key', async () => {
    expect(await read(await fetch(`${server.url}/events`))).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized' },
    })
  })

  test('knows nothing of other environments', async () => {
    const id = await record({ environment: server.production })
    const mine = await record()
    await eventually([mine])
    expect(idsOf(await list({}, server.production))).toEqual([id])
    expect(await list({ after: id })).toMatchObject({ status: 400 })
  })

  test('goes through pages in either direction and order', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count++) ids.push(await record())
    const [first, second, third, fourth, fifth] = ids as [string, string, string, string, string]
    await eventually(ids)
    const page = async (query: Record<string, string>) => {
      const answer = await list({ limit: '2', ...query })
      return [...idsOf(answer), answer.body.list_metadata.after]
    }
    expect(await page({})).toEqual([first, second, second])
    expect(await page({ after: second })).toEqual([third, fourth, fourth])
    expect(await page({ after: fourth })).toEqual([fifth, null])
    expect(await page({ after: fifth })).toEqual([null])
    expect(await page({ before: fourth })).toEqual([second, third, third])
    expect(await page({ order: 'desc' })).toEqual([fifth, fourth, fourth])
    expect(await page({ order: 'desc', after: fourth })).toEqual([third, second, second])
    expect(await page({ order: 'normal', before: fourth })).toEqual([third, second, second])
    expect(await page({ order: 'normal', after: third })).toEqual([fifth, fourth, fourth])
  })

  test.each([
    ['again and again', 'events=role.created&events=role.deleted'],
    ['with brackets', 'events[]=role.created&events[]=role.deleted'],
    ['with commas', 'events=role.created,role.deleted'],
  ])('takes names %s', async (_, query) => {
    const created = await record({ event: 'role.created' })
    await record({ event: 'role.updated' })
    const deleted = await record({ event: 'role.deleted' })
    await vi.waitFor(
      async () => expect(idsOf(await list(query))).toEqual([created, deleted]),
      patience,
    )
  })

  test('narrows to an organization', async () => {
    const organizationId = createId('org', server.deps.clock.now())
    await record()
    const ofOrganization = await record({ organizationId })
    await record({ organizationId: createId('org', server.deps.clock.now()) })
    await eventually([ofOrganization], { organization_id: organizationId })
  })

  test('narrows to a range', async () => {
    const now = server.deps.clock.now().getTime()
    const ago = (days: number) => new Date(now - days * day)
    const ids: string[] = []
    for (const days of [40, 20, 10, 1]) ids.push(await record({ at: ago(days) }))
    await eventually(ids)
    const inRange = async (range_start?: string, range_end?: string) =>
      idsOf(
        await list({
          ...(range_start ? { range_start } : {}),
          ...(range_end ? { range_end } : {}),
        }),
      ).map((id) => ids.indexOf(id))
    expect(await inRange(ago(21).toISOString())).toEqual([1, 2, 3])
    expect(await inRange(ago(21).toISOString().slice(0, 10))).toEqual([1, 2, 3])
    expect(await inRange(ago(41).toISOString(), ago(15).toISOString())).toEqual([0, 1])
    expect(await inRange(undefined, ago(9).toISOString())).toEqual([1, 2])
    expect(await inRange(ago(21).toISOString().replace('Z', '+00:00'))).toEqual([1, 2, 3])
  })

  test.each<[string, () => Record<string, string>, string]>([
    [
      'after together with range_start',
      () => ({ after: createId('event', new Date()), range_start: new Date().toISOString() }),
      'invalid_range',
    ],
    [
      'a range that ends before it begins',
      () => ({ range_start: '2026-02-02T00:00:00Z', range_end: '2026-02-01T00:00:00Z' }),
      'invalid_range',
    ],
    [
      'a range of more than 30 days',
      () => ({ range_start: '2026-01-01T00:00:00Z', range_end: '2026-01-31T00:00:01Z' }),
      'invalid_range',
    ],
    [
      'a beginning more than 30 days ago without an end',
      () => ({ range_start: new Date(Date.now() - 31 * day).toISOString() }),
      'invalid_range',
    ],
    ['a cursor of no event', () => ({ after: createId('event', new Date()) }), 'invalid_cursor'],
    ['a cursor that is none', () => ({ before: 'user_01' }), 'invalid_cursor'],
  ])('refuses %s', async (_, query, code) => {
    expect(await list(query())).toMatchObject({
      status: 400,
      body: { code, message: expect.any(String) },
    })
  })

  test.each([
    ['a name that is none', 'events=user.made', 'unknown_event_type', 'events'],
    ['a start that is no moment', 'range_start=yesterday', 'invalid_range_start', 'range_start'],
    ['an end that is no moment', 'range_end=2026-13-40', 'invalid_range_end', 'range_end'],
    ['a limit above 100', 'limit=101', 'invalid_limit', 'limit'],
    ['an order that is none', 'order=random', 'invalid_order', 'order'],
  ])('refuses %s', async (_, query, code, field) => {
    expect(await list(query)).toMatchObject({
      status: 422,
      body: {
        message: 'Validation failed.',
        errors: expect.arrayContaining([expect.objectContaining({ code, field })]),
      },
    })
  })

  test('shows an event that was recorded first and committed last after those shown before', async () => {
    const before = await record()
    await eventually([before])
    let late = ''
    let during = ''
    await inTransaction(server.deps.db, async (transaction) => {
      late = await record({ db: transaction })
      during = await record()
      // Were it shown now, whoever continued after it would never see the late one.
      expect(idsOf(await list())).toEqual([before])
      expect(idsOf(await list({ after: before }))).toEqual([])
    })
    expect(late < during).toBe(true)
    await eventually([late, during], { after: before })
  })

  test('does not wait for a transaction in another database of the cluster', async () => {
    const elsewhere = await openTestDatabase()
    const before = await record()
    const client = await elsewhere.pool.connect()
    try {
      await client.query('begin')
      await client.query('select pg_current_xact_id()')
      const during = await record()
      await eventually([before, during])
    } finally {
      client.release(true)
      await elsewhere.close()
    }
  })

  test('lets a consumer that follows miss nothing, whatever commits when', async () => {
    const seen: string[] = []
    let isDone = false
    const follow = async () => {
      for (;;) {
        const last = isDone
        const after = seen.at(-1)
        const page = idsOf(await list({ limit: '7', ...(after ? { after } : {}) }))
        seen.push(...page)
        if (page.length === 0 && last) return
      }
    }
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let count = 0; count < 15; count++) {
        await inTransaction(server.deps.db, async (transaction) => {
          await record({ db: transaction })
          await sql`select pg_sleep(${((writer * 7 + count * 3) % 10) / 1000})`.execute(transaction)
        })
      }
    })
    const following = follow()
    await Promise.all(writers)
    const all = await server.deps.db.selectFrom('events').select('id').execute()
    await vi.waitFor(
      async () => expect(idsOf(await list({ limit: '100' }))).toHaveLength(60),
      patience,
    )
    isDone = true
    await following
    expect(seen).toHaveLength(60)
    expect(new Set(seen)).toEqual(new Set(all.map(({ id }) => id)))
  })

  test('shows events of a restored database, and new ones after them', async () => {
    const restored = [await record(), await record()]
    // What a dump of a busier cluster brings along.
    await sql`update events set transaction_id = '900000000000'`.execute(server.deps.db)
    expect(idsOf(await list())).toEqual([])
    await adoptRestoredEvents(server.deps.db)
    await eventually(restored)
    const fresh = await record()
    await eventually([...restored, fresh])
    await adoptRestoredEvents(server.deps.db)
    expect(idsOf(await list({ after: restored[1] as string }))).toEqual([fresh])
  })

  test('answers the official SDK', async () => {
    const workos = new WorkOS(server.staging.apiKey, {
      apiHostname: 'localhost',
      port: server.port,
      https: false,
    })
    const { environment } = server.staging
    const user = await createUser(server.deps, environment, { email: newEmail() })
    await record()
    await vi.waitFor(async () => {
      const events = ['user.created', 'role.created'] as const
      const { data, listMetadata } = await workos.events.listEvents({ events: [...events] })
      expect(data.map(({ event }) => event)).toEqual(events)
      expect(data[0]).toMatchObject({ data: { id: user.id, emailVerified: false } })
      expect(listMetadata.after).toBeNull()
    }, patience)
  })
})

describe('the owner', () => {
  let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>
  beforeAll(async () => {
    ownerHeaders = await signInOwner(server)
  })
  const asOwner = async (path: string, of = server.staging) =>
    read(
      await fetch(`${server.url}/dashboard/api${path}`, { headers: ownerHeaders(of.environment) }),
    )

  test('reads one event as the list tells it', async () => {
    const id = await record()
    await eventually([id])
    const listed = (await list()).body.data[0]
    expect(await asOwner(`/events/${id}`)).toMatchObject({ status: 200, body: listed })
  })

  test('finds no event of another environment, and none that never was', async () => {
    const id = await record()
    for (const answer of [
      await asOwner(`/events/${id}`, server.production),
      await asOwner(`/events/${createEventId(new Date())}`),
      await asOwner('/events/unknown'),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'entity_not_found' } })
    }
  })

  test('chooses from the names that the list takes', async () => {
    const { data } = (await asOwner('/event_names')).body
    expect(data).toContain('user.created')
    expect((await list({ events: data.join(',') })).status).toBe(200)
  })
})

test('ids of events ascend, also within a millisecond', () => {
  const at = new Date()
  const ids = Array.from({ length: 2_000 }, () => createEventId(at))
  expect(ids).toEqual([...new Set(ids)].sort())
})

test('an event is never kept without what made it happen', async () => {
  const undone = inTransaction(server.deps.db, async (transaction) => {
    await record({ db: transaction })
    throw new Error('something else failed')
  })
  await expect(undone).rejects.toThrow('something else failed')
  expect(await server.deps.db.selectFrom('events').selectAll().execute()).toEqual([])
})
