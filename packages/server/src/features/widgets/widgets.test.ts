import { WorkOS } from '@workos-inc/node'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi } from '../../../test/api.ts'
import {
  createCustomer,
  createMember,
  createPermissionRow,
  giveRole,
} from '../../../test/members.ts'
import { createPerson } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'

let server: TestServer
let organizationId: string
let userId: string

beforeAll(async () => {
  server = await startTestServer()
  organizationId = await createCustomer(server)
  userId = await createMember(server, organizationId)
  await giveRole(server, userId, organizationId, await createPermissionRow(server, usersTable))
})
afterAll(() => server?.stop())

const usersTable = 'widgets:users-table:manage'
const ask = (body: unknown, path = '/widgets/token', environment = server.staging) =>
  callApi(server, 'POST', path, body, environment)
const askClient = (body: unknown, environment = server.staging) =>
  ask(body, '/client/token', environment)
const verify = async (token: string, audience: string) => {
  const keys = createRemoteJWKSet(new URL(`${server.url}/sso/jwks/${server.staging.clientId}`))
  const options = { issuer: server.deps.config.baseUrl, audience }
  return (await jwtVerify(token, keys, options)).payload
}
const forWidgets = (token: string) => verify(token, `${server.deps.config.baseUrl}/_widgets`)

describe('POST /widgets/token', () => {
  test('gives a member what is asked for and permitted, for an hour', async () => {
    const body = { organization_id: organizationId, user_id: userId, scopes: [usersTable] }
    const { status, body: answer } = await ask(body)
    expect(status).toBe(201)
    const claims = await forWidgets(answer.token)
    expect(claims).toMatchObject({
      sub: userId,
      org_id: organizationId,
      permissions: [usersTable],
      jti: expect.any(String),
    })
    expect((claims.exp as number) - (claims.iat as number)).toBe(3600)
  })

  test('gives what is asked for, not everything that is permitted', async () => {
    const { body } = await ask({ organization_id: organizationId, user_id: userId })
    expect((await forWidgets(body.token)).permissions).toEqual([])
  })

  test('gives a user without an organization a token without one', async () => {
    const { user } = await createPerson(server)
    const { body } = await ask({ user_id: user.id, organization_id: null })
    const claims = await forWidgets(body.token)
    expect(claims.sub).toBe(user.id)
    expect(claims).not.toHaveProperty('org_id')
  })

  test('gives an organization without a user what the backend asks for', async () => {
    const { body } = await ask({ organization_id: organizationId, scopes: ['widgets:sso:manage'] })
    const claims = await forWidgets(body.token)
    expect(claims.permissions).toEqual(['widgets:sso:manage'])
    expect(claims).not.toHaveProperty('sub')
  })

  test('refuses what no role of the member permits, and says what', async () => {
    const scopes = [usersTable, 'widgets:sso:manage']
    const refused = await ask({ organization_id: organizationId, user_id: userId, scopes })
    expect(refused).toMatchObject({ status: 400, body: { code: 'missing_permissions' } })
    expect(refused.body.message).toContain('widgets:sso:manage')
    expect(refused.body.message).not.toContain(usersTable)
  })

  test.each(['inactive', 'pending'] as const)('refuses a membership that is %s', async (status) => {
    const user_id = await createMember(server, organizationId, status)
    expect(await ask({ organization_id: organizationId, user_id })).toMatchObject({
      status: 400,
      body: { code: 'organization_membership_not_active' },
    })
  })

  test('refuses scopes without an organization, unknown scopes, and nothing at all', async () => {
    for (const body of [
      { user_id: userId, scopes: [usersTable] },
      { organization_id: organizationId, scopes: ['widgets:everything:manage'] },
      {},
    ]) {
      expect((await ask(body)).status).toBe(422)
    }
  })

  test('knows nobody of another environment', async () => {
    const foreign = await createCustomer(server, server.production)
    const foreigner = await createMember(server, foreign, 'active', server.production)
    for (const body of [{ organization_id: foreign }, { user_id: foreigner }]) {
      expect((await ask(body)).status).toBe(404)
      expect((await ask(body, '/widgets/token', server.production)).status).toBe(201)
    }
  })

  test('answers the official SDK', async () => {
    const { widgets } = new WorkOS(server.staging.apiKey, {
      apiHostname: 'localhost',
      port: server.port,
      https: false,
    })
    const { token } = await widgets.createToken({ organizationId, userId, scopes: [usersTable] })
    expect((await forWidgets(token)).sub).toBe(userId)
  })
})

test('only the highest of several roles counts, where several are not allowed', async () => {
  const sso = 'widgets:sso:manage'
  const user_id = await createMember(server, organizationId)
  for (const permission of [usersTable, sso]) {
    await giveRole(server, user_id, organizationId, await createPermissionRow(server, permission))
  }
  const member = { organization_id: organizationId, user_id }
  const permitted = async () => {
    const { body } = await askClient(member)
    const { permissions } = await verify(body.token, `${server.deps.config.baseUrl}/client`)
    return permissions as string[]
  }
  const [counts, ...others] = await permitted()
  expect(others).toEqual([])
  const allowed = await ask({ ...member, scopes: [counts] })
  expect(allowed.status).toBe(201)
  const refused = { status: 400, body: { code: 'missing_permissions' } }
  expect(await ask({ ...member, scopes: [usersTable, sso] })).toMatchObject(refused)
  const { id } = server.staging.environment
  const allow = (multiple_roles_enabled: boolean) =>
    server.deps.db
      .updateTable('environments')
      .set({ multiple_roles_enabled })
      .where('id', '=', id)
      .execute()
  await allow(true)
  try {
    expect(await permitted()).toEqual([sso, usersTable])
  } finally {
    await allow(false)
  }
})

describe('POST /client/token', () => {
  test('gives a member a token for five minutes, with what the roles permit', async () => {
    const { status, body } = await askClient({ organization_id: organizationId, user_id: userId })
    expect(status).toBe(201)
    const claims = await verify(body.token, `${server.deps.config.baseUrl}/client`)
    expect(claims).toMatchObject({ sub: userId, org_id: organizationId, permissions: [usersTable] })
    expect((claims.exp as number) - (claims.iat as number)).toBe(300)
    await expect(forWidgets(body.token)).rejects.toThrow('"aud"')
  })

  test('refuses who is no member, and what is missing', async () => {
    const { user } = await createPerson(server)
    const body = { organization_id: organizationId, user_id: user.id }
    expect((await askClient(body)).status).toBe(400)
    expect((await askClient(body, server.production)).status).toBe(404)
    expect((await askClient({ user_id: user.id })).status).toBe(422)
  })
})
