import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, authenticate, callApi } from '../../../test/api.ts'
import { newMember, newOrganization } from '../../../test/organizations.ts'
import { createPerson, type Person, password } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'

const path = '/user_management/jwt_template'
let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const put = (content: unknown, environment = server.staging) =>
  callApi(server, 'PUT', path, { content }, environment)
const get = (environment = server.staging) => callApi(server, 'GET', path, undefined, environment)

describe('GET and PUT /user_management/jwt_template', () => {
  test('there is none at first', async () => {
    expect((await get()).status).toBe(404)
  })

  test('keeps what was written, to the letter', async () => {
    const content = '{ "urn:app:email": "{{ user.email }}" }'
    const set = await put(content)
    expect(set).toMatchObject({ status: 200, body: { object: 'jwt_template', content } })
    expect((await get()).body).toEqual(set.body)
    expect((await get(server.production)).status).toBe(404)
  })

  test('replaces it, and keeps the moment when it was first set', async () => {
    const first = (await put('{"a": 1}')).body
    server.deps.clock.advance(60)
    const second = (await put('{"a": 2}')).body
    expect(second.created_at).toBe(first.created_at)
    expect(Date.parse(second.updated_at)).toBeGreaterThan(Date.parse(first.updated_at))
  })

  test('refuses a template that gives no claims, and keeps the one before', async () => {
    await put('{"a": 1}')
    expect(await put('{"iss": 1}')).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_request_parameters',
        errors: [{ code: 'invalid_template', message: 'Keys reserved (iss)', field: 'content' }],
      },
    })
    expect((await get()).body.content).toBe('{"a": 1}')
  })

  test.each([[undefined], [null], [{}], [1], ['x'.repeat(16_385)]])(
    'refuses %j in place of a template',
    async (content) => {
      expect((await put(content)).status).toBe(422)
    },
  )
})

describe('an access token', () => {
  const claimsOf = (answer: Answer) => decodeJwt(answer.body.access_token)
  const signIn = (person: Person) =>
    authenticate(server, { grant_type: 'password', email: person.user.email, password })

  test('says what the template says, from the first to every refreshed one', async () => {
    const person = await createPerson(server)
    await put('{"urn:app:email": "{{ user.email }}", "plan": {{ user.metadata.plan || \'free\' }}}')
    const answer = await signIn(person)
    expect(claimsOf(answer)).toMatchObject({ 'urn:app:email': person.user.email, plan: 'free' })

    await callApi(server, 'PUT', `/user_management/users/${person.user.id}`, {
      metadata: { plan: 'team' },
    })
    const refreshed = await authenticate(server, {
      grant_type: 'refresh_token',
      refresh_token: answer.body.refresh_token,
    })
    expect(claimsOf(refreshed)).toMatchObject({ plan: 'team' })
  })

  test('knows the organization that the session is in', async () => {
    await put(
      '{"org": {{ organization.name }}, "role": "{{ organization_membership.role }}!", "none": {{ organization.external_id }}}',
    )
    const organizationId = await newOrganization(server, 'Acme')
    const { person } = await newMember(server, organizationId, { role_slug: 'admin' })
    expect(claimsOf(await signIn(await createPerson(server)))).not.toHaveProperty('org')
    const claims = claimsOf(await signIn(person))
    expect(claims).toMatchObject({ org: 'Acme', role: 'admin!', roles: ['admin'] })
    expect(claims).not.toHaveProperty('none')
  })

  test('keeps to its session, whatever the template says', async () => {
    const person = await createPerson(server)
    await put('{"sid": "session_x", "org_id": "org_x", "client_id": "x", "aud": "x", "mine": 1}')
    const claims = claimsOf(await signIn(person))
    expect(claims).toMatchObject({ aud: server.staging.clientId, mine: 1 })
    expect(claims.client_id).toBe(server.staging.clientId)
    expect(claims.sid).not.toBe('session_x')
  })

  test('is refused when the claims do not fit into a cookie', async () => {
    const person = await createPerson(server)
    const metadata = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [`key${index}`, 'x'.repeat(600)]),
    )
    await callApi(server, 'PUT', `/user_management/users/${person.user.id}`, { metadata })
    await put('{"all": {{ user.metadata }}}')
    expect(await signIn(person)).toMatchObject({ status: 400, body: { error: 'token_too_big' } })
  })
})
