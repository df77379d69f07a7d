import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, read } from '../../test/api.ts'
import { newEmail, password, signInByApi } from '../../test/people.ts'
import { guardedRoutesOf, nameOf, publicRoutes, type Route, routesOf } from '../../test/routes.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { signInOwner } from '../../test/sign-in-owner.ts'
import { createUser } from '../features/users/user.ts'

let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>
let routes: Route[]

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
  routes = routesOf(server)
})
afterAll(() => server?.stop())

const guarded = () => guardedRoutesOf(server)

async function ask(
  { method, path }: Route,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  return read(
    await fetch(server.url + path, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  )
}

const withKey = (apiKey: string) => ({ authorization: `Bearer ${apiKey}` })

test('the routes are found: as many as the API has, and a few more', () => {
  const documented = Object.values(server.app.swagger().paths ?? {}).flatMap((path) =>
    Object.keys(path),
  )
  expect(documented.length).toBeGreaterThan(20)
  expect(routes.length).toBeGreaterThan(documented.length)
  for (const name of publicRoutes) expect(routes.map(nameOf)).toContain(name)
})

describe('every route of the API', () => {
  test('is closed without credentials', async () => {
    for (const route of guarded()) {
      const answer = await ask(route, {})
      expect({ route: nameOf(route), status: answer.status, body: answer.body }).toEqual({
        route: nameOf(route),
        status: 401,
        body: { message: 'Unauthorized' },
      })
    }
  })

  test('is closed to the dashboard’s cookie of somebody who is no owner', async () => {
    const { environment } = server.staging
    const email = newEmail()
    const user = await createUser(server.deps, environment, {
      email,
      password,
      emailVerified: true,
    })
    const { refresh_token } = await signInByApi(server, { email, password, user })
    const headers = {
      cookie: `latchkey-dashboard=${refresh_token}`,
      'latchkey-environment': environment.id,
    }
    for (const route of guarded()) {
      expect({ route: nameOf(route), status: (await ask(route, headers)).status }).toEqual({
        route: nameOf(route),
        status: 401,
      })
    }
  })

  test('of the dashboard alone is closed to API keys', async () => {
    const own = guarded().filter(({ path }) => path.startsWith('/dashboard/api'))
    expect(own.length).toBeGreaterThan(10)
    for (const route of own) {
      const { status } = await ask(route, withKey(server.staging.apiKey))
      expect({ route: nameOf(route), status }).toEqual({ route: nameOf(route), status: 401 })
    }
  })

  test('that changes something refuses an owner whom another website speaks for', async () => {
    const headers = {
      ...ownerHeaders(server.staging.environment),
      origin: 'https://evil.example',
    }
    const changing = guarded().filter(({ method }) => method !== 'GET')
    expect(changing.length).toBeGreaterThan(10)
    for (const route of changing) {
      const { status } = await ask(route, headers, {})
      expect({ route: nameOf(route), status }).toEqual({ route: nameOf(route), status: 403 })
    }
  })
})
