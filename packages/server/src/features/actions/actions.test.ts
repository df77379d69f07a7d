import { WorkOS } from '@workos-inc/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { authenticate, callApi, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import {
  answerOf,
  authorizeUrl,
  BrowserClient,
  destinationOf,
} from '../../../test/browser-client.ts'
import { readDatabaseAsText } from '../../../test/database-text.ts'
import { newMember, newOrganization } from '../../../test/organizations.ts'
import {
  createPerson,
  newEmail,
  type Person,
  password,
  signInByPages,
} from '../../../test/people.ts'
import { type Receiver, startReceiver } from '../../../test/receiver.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { wordsOf } from '../../../test/words.ts'
import { computeSignature } from '../../crypto/payload-signature.ts'
import { findUserByEmail } from '../users/user.ts'

let server: TestServer
let receiver: Receiver
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>
const { actions } = new WorkOS('sk_test')

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
  receiver = await startReceiver()
})
afterAll(async () => {
  await receiver?.close()
  await server?.stop()
})
// Everybody here comes from one network address, whose limits count by the minute.
beforeEach(() => server.deps.clock.advance(61))
afterEach(async () => {
  await server.deps.db.deleteFrom('action_endpoints').execute()
  for (const type of types)
    server.deps.cache.forget(`action:${server.staging.environment.id}:${type}`)
  receiver.received.length = 0
})

const types = ['authentication', 'user_registration'] as const
type Type = (typeof types)[number]

async function asOwner(method: string, address = '', body?: unknown, of = server.staging) {
  const response = await fetch(`${server.url}/dashboard/api/action_endpoints${address}`, {
    method,
    headers: {
      ...ownerHeaders(of.environment),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return read(response)
}

type Reply = { verdict: 'Allow' } | { verdict: 'Deny'; errorMessage?: string }

const defaults = { enabled: true, failure_mode: 'deny', timeout_milliseconds: 5_000 }

/** Makes the endpoint of this type answer so, as the official SDK signs it. */
async function decide(type: Type, reply: Reply, settings: object = {}): Promise<string> {
  const wanted = { ...defaults, url: receiver.url, ...settings }
  const { data } = (await asOwner('GET')).body
  const existing = data.find((endpoint: { type: Type }) => endpoint.type === type)
  const { body } = existing
    ? await asOwner('PUT', `/${existing.id}`, wanted)
    : await asOwner('POST', '', { type, ...wanted })
  expect(body).toMatchObject({ type, ...wanted })
  receiver.answer(async () => {
    const answer = await actions.signResponse({ type, ...reply }, body.secret)
    return { status: 200, body: JSON.stringify(answer) }
  })
  return body.secret
}

const signIn = (person: Person) =>
  authenticate(server, { grant_type: 'password', email: person.email, password: person.password })

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000, interval: 20 })

const denials = async () => {
  const names = 'action.authentication.denied,action.user_registration.denied'
  const { body } = await callApi(server, 'GET', `/events?events=${names}&order=desc&limit=100`)
  return body.data
}

async function signUp(email: string) {
  const browser = new BrowserClient(server)
  await browser.visit(authorizeUrl(server, { screen_hint: 'sign-up' }))
  await browser.submit({ email })
  return { browser, visit: await browser.submit({ password }) }
}

describe('an authentication action', () => {
  test('is asked who signs in, in a form that the official SDK verifies and understands', async () => {
    const secret = await decide('authentication', { verdict: 'Allow' })
    const person = await createPerson(server)
    expect(await signIn(person)).toMatchObject({ status: 200 })
    const [{ body: payload, headers }] = receiver.received as [(typeof receiver.received)[0]]
    const sigHeader = headers['workos-signature'] as string
    expect(await actions.constructAction({ payload, sigHeader, secret })).toMatchObject({
      id: expect.stringMatching(/^action_execution_/),
      object: 'authentication_action_context',
      user: { object: 'user', id: person.user.id, email: person.email },
      authenticationMethod: 'Password',
      ipAddress: expect.any(String),
      userAgent: 'Backend/1.0',
    })
  })

  test('that denies lets nobody in, says why, and is told as an event', async () => {
    await decide('authentication', { verdict: 'Deny', errorMessage: 'Come back on Monday.' })
    const person = await createPerson(server)
    expect(await signIn(person)).toMatchObject({
      status: 400,
      body: { error: 'access_denied', error_description: 'Come back on Monday.' },
    })
    const sessions = await callApi(
      server,
      'GET',
      `/user_management/users/${person.user.id}/sessions`,
    )
    expect(sessions.body.data).toEqual([])
    await eventually(async () => {
      const [event] = await denials()
      expect(event).toMatchObject({
        event: 'action.authentication.denied',
        data: {
          action_endpoint_id: expect.stringMatching(/^action_endpoint_/),
          action_execution_id: JSON.parse(receiver.received[0]?.body ?? '').id,
          type: 'authentication',
          verdict: 'Deny',
          user_id: person.user.id,
          organization_id: null,
          email: person.email,
          user_agent: 'Backend/1.0',
        },
      })
    })
  })

  test('that denies without words is given some', async () => {
    await decide('authentication', { verdict: 'Deny' })
    expect(await signIn(await createPerson(server))).toMatchObject({
      body: { error: 'access_denied', error_description: 'You cannot sign in here.' },
    })
  })

  test('is asked once on the way through the hosted pages', async () => {
    await decide('authentication', { verdict: 'Allow' })
    const { visit } = await signInByPages(server, await createPerson(server))
    const code = answerOf(visit).searchParams.get('code')
    expect(await authenticate(server, { grant_type: 'authorization_code', code })).toMatchObject({
      status: 200,
    })
    expect(receiver.received).toHaveLength(1)
  })

  test('that denies keeps a person on the hosted page, where the reason is shown', async () => {
    await decide('authentication', { verdict: 'Deny', errorMessage: 'Come back on <Monday>.' })
    const { browser, visit } = await signInByPages(server, await createPerson(server))
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('Come back on <Monday>.')
    expect(destinationOf(visit)).toBeNull()
    await browser.visit(authorizeUrl(server))
    expect(browser.address).toContain('/sign-in')
  })

  test('is not asked about a wrong password', async () => {
    await decide('authentication', { verdict: 'Allow' })
    const person = await createPerson(server)
    expect(await signIn({ ...person, password: 'not this one' })).toMatchObject({ status: 400 })
    expect(receiver.received).toEqual([])
  })

  test('is not asked while it is disabled, nor for another environment', async () => {
    await decide('authentication', { verdict: 'Deny' }, { enabled: false })
    expect(await signIn(await createPerson(server))).toMatchObject({ status: 200 })
    await decide('authentication', { verdict: 'Deny' })
    const { production } = server
    const { email } = await createPerson(server, { environment: production })
    const grant = { grant_type: 'password', email, password }
    expect(await authenticate(server, grant, production)).toMatchObject({ status: 200 })
    expect(receiver.received).toEqual([])
  })
})

describe('a registration action', () => {
  test('is asked before there is a user', async () => {
    const secret = await decide('user_registration', { verdict: 'Allow' })
    const email = newEmail()
    const { browser } = await signUp(email)
    expect(browser.address).toContain('/email-verification')
    const [{ body: payload, headers }] = receiver.received as [(typeof receiver.received)[0]]
    const sigHeader = headers['workos-signature'] as string
    expect(await actions.constructAction({ payload, sigHeader, secret })).toMatchObject({
      object: 'user_registration_action_context',
      userData: { object: 'user_data', email, firstName: null, lastName: null },
      authenticationMethod: 'Password',
      userAgent: 'BrowserClient/1.0',
    })
  })

  test('that denies leaves no user, and the person with the reason', async () => {
    await decide('user_registration', { verdict: 'Deny', errorMessage: 'Use your work address.' })
    const email = newEmail()
    const { visit } = await signUp(email)
    expect(visit.status).toBe(400)
    expect(wordsOf(visit)).toContain('Use your work address.')
    expect(await findUserByEmail(server.deps, server.staging.environment.id, email)).toBeNull()
    await eventually(async () => {
      const [event] = await denials()
      expect(event).toMatchObject({ event: 'action.user_registration.denied', data: { email } })
      expect(event.data).not.toHaveProperty('user_id')
    })
  })

  test('tells nobody which addresses have accounts: it is asked about both', async () => {
    await decide('user_registration', { verdict: 'Deny' })
    const { email } = await createPerson(server)
    const [known, unknown] = [await signUp(email), await signUp(newEmail())]
    expect(known.visit.status).toBe(unknown.visit.status)
    expect(receiver.received).toHaveLength(2)
  })

  test('is not asked about users whom the application makes itself', async () => {
    await decide('user_registration', { verdict: 'Deny' })
    const made = await callApi(server, 'POST', '/user_management/users', { email: newEmail() })
    expect(made.status).toBe(201)
  })
})

const payload = (fields: object = {}) => ({ timestamp: Date.now(), verdict: 'Allow', ...fields })
const signed = (secret: string, content: { timestamp: number }, fields: object = {}) => ({
  object: 'authentication_action_response',
  payload: content,
  signature: computeSignature(secret, content.timestamp, JSON.stringify(content)),
  ...fields,
})

describe('a registration action, for somebody who signs up with a mailed code', () => {
  const requestCode = (email: string) =>
    callApi(server, 'POST', '/user_management/magic_auth', { email })

  test('that denies makes no account, and says why', async () => {
    await decide('user_registration', { verdict: 'Deny', errorMessage: 'Customers only.' })
    const email = newEmail()
    expect(await requestCode(email)).toMatchObject({
      status: 400,
      body: { error: 'sign_up_not_allowed', error_description: 'Customers only.' },
    })
    expect(await findUserByEmail(server.deps, server.staging.environment.id, email)).toBeNull()
  })

  test('is asked with the invitation that brought them, by the API and on the pages', async () => {
    await decide('user_registration', { verdict: 'Allow' })
    const organization_id = await newOrganization(server)
    const invite = async (email: string) => {
      const body = { email, organization_id }
      return (await callApi(server, 'POST', '/user_management/invitations', body)).body
    }
    const asked = () => receiver.received.map(({ body }) => JSON.parse(body).invitation)

    const byApi = await invite(newEmail())
    await callApi(server, 'POST', '/user_management/magic_auth', {
      email: byApi.email,
      invitation_token: byApi.token,
    })
    expect(asked()).toMatchObject([{ id: byApi.id, organization_id }])

    const byPages = await invite(newEmail())
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server, { invitation_token: byPages.token }))
    await browser.visit(browser.address.replace('/invite?', '/sign-up/password?'))
    await browser.submit({}, '/magic-code/send')
    await eventually(async () => {
      expect(asked()).toMatchObject([{}, { id: byPages.id, organization_id }])
    })
  })

  test('is not asked about somebody who has an account', async () => {
    await decide('user_registration', { verdict: 'Deny' })
    const person = await createPerson(server)
    expect((await requestCode(person.email)).status).toBe(201)
    expect(receiver.received).toEqual([])
  })
})

describe('an authentication action, for a sign-in to an organization', () => {
  test('is asked with the organization and the membership, and tells both in its denial', async () => {
    const organizationId = await newOrganization(server)
    const { person, membership } = await newMember(server, organizationId)
    await decide('authentication', { verdict: 'Deny' })
    expect(await signIn(person)).toMatchObject({ status: 400, body: { error: 'access_denied' } })
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      organization: { object: 'organization', id: organizationId },
      organization_membership: { object: 'organization_membership', id: membership.id },
    })
    await eventually(async () => {
      const [event] = await denials()
      expect(event.data.organization_id).toBe(organizationId)
    })
  })
})

describe('an answer that cannot be trusted', () => {
  const answers: [string, (secret: string) => number | object | string | Promise<number>][] = [
    ['an error', () => 500],
    ['a redirect', () => 302],
    ['no JSON', () => 'Allow'],
    ['JSON of something else', () => ({ verdict: 'Allow' })],
    ['no signature', () => ({ ...signed('', payload()), signature: undefined })],
    ['a signature of another secret', () => signed('another', payload())],
    [
      'a verdict that was changed on the way',
      (secret) => {
        const denied = payload({ verdict: 'Deny' })
        return signed(secret, denied, { payload: { ...denied, verdict: 'Allow' } })
      },
    ],
    [
      'a signature of a minute ago',
      (secret) => signed(secret, payload({ timestamp: Date.now() - 60_000 }) as never),
    ],
    [
      'a signature of the future',
      (secret) => signed(secret, payload({ timestamp: Date.now() + 60_000 }) as never),
    ],
    [
      'the response to another type of action',
      (secret) => signed(secret, payload(), { object: 'user_registration_action_response' }),
    ],
    ['a verdict that is none', (secret) => signed(secret, payload({ verdict: 'Perhaps' }))],
    ['too much', (secret) => ({ ...signed(secret, payload()), padding: 'x'.repeat(70_000) })],
    ['nothing in time', () => new Promise(() => {})],
  ]

  test.each(answers)(
    '%s: nobody passes, unless failures are to be let through',
    async (_, reply) => {
      const person = await createPerson(server)
      const settings = { timeout_milliseconds: 500 }
      const failing = async (failureMode: string) => {
        const endpoint = { ...settings, failure_mode: failureMode }
        const secret = await decide('authentication', { verdict: 'Allow' }, endpoint)
        receiver.answer(async () => {
          const answer = await reply(secret)
          if (typeof answer === 'number') return answer
          return { status: 200, body: typeof answer === 'string' ? answer : JSON.stringify(answer) }
        })
        return signIn(person)
      }
      expect(await failing('deny')).toMatchObject({ status: 400, body: { error: 'access_denied' } })
      expect(await failing('allow')).toMatchObject({ status: 200 })
    },
  )
})

describe('an answer', () => {
  test('may be written with blanks', async () => {
    const secret = await decide('authentication', { verdict: 'Allow' })
    receiver.answer(() => ({
      status: 201,
      body: JSON.stringify(signed(secret, payload()), null, 4),
    }))
    expect(await signIn(await createPerson(server))).toMatchObject({ status: 200 })
  })

  test('is fresh whatever the development clock says', async () => {
    await decide('authentication', { verdict: 'Allow' })
    server.deps.clock.advance(3600)
    expect(await signIn(await createPerson(server))).toMatchObject({ status: 200 })
  })
})

describe('the settings', () => {
  const settings = { ...defaults, url: 'https://example.com/action' }
  const type = 'authentication'

  test('are one endpoint a type, with a secret that stays until it is rotated', async () => {
    const made = await asOwner('POST', '', { type, ...settings })
    expect(made).toMatchObject({
      status: 201,
      body: {
        object: 'action_endpoint',
        id: expect.stringMatching(/^action_endpoint_/),
        type,
        ...settings,
        secret: expect.stringMatching(/^\w{30,}$/),
      },
    })
    const { id, secret } = made.body
    const changes = { ...settings, enabled: false, failure_mode: 'allow' }
    const changed = await asOwner('PUT', `/${id}`, changes)
    expect(changed).toMatchObject({ status: 200, body: { ...changes, id, secret } })
    const stored = [...(await readDatabaseAsText(server)).values()].join()
    expect(stored).toContain(id)
    expect(stored).not.toContain(secret)

    const rotated = await asOwner('POST', `/${id}/rotate_secret`)
    expect(rotated).toMatchObject({ status: 200, body: { id } })
    expect(rotated.body.secret).not.toBe(secret)
    expect((await asOwner('GET')).body.data).toEqual([rotated.body])
    expect((await asOwner('DELETE', `/${id}`)).status).toBe(204)
    expect((await asOwner('GET')).body.data).toEqual([])
  })

  test('refuse a second endpoint of a type, of fifty at once all but one', async () => {
    const answers = await atOnce(() => asOwner('POST', '', { type, ...settings }))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const { body } of answers.filter(({ status }) => status !== 201)) {
      expect(body).toMatchObject({ code: 'duplicate_endpoint' })
    }
  })

  test.each([
    ['a URL that is none', { url: 'example.com' }, 'invalid_url'],
    ['a long time limit', { timeout_milliseconds: 60_000 }, 'invalid_request_parameters'],
    ['a failure mode that is none', { failure_mode: 'ask' }, 'invalid_request_parameters'],
    ['a secret of one’s own', { secret: 'mine' }, 'invalid_request_parameters'],
    ['a type that is none', { type: 'sign_out' }, 'invalid_request_parameters'],
  ])('refuse %s', async (_, fields, code) => {
    expect(await asOwner('POST', '', { type, ...settings, ...fields })).toMatchObject({
      status: 422,
      body: { code },
    })
  })

  test('of another environment are unknown', async () => {
    const { id } = (await asOwner('POST', '', { type, ...settings })).body
    const requests: [string, string, object?][] = [
      ['PUT', `/${id}`, settings],
      ['POST', `/${id}/rotate_secret`],
      ['DELETE', `/${id}`],
      ['DELETE', '/authentication'],
    ]
    for (const [method, address, body] of requests) {
      const answer = await asOwner(method, address, body, server.production)
      expect(answer).toMatchObject({ status: 404, body: { code: 'entity_not_found' } })
    }
    expect((await asOwner('GET', '', undefined, server.production)).body.data).toEqual([])
  })
})

describe('the log of executions', () => {
  const settings = { ...defaults, url: 'http://127.0.0.1:1/action' }
  const executionsOf = async (id: string, query = '') =>
    (await asOwner('GET', `/${id}/executions${query}`)).body.data
  const endpointOf = async (type: Type) => {
    const { data } = (await asOwner('GET')).body
    return data.find((endpoint: { type: Type }) => endpoint.type === type)
  }

  test('tells whom the application was asked about, and what it said', async () => {
    await decide('authentication', { verdict: 'Allow' })
    const [allowed, denied] = [await createPerson(server), await createPerson(server)]
    await signIn(allowed)
    await decide('authentication', { verdict: 'Deny', errorMessage: 'Come\0 back on Monday.' })
    await signIn(denied)
    const { id } = await endpointOf('authentication')
    const executions = await executionsOf(id)
    expect(executions).toMatchObject([
      {
        object: 'action_execution',
        id: JSON.parse(receiver.received[1]?.body ?? '').id,
        action_endpoint_id: id,
        test: false,
        email: denied.email,
        user_id: denied.user.id,
        organization_id: null,
        verdict: 'deny',
        message: 'Come back on Monday.',
        error: null,
        duration_milliseconds: expect.any(Number),
      },
      { email: allowed.email, verdict: 'allow', message: null, error: null },
    ])
    expect(await executionsOf(id, '?verdict=allow')).toEqual([executions[1]])
    expect(await executionsOf(id, `?limit=1&after=${executions[0].id}`)).toEqual([executions[1]])
  })

  test.each([
    ['allow', 200],
    ['deny', 400],
  ])('says why there was no answer, and that the failure mode was to %s', async (mode, status) => {
    const person = await createPerson(server)
    const body = { type: 'authentication', ...settings, failure_mode: mode }
    const { id } = (await asOwner('POST', '', body)).body
    expect((await signIn(person)).status).toBe(status)
    expect(await executionsOf(id)).toMatchObject([
      { verdict: mode, message: null, error: 'Nothing answers at its address.' },
    ])
  })

  test('is kept for a person who was refused an account, without a user', async () => {
    await decide('user_registration', { verdict: 'Deny' })
    const email = newEmail()
    await signUp(email)
    const { id } = await endpointOf('user_registration')
    expect(await executionsOf(id)).toMatchObject([{ email, user_id: null, verdict: 'deny' }])
  })

  test.each(types)('takes a test of the %s endpoint, which denies nobody', async (type) => {
    const secret = await decide(
      type,
      { verdict: 'Deny', errorMessage: 'Not today.' },
      { enabled: false },
    )
    const { id } = await endpointOf(type)
    const before = await denials()
    const tested = await asOwner('POST', `/${id}/test`)
    expect(tested).toMatchObject({
      status: 200,
      body: { test: true, verdict: 'deny', message: 'Not today.', error: null },
    })
    const [{ body: payload, headers }] = receiver.received as [(typeof receiver.received)[0]]
    const sigHeader = headers['workos-signature'] as string
    expect(await actions.constructAction({ payload, sigHeader, secret })).toMatchObject({
      id: tested.body.id,
      object: `${type}_action_context`,
      authenticationMethod: 'Password',
    })
    expect(await executionsOf(id)).toEqual([tested.body])
    expect(await denials()).toEqual(before)
  })

  test('of another environment is unknown, and so is one that nobody has', async () => {
    const { id } = (await asOwner('POST', '', { type: 'authentication', ...settings })).body
    for (const [method, address, of] of [
      ['GET', `/${id}/executions`, server.production],
      ['POST', `/${id}/test`, server.production],
      ['GET', '/action_endpoint_unknown/executions', server.staging],
    ] as const) {
      const answer = await asOwner(method, address, undefined, of)
      expect(answer).toMatchObject({ status: 404, body: { code: 'entity_not_found' } })
    }
  })
})
