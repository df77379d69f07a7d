import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, callApi, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { contractFetch } from '../../../test/contract.ts'
import { codeOf, createPerson, type Person, signInByApi } from '../../../test/people.ts'
import {
  redirectUri,
  startTestServer,
  type TestEnvironment,
  type TestServer,
} from '../../../test/server.ts'
import { createCorsOrigin } from '../cors-origins/cors-origin.ts'
import { createOrganizationMembership } from '../organization-memberships/organization-membership.ts'
import { createOrganization } from '../organizations/organization.ts'

let server: TestServer
let person: Person

/** A page of staging, one of both environments, and one of nobody. */
const page = 'http://localhost:5173'
const sharedPage = 'http://127.0.0.1:5173'
const strangePage = 'https://evil.example'

beforeAll(async () => {
  server = await startTestServer()
  person = await createPerson(server)
  await createCorsOrigin(server.deps, server.staging, page)
  await createCorsOrigin(server.deps, server.staging, sharedPage)
  await createCorsOrigin(server.deps, server.production, sharedPage)
})
afterAll(() => server?.stop())

const codeVerifier = 'v'.repeat(512)
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url')

interface Asking {
  from?: string | null
  cookies?: Record<string, string>
  environment?: TestEnvironment
  on?: TestServer
}

/** What a page asks for: without a secret, with its origin and with what the browser keeps. */
async function ask(
  parameters: Record<string, unknown>,
  { from = page, cookies = {}, environment = server.staging, on = server }: Asking = {},
): Promise<Answer & { cookies: Cookie[] }> {
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
  const response = await contractFetch(`${on.url}/user_management/authenticate`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(from ? { origin: from } : {}),
      ...(cookie.length > 0 ? { cookie: cookie.join('; ') } : {}),
    },
    body: JSON.stringify({ client_id: environment.clientId, ...parameters }),
  })
  return { ...(await read(response)), cookies: cookiesOf(response.headers) }
}

interface Cookie {
  name: string
  value: string
  attributes: string[]
}

const cookiesOf = (headers: Headers): Cookie[] =>
  headers.getSetCookie().map((line) => {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    return { name, value, attributes }
  })

const named = (cookies: Cookie[], name: string) => cookies.find((cookie) => cookie.name === name)
const refreshCookie = (environment = server.staging) => `latchkey-refresh-${environment.clientId}`
const isGone = (cookie: Cookie | undefined) =>
  cookie?.value === '' && cookie.attributes.includes('Max-Age=0')

const exchangeCode = async (asking: Asking = {}) => {
  const on = asking.on ?? server
  const code = await codeOf(on, person, {
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    redirect_uri: redirectUri,
  })
  return ask({ grant_type: 'authorization_code', code, code_verifier: codeVerifier }, asking)
}

/** Signed in with a page: the session and what the browser keeps of it. */
async function signIn() {
  const { body, cookies } = await exchangeCode()
  const kept = { [refreshCookie()]: named(cookies, refreshCookie())?.value as string }
  return { kept, sessionId: sessionIdOf(body.access_token) }
}

const refresh = (cookies: Record<string, string>, asking: Asking = {}) =>
  ask({ grant_type: 'refresh_token' }, { ...asking, cookies })

const sessionIdOf = (accessToken: string): string =>
  JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()).sid

const corsOf = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')))

describe('a page of another origin', () => {
  const preflight = (path: string, origin: string) =>
    fetch(server.url + path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })

  test.each(['/user_management/authenticate', '/x/authkit/users/authenticate'])(
    'that is registered may ask %s, with cookies and JSON',
    async (path) => {
      const { status, headers } = await preflight(path, page)
      expect(status).toBe(204)
      expect(corsOf(headers)).toEqual({
        'access-control-allow-origin': page,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'Content-Type',
        'access-control-max-age': '600',
      })
      expect(headers.get('vary')).toBe('Origin')
    },
  )

  test.each([strangePage, 'null', `${page}/`, 'http://localhost:51730', 'https://localhost:5173'])(
    'that is not registered is allowed nothing: %s',
    async (origin) => {
      const asked = await preflight('/user_management/authenticate', origin)
      expect(corsOf(asked.headers)).toEqual({})
      expect(asked.headers.get('vary')).toBe('Origin')
      const { headers } = await exchangeCode({ from: origin })
      expect(corsOf(headers)).toEqual({})
      expect(headers.get('vary')).toBe('Origin')
    },
  )

  test('may read successes and refusals of the application that registered it', async () => {
    for (const { headers } of [
      await exchangeCode(),
      await ask({ grant_type: 'refresh_token', refresh_token: 'x' }),
      await ask({ grant_type: 'nope' }),
      await ask({}),
    ]) {
      expect(corsOf(headers)).toEqual({
        'access-control-allow-origin': page,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'Retry-After, X-Request-ID',
      })
    }
  })

  test('may read nothing of another application', async () => {
    const asking = { environment: server.production }
    const { status, headers } = await ask({ grant_type: 'refresh_token' }, asking)
    expect(status).toBe(400)
    expect(corsOf(headers)).toEqual({})
  })

  test('may read no more than it needs', async () => {
    for (const path of [
      '/user_management/authorize',
      '/user_management/users',
      '/user_management/cors_origins',
      '/dashboard/api/session',
      '/_dev/emails',
      '/health',
    ]) {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await fetch(server.url + path, {
          method,
          redirect: 'manual',
          headers: { origin: page, 'access-control-request-method': 'GET' },
        })
        expect({ path, method, cors: corsOf(headers) }).toEqual({ path, method, cors: {} })
      }
    }
  })

  test('may read the keys that its tokens are signed with', async () => {
    const jwks = (origin: string) =>
      fetch(`${server.url}/sso/jwks/${server.staging.clientId}`, { headers: { origin } })
    expect((await jwks(page)).headers.get('access-control-allow-origin')).toBe(page)
    expect(corsOf((await jwks(strangePage)).headers)).toEqual({})
  })

  test('may no longer once its origin is deleted', async () => {
    const origin = 'http://localhost:9999'
    const { id } = await createCorsOrigin(server.deps, server.staging, origin)
    const allowed = async () =>
      corsOf((await ask({ grant_type: 'refresh_token' }, { from: origin })).headers)
    expect(await allowed()).not.toEqual({})
    await server.deps.db.deleteFrom('cors_origins').where('id', '=', id).execute()
    expect(await allowed()).toEqual({})
  })
})

describe('a refresh token that the browser keeps', () => {
  test('goes into a cookie that no script reads and no other site makes a browser send', async () => {
    const { body, cookies } = await exchangeCode()
    const kept = named(cookies, refreshCookie())
    expect(kept?.value).toBe(body.refresh_token)
    expect(kept?.attributes.toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=34560000',
      'Path=/',
      'SameSite=Strict',
    ])
    const hint = named(cookies, 'workos-has-session')
    expect(hint?.value).toBe(server.staging.clientId)
    expect(hint?.attributes.toSorted()).toEqual(['Max-Age=34560000', 'Path=/', 'SameSite=Lax'])
  })

  test('on https is out of reach of sibling domains, and announced to the whole site', async () => {
    const secure = await startTestServer({ env: { LATCHKEY_URL: 'https://auth.example.co.uk' } })
    try {
      await createCorsOrigin(secure.deps, secure.staging, 'https://app.example.co.uk')
      const ada = await createPerson(secure)
      const { refresh_token } = await signInByApi(secure, ada)
      const name = `__Host-latchkey-refresh-${secure.staging.clientId}`
      const { status, cookies } = await refresh(
        { [name]: refresh_token },
        { on: secure, environment: secure.staging, from: 'https://app.example.co.uk' },
      )
      expect(status).toBe(200)
      const kept = named(cookies, name)
      expect(kept?.attributes).toEqual(expect.arrayContaining(['Secure', 'Path=/', 'HttpOnly']))
      expect(kept?.attributes.join()).not.toContain('Domain')
      expect(named(cookies, 'workos-has-session')?.attributes).toEqual(
        expect.arrayContaining(['Domain=example.co.uk', 'Secure']),
      )
    } finally {
      await secure.stop()
    }
  })

  test('is exchanged without being told to the page', async () => {
    const { kept, sessionId } = await signIn()
    const { status, body, cookies } = await refresh(kept)
    expect(status).toBe(200)
    expect(sessionIdOf(body.access_token)).toBe(sessionId)
    expect(body.user.id).toBe(person.user.id)
    expect(body.refresh_token).toBe('')
    const next = named(cookies, refreshCookie())?.value as string
    expect(next).not.toBe(kept[refreshCookie()])
    expect((await refresh({ [refreshCookie()]: next })).status).toBe(200)
  })

  test('has one successor for fifty tabs at once', async () => {
    const { kept } = await signIn()
    const answers = await atOnce(() => refresh(kept))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const successors = answers.map(({ cookies }) => named(cookies, refreshCookie())?.value)
    expect(new Set(successors).size).toBe(1)
  })

  test.each([
    ['another website', strangePage],
    ['a page without an origin', 'null'],
    ['a request that no page made', null],
  ])('is not used for %s', async (_, from) => {
    const { kept } = await signIn()
    const { status, body, cookies } = await refresh(kept, { from })
    expect(status).toBe(400)
    expect(body.error_description).toBe('Missing required parameter: refresh_token')
    expect(cookies).toEqual([])
    // And it was not spent: its own page goes on with it, also after the time for concurrent tabs.
    server.deps.clock.advance(31)
    expect((await refresh(kept)).status).toBe(200)
  })

  test('is not used for another client', async () => {
    const { kept } = await signIn()
    const asking = { environment: server.production, from: sharedPage }
    const others = await refresh(kept, asking)
    expect(others.body.error_description).toBe('Missing required parameter: refresh_token')
    const renamed = { [refreshCookie(server.production)]: kept[refreshCookie()] as string }
    const { body } = await refresh(renamed, asking)
    expect(body).toEqual({ error: 'invalid_grant', error_description: 'Invalid refresh token.' })
    expect((await refresh(kept)).status).toBe(200)
  })

  test('missing says so, and nothing is kept', async () => {
    const { status, body, cookies } = await refresh({})
    expect(status).toBe(400)
    expect(body.error).toBe('invalid_request')
    expect(cookies).toEqual([])
  })

  test('is forgotten when its session is over', async () => {
    const { kept, sessionId } = await signIn()
    await callApi(server, 'POST', '/user_management/sessions/revoke', { session_id: sessionId })
    const { status, body, cookies } = await refresh(kept)
    expect(status).toBe(400)
    expect(body.error_description).toBe('Session has already ended.')
    expect(isGone(named(cookies, refreshCookie()))).toBe(true)
    expect(isGone(named(cookies, 'workos-has-session'))).toBe(true)
  })

  test('stays when an organization refuses the person', async () => {
    const { kept } = await signIn()
    const refused = await ask(
      { grant_type: 'refresh_token', organization_id: 'org_01NOBODY' },
      { cookies: kept },
    )
    expect(refused.body.error).toBe('organization_not_found')
    expect(refused.cookies).toEqual([])
    expect((await refresh(kept)).status).toBe(200)
  })

  test('moves its session to an organization of the person', async () => {
    const { environment } = server.staging
    const { id } = await createOrganization(server.deps, environment.id, { name: 'Acme' })
    await createOrganizationMembership(server.deps, environment, {
      userId: person.user.id,
      organizationId: id,
    })
    const { kept, sessionId } = await signIn()
    const moved = await ask({ grant_type: 'refresh_token', organization_id: id }, { cookies: kept })
    expect(moved.body.organization_id).toBe(id)
    expect(sessionIdOf(moved.body.access_token)).toBe(sessionId)
    const next = { [refreshCookie()]: named(moved.cookies, refreshCookie())?.value as string }
    expect((await refresh(next)).body.organization_id).toBe(id)
  })

  test('is not kept for a client that brings its own, or that has a secret', async () => {
    const { body } = await exchangeCode({ from: null })
    const own = await ask({ grant_type: 'refresh_token', refresh_token: body.refresh_token })
    expect(own.status).toBe(200)
    expect(own.body.refresh_token).toMatch(/^\w+$/)
    expect(own.cookies).toEqual([])
    const backend = await ask({
      grant_type: 'password',
      client_secret: server.staging.apiKey,
      email: person.email,
      password: person.password,
    })
    expect(backend.status).toBe(200)
    expect(backend.cookies).toEqual([])
  })

  test('is announced beside those of other clients', async () => {
    const { kept } = await signIn()
    const others = { [refreshCookie(server.production)]: 'x' }
    const { cookies } = await refresh({ ...kept, ...others })
    expect(named(cookies, 'workos-has-session')?.value.split('.').toSorted()).toEqual(
      [server.staging.clientId, server.production.clientId].toSorted(),
    )
  })
})

describe('GET /user_management/sessions/logout', () => {
  const signOut = async (sessionId: string, cookies: Record<string, string>) => {
    const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
    const response = await fetch(
      `${server.url}/user_management/sessions/logout?session_id=${sessionId}`,
      { redirect: 'manual', headers: { cookie: cookie.join('; '), origin: page } },
    )
    return { headers: response.headers, cookies: cookiesOf(response.headers) }
  }

  test('ends the session and what the browser keeps of it', async () => {
    const { kept, sessionId } = await signIn()
    const { headers, cookies } = await signOut(sessionId, kept)
    expect(headers.get('access-control-allow-origin')).toBe(page)
    expect(isGone(named(cookies, refreshCookie()))).toBe(true)
    expect(isGone(named(cookies, 'workos-has-session'))).toBe(true)
    expect((await refresh(kept)).status).toBe(400)
    const sessions = await callApi(
      server,
      'GET',
      `/user_management/users/${person.user.id}/sessions?limit=100`,
    )
    expect(sessions.body.data.map(({ id }: { id: string }) => id)).not.toContain(sessionId)
  })

  test('leaves a sign-in alone that another session’s link would end', async () => {
    const { kept } = await signIn()
    const { sessionId } = await signIn()
    const { cookies } = await signOut(sessionId, kept)
    expect(named(cookies, refreshCookie())).toBeUndefined()
    expect((await refresh(kept)).status).toBe(200)
  })
})
