import { WorkOS } from '@workos-inc/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Answer, callApi, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { readDatabaseAsText } from '../../../test/database-text.ts'
import { newEmail } from '../../../test/people.ts'
import { type Receiver, startReceiver } from '../../../test/receiver.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { createId } from '../../ids/ids.ts'
import { createUser } from '../users/user.ts'
import { pauseAfter } from './deliver.ts'
import { startWebhookDispatcher } from './dispatcher.ts'

let server: TestServer
let receiver: Receiver
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>
const dispatchers: ReturnType<typeof startWebhookDispatcher>[] = []

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
})
afterAll(() => server?.stop())

beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(async () => {
  for (const dispatcher of dispatchers.splice(0)) await dispatcher.stop()
  await receiver.close()
  await server.deps.db.deleteFrom('webhook_endpoints').execute()
})

const path = '/webhook_endpoints'
const create = (body: unknown, environment = server.staging) =>
  callApi(server, 'POST', path, body, environment)
const update = (id: string, body: unknown, environment = server.staging) =>
  callApi(server, 'PATCH', `${path}/${id}`, body, environment)
const list = (query = '', environment = server.staging) =>
  callApi(server, 'GET', path + query, undefined, environment)
const remove = (id: string, environment = server.staging) =>
  callApi(server, 'DELETE', `${path}/${id}`, undefined, environment)

let endpoints = 0
const newUrl = () => `https://example.com/hooks/${++endpoints}`

async function endpoint(
  fields: object = {},
  environment = server.staging,
): Promise<Answer['body']> {
  const body = { endpoint_url: newUrl(), events: ['user.created'], ...fields }
  const answer = await create(body, environment)
  expect(answer.status).toBe(201)
  return answer.body
}

const dispatch = (at: Pick<TestServer, 'deps'> = server) => {
  const dispatcher = startWebhookDispatcher(at.deps)
  dispatchers.push(dispatcher)
  return dispatcher
}

const newUser = (environment = server.staging) =>
  createUser(server.deps, environment.environment, { email: newEmail() })

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000, interval: 20 })

/** The ids of the users that the receiver was told of, at a path. */
const toldOf = (at = '/'): string[] =>
  receiver.received.filter((one) => one.path === at).map(({ body }) => JSON.parse(body).data.id)

async function asOwner(method: string, address: string, body?: unknown, of = server.staging) {
  const response = await fetch(`${server.url}/dashboard/api${address}`, {
    method,
    headers: {
      ...ownerHeaders(of.environment),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return read(response)
}

const deliveriesOf = async (id: string): Promise<Answer['body'][]> =>
  (await asOwner('GET', `/webhook_endpoints/${id}/deliveries?limit=100`)).body.data

describe('POST /webhook_endpoints', () => {
  test('makes an enabled endpoint with a secret, which lies sealed in the database', async () => {
    const { status, body } = await create({
      endpoint_url: 'https://example.com/hook',
      events: ['user.created', 'dsync.user.created', 'user.created'],
    })
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'webhook_endpoint',
      id: expect.stringMatching(/^we_[0-9A-Z]{26}$/),
      endpoint_url: 'https://example.com/hook',
      secret: expect.stringMatching(/^whsec_\w{20,}$/),
      status: 'enabled',
      events: ['user.created', 'dsync.user.created'],
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    const stored = await readDatabaseAsText(server)
    expect([...stored.values()].join()).toContain(body.id)
    expect([...stored.values()].join()).not.toContain(body.secret)
  })

  test('refuses a URL that has an endpoint, of fifty at once all but one', async () => {
    const url = newUrl()
    const answers = await atOnce(() => create({ endpoint_url: url, events: [] }))
    const refused = answers.filter(({ status }) => status === 409)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(refused).toHaveLength(49)
    expect(refused[0]?.body).toEqual({ code: 'duplicate_endpoint', message: expect.any(String) })
    expect(await create({ endpoint_url: url, events: [] }, server.production)).toMatchObject({
      status: 201,
    })
  })

  test.each([
    'example.com/hook',
    'ftp://example.com/hook',
    'https://user:password@example.com/hook',
    `https://example.com/${'x'.repeat(2_050)}`,
  ])('refuses %s', async (endpoint_url) => {
    expect(await create({ endpoint_url, events: [] })).toMatchObject({
      status: 422,
      body: { code: 'invalid_url', message: expect.stringContaining('The endpoint URL') },
    })
  })

  test.each([
    ['user.made', 'no event'],
    ['action.authentication.denied', 'not sent to webhooks'],
    ['vault.data.created', 'not sent to webhooks'],
    ['dsync.token.created', 'not sent to webhooks'],
    ['authentication.email_verification_failed', 'not sent to webhooks'],
    ['authentication.mfa_failed', 'not sent to webhooks'],
  ])('refuses to subscribe to %s', async (event, reason) => {
    const answer = await create({ endpoint_url: newUrl(), events: ['user.created', event] })
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_request_parameters',
        errors: [
          {
            code: 'unknown_event_type',
            message: expect.stringContaining(reason),
            field: 'events.1',
          },
        ],
      },
    })
  })

  test.each([
    ['a missing URL', { events: [] }],
    ['missing events', { endpoint_url: 'https://example.com/x' }],
    [
      'a secret of one’s own',
      { endpoint_url: 'https://example.com/x', events: [], secret: 'whsec_mine' },
    ],
  ])('refuses %s', async (_, body) => {
    expect(await create(body)).toMatchObject({
      status: 422,
      body: { code: 'invalid_request_parameters' },
    })
  })
})

describe('the endpoints of an environment', () => {
  test('are listed with their secrets, page by page', async () => {
    const made = [await endpoint(), await endpoint(), await endpoint()]
    const first = await list('?limit=2')
    expect(first.body.data).toEqual([made[2], made[1]])
    const rest = await list(`?limit=2&after=${first.body.list_metadata.after}`)
    expect(rest.body).toMatchObject({ data: [made[0]], list_metadata: { after: null } })
  })

  test('change their URL, events and status', async () => {
    const { id } = await endpoint()
    const url = newUrl()
    const changes = { endpoint_url: url, events: ['user.deleted'], status: 'disabled' }
    expect(await update(id, changes)).toMatchObject({ status: 200, body: { id, ...changes } })
    expect(await update(id, {})).toMatchObject({ status: 200, body: { id, ...changes } })
  })

  test('refuse changes that creation refuses', async () => {
    const { id } = await endpoint()
    const other = await endpoint()
    const refusals: [object, number, string][] = [
      [{ endpoint_url: other.endpoint_url }, 409, 'duplicate_endpoint'],
      [{ endpoint_url: 'hook' }, 422, 'invalid_url'],
      [{ events: ['user.made'] }, 422, 'invalid_request_parameters'],
      [{ status: 'asleep' }, 422, 'invalid_request_parameters'],
      [{ secret: 'whsec_mine' }, 422, 'invalid_request_parameters'],
    ]
    for (const [changes, status, code] of refusals) {
      expect(await update(id, changes)).toMatchObject({ status, body: { code } })
    }
  })

  test('are deleted with their deliveries', async () => {
    const { id } = await endpoint()
    expect(await remove(id)).toMatchObject({ status: 204, body: '' })
    expect(await remove(id)).toMatchObject({ status: 404, body: { code: 'entity_not_found' } })
  })

  test('are unknown in any other environment, and without a key to anybody', async () => {
    const { id } = await endpoint()
    const notFound = { status: 404, body: { code: 'entity_not_found' } }
    expect(await update(id, { status: 'disabled' }, server.production)).toMatchObject(notFound)
    expect(await remove(id, server.production)).toMatchObject(notFound)
    expect((await list('', server.production)).body.data).toEqual([])
    expect(await update('we_01', {})).toMatchObject(notFound)
    expect((await fetch(`${server.url}${path}`)).status).toBe(401)
    expect((await fetch(`${server.url}${path}/${id}`, { method: 'DELETE' })).status).toBe(401)
  })

  test('answer the official SDK', async () => {
    const workos = new WorkOS(server.staging.apiKey, {
      apiHostname: 'localhost',
      port: server.port,
      https: false,
    })
    const made = await workos.webhooks.createWebhookEndpoint({
      endpointUrl: newUrl(),
      events: ['user.created'],
    })
    const changed = await workos.webhooks.updateWebhookEndpoint({ id: made.id, status: 'disabled' })
    expect(changed).toMatchObject({ id: made.id, status: 'disabled', secret: made.secret })
    const { data } = await workos.webhooks.listWebhookEndpoints()
    expect(data.map(({ id }) => id)).toEqual([made.id])
    await workos.webhooks.deleteWebhookEndpoint({ id: made.id })
    expect((await list()).body.data).toEqual([])
  })
})

describe('delivery', () => {
  test('sends an event as it is told by the API, signed as the official SDK expects', async () => {
    const { secret } = await endpoint({ endpoint_url: receiver.url })
    const user = await newUser()
    dispatch()
    await eventually(() => expect(receiver.received).toHaveLength(1))
    const [{ headers, body }] = receiver.received as [(typeof receiver.received)[0]]
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'workos-signature': expect.stringMatching(/^t=\d{13}, v1=[0-9a-f]{64}$/),
    })
    const sigHeader = headers['workos-signature'] as string
    const { webhooks } = new WorkOS('sk_test')
    const told = await callApi(server, 'GET', '/events?events=user.created&order=desc&limit=1')
    expect(JSON.parse(body)).toEqual(told.body.data[0])
    for (const payload of [body, JSON.parse(body)]) {
      const event = await webhooks.constructEvent({ payload, sigHeader, secret })
      expect(event).toMatchObject({ event: 'user.created', data: { id: user.id } })
    }
    await expect(
      webhooks.constructEvent({ payload: body, sigHeader, secret: 'whsec_other' }),
    ).rejects.toThrow('Signature')
  })

  test('sends what happened since the endpoint was made, of its own environment and names', async () => {
    await newUser()
    await endpoint({ endpoint_url: `${receiver.url}/created` })
    await endpoint({ endpoint_url: `${receiver.url}/deleted`, events: ['user.deleted'] })
    await endpoint({ endpoint_url: `${receiver.url}/production` }, server.production)
    const user = await newUser()
    const elsewhere = await newUser(server.production)
    dispatch()
    await eventually(() => expect(receiver.received).toHaveLength(2))
    expect(toldOf('/created')).toEqual([user.id])
    expect(toldOf('/production')).toEqual([elsewhere.id])
  })

  test('sends nothing of the time in which the endpoint was disabled', async () => {
    const { id } = await endpoint({ endpoint_url: receiver.url })
    const before = await newUser()
    await update(id, { status: 'disabled' })
    await newUser()
    await update(id, { status: 'enabled' })
    const after = await newUser()
    dispatch()
    await eventually(() => expect(receiver.received).toHaveLength(2))
    expect(toldOf().sort()).toEqual([before.id, after.id].sort())
  })

  test('reaches an endpoint of many events once each, from two processes at once', async () => {
    await endpoint({ endpoint_url: receiver.url })
    const another = await server.startAnother()
    try {
      dispatch()
      dispatch(another)
      const users = await atOnce(() => newUser())
      await eventually(() => expect(receiver.received.length).toBeGreaterThanOrEqual(50))
      expect(toldOf().sort()).toEqual(users.map(({ id }) => id).sort())
      for (const dispatcher of dispatchers.splice(0)) await dispatcher.stop()
    } finally {
      await another.stop()
    }
  })

  test('tries again after a pause that grows, and gives up after the seventh attempt', async () => {
    const { id } = await endpoint({ endpoint_url: receiver.url })
    receiver.answer(() => ({ status: 503, body: 'no\0t now' }))
    await newUser()
    dispatch()
    const attempts = (count: number) =>
      eventually(async () => {
        const [delivery] = await deliveriesOf(id)
        expect(delivery).toMatchObject({ failures: count })
      })
    for (let attempt = 1; attempt <= 7; attempt++) {
      await attempts(attempt)
      expect(receiver.received).toHaveLength(attempt)
      server.deps.clock.advance(4 ** (attempt - 1))
    }
    const [{ id: deliveryId }] = (await deliveriesOf(id)) as [{ id: string }]
    const { body } = await asOwner('GET', `/webhook_deliveries/${deliveryId}`)
    expect(body).toMatchObject({ status: 'failed', failures: 7, next_attempt_at: null })
    expect(body.attempts).toHaveLength(7)
    expect(body.attempts[0]).toEqual({
      attempted_at: expect.any(String),
      duration_milliseconds: expect.any(Number),
      response_status: 503,
      response_body: 'not now',
      error: null,
    })
    expect(body.request_body).toBe(receiver.received[0]?.body)
  })

  test('succeeds later, when the endpoint has come back', async () => {
    const { id } = await endpoint({ endpoint_url: receiver.url })
    receiver.answer(500)
    await newUser()
    dispatch()
    await eventually(async () => expect(await deliveriesOf(id)).toMatchObject([{ failures: 1 }]))
    receiver.answer(204)
    server.deps.clock.advance(1)
    await eventually(async () =>
      expect(await deliveriesOf(id)).toMatchObject([{ status: 'succeeded', failures: 1 }]),
    )
  })

  test('says why there was no answer', async () => {
    const gone = await startReceiver()
    const { id } = await endpoint({ endpoint_url: gone.url })
    await gone.close()
    await newUser()
    dispatch()
    await eventually(async () => expect(await deliveriesOf(id)).toMatchObject([{ failures: 1 }]))
    const [{ id: deliveryId }] = (await deliveriesOf(id)) as [{ id: string }]
    const { body } = await asOwner('GET', `/webhook_deliveries/${deliveryId}`)
    expect(body.attempts).toMatchObject([
      { response_status: null, response_body: null, error: 'Nothing answers at its address.' },
    ])
  })

  test('to one endpoint does not wait for another that hangs', async () => {
    await endpoint({ endpoint_url: `${receiver.url}/hangs` })
    await endpoint({ endpoint_url: `${receiver.url}/answers` })
    let release = () => {}
    const hanging = new Promise<number>((resolve) => {
      release = () => resolve(200)
    })
    receiver.answer(({ path }) => (path === '/hangs' ? hanging : 200))
    dispatch()
    await atOnce(() => newUser())
    await eventually(() => expect(toldOf('/answers')).toHaveLength(50))
    expect(toldOf('/hangs').length).toBeLessThanOrEqual(16)
    release()
    await eventually(() => expect(new Set(toldOf('/hangs')).size).toBe(50))
  })

  test('is taken up by others when a process dies in the middle of it', async () => {
    const { id } = await endpoint({ endpoint_url: receiver.url })
    const user = await newUser()
    let isHeld = false
    let release = () => {}
    receiver.answer(() => {
      if (isHeld) return 200
      isHeld = true
      return new Promise<number>((resolve) => {
        release = () => resolve(200)
      })
    })
    // What a process that was killed leaves behind: a claim, and a request that nobody waits for.
    const dying = await server.startAnother()
    const dead = startWebhookDispatcher(dying.deps)
    await eventually(() => expect(receiver.received).toHaveLength(1))
    let looks = 0
    const { clock } = server.deps
    const now = () => {
      looks++
      return clock.now()
    }
    dispatch({ deps: { ...server.deps, clock: { ...clock, now } } })
    await eventually(() => expect(looks).toBeGreaterThan(2))
    expect(receiver.received).toHaveLength(1)
    server.deps.clock.advance(61)
    await eventually(async () =>
      expect(await deliveriesOf(id)).toMatchObject([{ status: 'succeeded' }]),
    )
    expect(toldOf()).toEqual([user.id, user.id])
    release()
    await dead.stop()
    await dying.stop()
  })

  test('ends without an attempt when its event is no longer kept', async () => {
    const { id } = await endpoint({ endpoint_url: receiver.url })
    await newUser()
    receiver.answer(500)
    dispatch()
    await eventually(async () => expect(await deliveriesOf(id)).toMatchObject([{ failures: 1 }]))
    await server.deps.db.deleteFrom('events').execute()
    server.deps.clock.advance(1)
    await eventually(async () =>
      expect(await deliveriesOf(id)).toMatchObject([{ status: 'failed' }]),
    )
    expect(receiver.received).toHaveLength(1)
    const next = await newUser()
    await eventually(() => expect(toldOf()).toContain(next.id))
  })
})

test('six further attempts take about three days in production and about 20 minutes in staging', () => {
  const hours = (isProduction: boolean) => {
    let seconds = 0
    for (let failures = 1; failures <= 6; failures++)
      seconds += pauseAfter(failures, isProduction) ?? 0
    return seconds / 3600
  }
  expect(hours(true)).toBeGreaterThan(70)
  expect(hours(true)).toBeLessThan(74)
  expect(hours(false)).toBeLessThan(0.5)
  expect(pauseAfter(7, true)).toBeNull()
})

describe('the owner', () => {
  test('lists deliveries by their state and has one sent again', async () => {
    const { id } = await endpoint({ endpoint_url: receiver.url })
    receiver.answer(({ body }) => (body.includes('fails') ? 400 : 200))
    const { environment } = server.staging
    await createUser(server.deps, environment, { email: newEmail('fails') })
    await newUser()
    dispatch()
    await eventually(() => expect(receiver.received).toHaveLength(2))
    const ofStatus = async (status: string) =>
      (await asOwner('GET', `/webhook_endpoints/${id}/deliveries?status=${status}`)).body.data
    await eventually(async () => expect(await ofStatus('succeeded')).toHaveLength(1))
    await eventually(async () => expect(await ofStatus('pending')).toMatchObject([{ failures: 1 }]))
    const [delivery] = await ofStatus('succeeded')
    expect(delivery).toMatchObject({
      object: 'webhook_delivery',
      event: 'user.created',
      test: false,
    })

    const again = await asOwner('POST', `/webhook_deliveries/${delivery.id}/redeliver`)
    expect(again).toMatchObject({ status: 200, body: { id: delivery.id, status: 'pending' } })
    await eventually(() => expect(receiver.received.length).toBeGreaterThanOrEqual(3))
    const bodies = receiver.received.map(({ body }) => body)
    expect(bodies.filter((body) => body.includes(delivery.event_id))).toHaveLength(2)
    await eventually(async () => {
      const { body } = await asOwner('GET', `/webhook_deliveries/${delivery.id}`)
      expect(body.attempts).toHaveLength(2)
    })
  })

  test('sends a test event, with data of their own or of the newest event of that name', async () => {
    const { id, secret } = await endpoint({ endpoint_url: receiver.url })
    const test = (body: unknown) => asOwner('POST', `/webhook_endpoints/${id}/test_events`, body)
    expect(await test({ event: 'group.created' })).toMatchObject({
      status: 422,
      body: { code: 'data_required' },
    })
    expect(await test({ event: 'user.made', data: {} })).toMatchObject({
      status: 422,
      body: { code: 'invalid_request_parameters' },
    })
    const made = await test({ event: 'group.created', data: { object: 'group', name: 'Ours' } })
    expect(made).toMatchObject({ status: 201, body: { test: true, event: 'group.created' } })
    dispatch()
    await eventually(() => expect(receiver.received).toHaveLength(1))
    const [{ body, headers }] = receiver.received as [(typeof receiver.received)[0]]
    expect(JSON.parse(body)).toMatchObject({ event: 'group.created', data: { name: 'Ours' } })
    const sigHeader = headers['workos-signature'] as string
    const { webhooks } = new WorkOS('sk_test')
    await webhooks.verifyHeader({ payload: JSON.parse(body), sigHeader, secret })
    const listed = await callApi(server, 'GET', '/events?events=group.created')
    expect(listed.body.data).toEqual([])

    const user = await newUser()
    expect(await test({ event: 'user.created' })).toMatchObject({ status: 201 })
    await eventually(() => expect(toldOf().filter((told) => told === user.id)).toHaveLength(2))
  })

  test('has everything sent again that an endpoint failed to receive, and nothing else', async () => {
    const [mine, other] = [
      await endpoint({ endpoint_url: `${receiver.url}/mine` }),
      await endpoint({ endpoint_url: `${receiver.url}/other` }),
    ]
    const [first, second] = [await newUser(), await newUser()]
    const received = await newUser()
    receiver.answer(({ body }) => (body.includes(received.id) ? 200 : 500))
    dispatch()
    const failed = async (id: string) =>
      (await deliveriesOf(id)).filter(({ status }) => status === 'failed')
    await eventually(async () => {
      server.deps.clock.advance(3600)
      expect(await failed(mine.id)).toHaveLength(2)
      expect(await failed(other.id)).toHaveLength(2)
    })
    receiver.answer(200)
    receiver.received.length = 0
    const redeliver = () => asOwner('POST', `/webhook_endpoints/${mine.id}/redeliver_failed`)
    expect(await redeliver()).toMatchObject({ status: 200, body: { redelivered: 2 } })
    await eventually(async () => {
      expect((await deliveriesOf(mine.id)).map(({ status }) => status)).toEqual(
        Array(3).fill('succeeded'),
      )
    })
    expect(toldOf('/mine').sort()).toEqual([first.id, second.id].sort())
    expect(toldOf('/other')).toEqual([])
    expect(await redeliver()).toMatchObject({ status: 200, body: { redelivered: 0 } })
  })

  test('reads one endpoint, and what endpoints can be told of', async () => {
    const made = await endpoint()
    const { body } = await asOwner('GET', `/webhook_endpoints/${made.id}`)
    expect(body).toEqual(made)
    const { data } = (await asOwner('GET', '/webhook_event_names')).body
    expect(data).toContain('user.created')
    expect(data).not.toContain('vault.data.read')
    expect((await create({ endpoint_url: newUrl(), events: data })).status).toBe(201)
  })

  test('sees where an event went', async () => {
    const [one, two] = [await endpoint(), await endpoint()]
    await endpoint({ events: ['group.created'] })
    await newUser()
    dispatch()
    await eventually(async () => expect(await deliveriesOf(two.id)).toHaveLength(1))
    const [{ event_id: id }] = (await deliveriesOf(two.id)) as [Answer['body']]
    const { status, body } = await asOwner('GET', `/events/${id}/webhook_deliveries`)
    expect(status).toBe(200)
    expect(
      body.data.map((delivery: Answer['body']) => delivery.webhook_endpoint_id).sort(),
    ).toEqual([one.id, two.id].sort())
    const address = `/events/${id}/webhook_deliveries`
    expect((await asOwner('GET', address, undefined, server.production)).status).toBe(404)
  })

  test('is told that nothing is sent to an endpoint that is disabled', async () => {
    const { id } = await endpoint({ endpoint_url: receiver.url })
    await update(id, { status: 'disabled' })
    const body = { event: 'group.created', data: {} }
    for (const [address, sent] of [
      ['test_events', body],
      ['redeliver_failed', undefined],
    ] as const) {
      expect(await asOwner('POST', `/webhook_endpoints/${id}/${address}`, sent)).toMatchObject({
        status: 409,
        body: { code: 'webhook_endpoint_disabled' },
      })
    }
  })

  test('rotates the secret', async () => {
    const made = await endpoint({ endpoint_url: receiver.url })
    const { status, body } = await asOwner('POST', `/webhook_endpoints/${made.id}/rotate_secret`)
    expect(status).toBe(200)
    expect(body.secret).toMatch(/^whsec_/)
    expect(body.secret).not.toBe(made.secret)
    await newUser()
    dispatch()
    await eventually(() => expect(receiver.received).toHaveLength(1))
    const [{ body: payload, headers }] = receiver.received as [(typeof receiver.received)[0]]
    const sigHeader = headers['workos-signature'] as string
    const { webhooks } = new WorkOS('sk_test')
    await webhooks.verifyHeader({ payload: JSON.parse(payload), sigHeader, secret: body.secret })
  })

  test('finds nothing of another environment', async () => {
    const { id } = await endpoint({ endpoint_url: receiver.url })
    const test = await asOwner('POST', `/webhook_endpoints/${id}/test_events`, {
      event: 'group.created',
      data: {},
    })
    const requests: [string, string, unknown?][] = [
      ['GET', `/webhook_endpoints/${id}`],
      ['GET', `/webhook_endpoints/${id}/deliveries`],
      ['POST', `/webhook_endpoints/${id}/redeliver_failed`],
      ['POST', `/webhook_endpoints/${id}/test_events`, { event: 'group.created', data: {} }],
      ['POST', `/webhook_endpoints/${id}/rotate_secret`],
      ['GET', `/webhook_deliveries/${test.body.id}`],
      ['POST', `/webhook_deliveries/${test.body.id}/redeliver`],
    ]
    for (const [method, address, body] of requests) {
      const answer = await asOwner(method, address, body, server.production)
      expect({ address, status: answer.status }).toEqual({ address, status: 404 })
    }
    const unknown = createId('webhook_delivery', new Date())
    expect((await asOwner('GET', `/webhook_deliveries/${unknown}`)).status).toBe(404)
  })
})
