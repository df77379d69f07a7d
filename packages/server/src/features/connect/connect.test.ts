import { NotFoundException, WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi } from '../../../test/api.ts'
import { contractFetch } from '../../../test/contract.ts'
import { createPerson } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const applicationsOf = (userId: string) =>
  `/user_management/users/${userId}/authorized_applications`

describe('the applications that a user authorized', () => {
  test('are none', async () => {
    const { user } = await createPerson(server)
    expect(await callApi(server, 'GET', `${applicationsOf(user.id)}?limit=5`)).toMatchObject({
      status: 200,
      body: { object: 'list', data: [], list_metadata: { before: null, after: null } },
    })
  })

  test('are a list with the published query', async () => {
    const { user } = await createPerson(server)
    const { status } = await callApi(server, 'GET', `${applicationsOf(user.id)}?limit=101`)
    expect(status).toBe(422)
  })

  test('are nobody’s where there is no such user in the environment', async () => {
    const { user } = await createPerson(server, { environment: server.production })
    const id = 'conn_app_01HXYZ123456789ABCDEFGHIJ'
    expect((await callApi(server, 'GET', applicationsOf(user.id))).status).toBe(404)
    const { body } = await callApi(server, 'DELETE', `${applicationsOf(user.id)}/${id}`)
    expect(body.message).toBe(`User not found: '${user.id}'.`)
  })

  test('cannot be taken back when they were not given', async () => {
    const { user } = await createPerson(server)
    const id = 'conn_app_01HXYZ123456789ABCDEFGHIJ'
    expect(await callApi(server, 'DELETE', `${applicationsOf(user.id)}/${id}`)).toMatchObject({
      status: 404,
      body: { message: `Authorized application not found: '${id}'.` },
    })
  })
})

describe('completing a sign-in for Connect', () => {
  const user = { id: 'customer-1', email: 'ada@example.com' }
  const complete = (body: object) => callApi(server, 'POST', '/authkit/oauth2/complete', body)

  test('is refused for a sign-in that nobody was handed, and creates nobody', async () => {
    expect(await complete({ external_auth_id: 'ext_auth_1', user })).toMatchObject({
      status: 404,
      body: { message: "External authentication not found: 'ext_auth_1'." },
    })
    const path = `/user_management/users/external_id/${user.id}`
    expect((await callApi(server, 'GET', path)).status).toBe(404)
  })

  test.each<[string, object]>([
    ['which sign-in', { user }],
    ['who it is', { external_auth_id: 'ext_auth_1' }],
    ['an id of theirs', { external_auth_id: 'ext_auth_1', user: { email: user.email } }],
  ])('must say %s', async (_, body) => {
    expect((await complete(body)).status).toBe(422)
  })

  test('is refused to the official SDK in the same way', async () => {
    const { connect } = new WorkOS(server.staging.apiKey, {
      apiHostname: 'localhost',
      port: server.port,
      https: false,
      maxRetries: 0,
      fetchFn: contractFetch,
    })
    const completing = connect.completeOAuth2({ externalAuthId: 'ext_auth_1', user })
    await expect(completing).rejects.toBeInstanceOf(NotFoundException)
  })
})
