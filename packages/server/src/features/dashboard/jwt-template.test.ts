import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authenticate, callApi } from '../../../test/api.ts'
import { asOwner, newMember, newOrganization } from '../../../test/organizations.ts'
import { createPerson, password } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'

const path = '/dashboard/api/jwt_template'
let server: TestServer
let inStaging: ReturnType<typeof asOwner>
let inProduction: ReturnType<typeof asOwner>

beforeAll(async () => {
  server = await startTestServer()
  const headersFor = await signInOwner(server)
  inStaging = asOwner(server, headersFor(server.staging.environment))
  inProduction = asOwner(server, headersFor(server.production.environment))
})
afterAll(() => server?.stop())

const preview = (body: object, call = inStaging) => call('POST', `${path}/preview`, body)

describe('the preview of a JWT template', () => {
  test('shows what a token of the user in the organization would say, and keeps nothing', async () => {
    const organizationId = await newOrganization(server, 'Acme')
    const { person } = await newMember(server, organizationId, { role_slug: 'admin' })
    const content = `{
      "who": "{{ user.email }}",
      "org": {{ organization.name }},
      "role": "{{ organization_membership.role }}!",
      "none": {{ organization.external_id }}
    }`
    const whose = { user_id: person.user.id, organization_id: organizationId }
    const { status, body } = await preview({ content, ...whose })
    expect(status).toBe(200)
    expect(body).toEqual({ claims: { who: person.user.email, org: 'Acme', role: 'admin!' } })
    expect((await callApi(server, 'GET', '/user_management/jwt_template')).status).toBe(404)

    await callApi(server, 'PUT', '/user_management/jwt_template', { content })
    const { email } = person.user
    const answer = await authenticate(server, { grant_type: 'password', email, password })
    const { body: switched } = await authenticate(server, {
      grant_type: 'refresh_token',
      refresh_token: answer.body.refresh_token,
      organization_id: organizationId,
    })
    expect(decodeJwt(switched.access_token)).toMatchObject(body.claims)
  })

  test('of a user outside of organizations has no values of one', async () => {
    const { user } = await createPerson(server)
    const content = '{"who": {{ user.email }}, "org": {{ organization.name }}}'
    const { body } = await preview({ content, user_id: user.id })
    expect(body.claims).toEqual({ who: user.email })
  })

  test('works before there is any user', async () => {
    const content = `{"plan": {{ user.metadata.plan || 'free' }}, "who": {{ user.email }}}`
    const { body } = await preview({ content })
    expect(body.claims).toEqual({ plan: 'free' })
  })

  test('says what is wrong with a template, in the words of saving it', async () => {
    const content = '{"plan": {{ user.plan }}}'
    const saving = await callApi(server, 'PUT', '/user_management/jwt_template', { content })
    const { status, body } = await preview({ content })
    expect({ status, body }).toEqual({ status: 422, body: saving.body })
    expect(body.errors).toMatchObject([{ field: 'content', message: 'Invalid path: "user.plan"' }])
  })

  test('refuses claims that do not fit into a token', async () => {
    const content = JSON.stringify({ much: 'x'.repeat(3_072) })
    expect(await preview({ content })).toMatchObject({
      status: 422,
      body: { code: 'token_too_big' },
    })
  })

  test('refuses an organization without a user, and one that the user cannot sign in to', async () => {
    const content = '{"a": 1}'
    const organization_id = await newOrganization(server)
    expect(await preview({ content, organization_id })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'user_id_required' }] },
    })
    const { user } = await createPerson(server)
    expect(await preview({ content, organization_id, user_id: user.id })).toMatchObject({
      status: 400,
      body: { error: 'organization_membership_not_found' },
    })
  })

  test('is about users and organizations of one environment, and for owners', async () => {
    const content = '{"a": 1}'
    const organization_id = await newOrganization(server)
    const { person } = await newMember(server, organization_id)
    const user_id = person.user.id
    expect((await preview({ content, user_id }, inProduction)).status).toBe(404)
    expect((await preview({ content, user_id: 'user_x' })).status).toBe(404)
    expect((await preview({ content, user_id, organization_id: 'org_x' })).status).toBe(404)
    const withKey = { authorization: `Bearer ${server.staging.apiKey}` }
    expect((await preview({ content }, asOwner(server, withKey))).status).toBe(401)
  })
})

describe('deleting the JWT template', () => {
  const template = '/user_management/jwt_template'

  test('leaves the next tokens with the standard claims alone', async () => {
    await callApi(server, 'PUT', template, { content: '{"plan": "team"}' })
    const { user } = await createPerson(server)
    const signIn = async () => {
      const grant = { grant_type: 'password', email: user.email, password }
      return decodeJwt((await authenticate(server, grant)).body.access_token)
    }
    expect(await signIn()).toMatchObject({ plan: 'team' })
    expect((await inStaging('DELETE', path)).status).toBe(204)
    expect(await signIn()).not.toHaveProperty('plan')
    expect((await callApi(server, 'GET', template)).status).toBe(404)
    expect((await inStaging('DELETE', path)).status).toBe(404)
  })

  test('is of one environment, and for owners', async () => {
    await callApi(server, 'PUT', template, { content: '{"plan": "team"}' })
    expect((await inProduction('DELETE', path)).status).toBe(404)
    const withKey = { authorization: `Bearer ${server.staging.apiKey}` }
    expect((await asOwner(server, withKey)('DELETE', path)).status).toBe(401)
    expect((await callApi(server, 'GET', template)).status).toBe(200)
  })
})

test('every variable that is offered can be used in a template', async () => {
  const { status, body } = await inStaging('GET', `${path}/variables`)
  expect(status).toBe(200)
  expect(body.data.length).toBeGreaterThan(20)
  for (const { path: name, is_object } of body.data) {
    const inText = await preview({ content: `{"a": "{{ ${name} }}"}` })
    expect(inText.status, name).toBe(is_object ? 422 : 200)
    expect((await preview({ content: `{"a": {{ ${name} }}, "b": 1}` })).status, name).toBe(200)
  }
})
