import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  accessToken,
  client,
  cookiePassword,
  KeyServer,
  officialClient,
  type Sdk,
  sdkOn,
  session,
  signingKey,
  unreachable,
  user,
  verdict,
} from './sessions.fixture.ts'

const key = await signingKey()
const expired = await accessToken(key, { exp: 1 })
const valid = await accessToken(key)
const fresh = await accessToken(key, { sid: 'session_02' })

afterEach(() => {
  vi.unstubAllGlobals()
})

const wireUser = { ...user, email_verified: true, first_name: 'Ada', last_name: 'Lovelace' }
const tokens = { access_token: fresh, refresh_token: 'refresh_02', user: wireUser }
const json = (body: object, status = 200, headers = {}) => Response.json(body, { status, headers })

type Answer = () => Response | Promise<Response>
/** What a server may say to a refresh. */
const answers: [string, Answer][] = [
  ['a success', () => json(tokens)],
  [
    'a success with everything',
    () =>
      json({
        ...tokens,
        organization_id: 'org_02',
        authentication_method: 'SSO',
        impersonator: { email: 'support@example.com', reason: 'Ticket 7' },
      }),
  ],
  ['a success without a token', () => json({ ...tokens, access_token: 'token' })],
  ['the end of the session', () => json({ error: 'invalid_grant' }, 400)],
  ['another refusal of OAuth', () => json({ error: 'invalid_client' }, 400)],
  ['a factor to enroll', () => json({ code: 'mfa_enrollment', message: 'Enroll.' }, 403)],
  ['an organization to choose', () => json({ code: 'organization_selection_required' }, 403)],
  ['SSO', () => json({ error: 'sso_required', error_description: 'Use SSO.' }, 403)],
  ['a limit', () => json({ message: 'Slow down.' }, 429)],
  ['a limit and its end', () => json({ message: 'Slow down.' }, 429, { 'Retry-After': '7' })],
  ['a limit that is over', () => json({ message: 'Slow down.' }, 429, { 'Retry-After': '0' })],
  ['a timeout', () => json({ error: 'timeout' }, 408)],
  ['a failure', () => json({ message: 'Oh.' }, 500)],
  ['a failure in the form of OAuth', () => json({ error: 'server_error' }, 503)],
  ['a wrong key', () => json({ message: 'Unauthorized' }, 401)],
  ['nothing', unreachable],
  ['a reset', () => Promise.reject(new TypeError('reset'))],
]

describe.each(['node', 'web'] as const)('a session on the platform %s', (platform) => {
  let sdk: Sdk
  beforeAll(async () => {
    sdk = await sdkOn(platform)
  })

  /** A client whose refreshes are answered like this, and what they were asked. */
  function both(answer: Answer = () => json(tokens)) {
    const asked: unknown[] = []
    const server = new KeyServer(key)
    const keys = server.fetch
    const fetch = async (url: unknown, init?: RequestInit) => {
      if (String(url).includes('/sso/jwks/')) return keys(url)
      asked.push([String(url), JSON.parse(String(init?.body))])
      return answer()
    }
    Object.assign(server, { fetch })
    return { ours: client(sdk, server), official: officialClient(server), asked, server }
  }

  /** As over a network: so many have asked meanwhile. */
  function afterAsking(count: number, answer: Answer): Answer {
    const asks = vi.spyOn(sdk.SharedWork.prototype, 'do')
    onTestFinished(() => asks.mockRestore())
    return async () => {
      const haveAsked = () => asks.mock.calls.length >= count
      await vi.waitUntil(haveAsked, { timeout: 60_000, interval: 1 })
      return answer()
    }
  }

  async function load(
    clients: ReturnType<typeof both>,
    data: object | string,
    password = cookiePassword,
  ) {
    const sessionData =
      typeof data === 'string' ? data : await sdk.sealSession(data, cookiePassword)
    const options = { sessionData, cookiePassword: password }
    return {
      ours: clients.ours.userManagement.loadSealedSession(options),
      official: clients.official.userManagement.loadSealedSession(options),
    }
  }

  describe('authenticate()', () => {
    test.each<[string, object | string]>([
      ['no cookie', ''],
      ['garbage', 'garbage'],
      ['a session', session(valid)],
      ['an impersonation', session(fresh, { impersonator: { email: 'a@b.c', reason: null } })],
      ['an expired token', session(expired)],
      ['no token', { user, refreshToken: 'refresh_01' }],
      ['a list', []],
    ])('with %s answers as the official SDK does', async (_, data) => {
      const { ours, official } = await load(both(), data)
      expect(await verdict(() => ours.authenticate())).toEqual(
        await verdict(() => official.authenticate()),
      )
    })

    test('hands out what nobody else has', async () => {
      const { ours } = await load(both(), session(fresh))
      const first = await ours.authenticate()
      if (!first.authenticated) throw new Error(first.reason)
      const before = structuredClone(first)
      first.roles?.push('owner')
      first.user.email = 'mallory@example.com'
      first.user.metadata.plan = 'enterprise'
      expect(await ours.authenticate()).toEqual(before)
    })

    test('needs a cookie password', () => {
      const { userManagement } = both().ours
      for (const password of ['', []]) {
        const load = () =>
          userManagement.loadSealedSession({ sessionData: '', cookiePassword: password })
        expect(load).toThrow('cookiePassword is required')
      }
    })
  })

  describe('refresh()', () => {
    test.each(answers)('answered with %s ends as in the official SDK', async (_, answer) => {
      const clients = both(answer)
      const { ours, official } = await load(clients, session(expired))
      const [our, their] = [
        await outcome(() => ours.refresh()),
        await outcome(() => official.refresh()),
      ]
      expect(our).toEqual(their)
      expect(clients.asked[0]).toEqual(clients.asked[1])
      // Both go on with the new cookie.
      expect(await verdict(() => ours.authenticate())).toEqual(
        await verdict(() => official.authenticate()),
      )
    })

    test.each<[string, object | string]>([
      ['no cookie', ''],
      ['garbage', 'garbage'],
      ['no refresh token', { user, accessToken: expired }],
      ['no user', { refreshToken: 'refresh_01', accessToken: expired }],
      ['no access token', { refreshToken: 'refresh_01', user }],
      ['an access token that is none', { refreshToken: 'refresh_01', user, accessToken: 'token' }],
    ])('with %s ends as in the official SDK', async (_, data) => {
      const { ours, official } = await load(both(), data)
      expect(await outcome(() => ours.refresh())).toEqual(await outcome(() => official.refresh()))
    })

    test('asks for another organization, and seals with another password', async () => {
      const clients = both()
      const { ours, official } = await load(clients, session(expired))
      const options = {
        organizationId: 'org_02',
        cookiePassword: 'a new password of 34 characters ..',
      }
      expect(await outcome(() => ours.refresh(options))).toEqual(
        await outcome(() => official.refresh(options)),
      )
      expect(clients.asked[0]).toEqual(clients.asked[1])
      expect(clients.asked[0]).toMatchObject([{}, { organization_id: 'org_02' }])
      expect(await ours.authenticate()).toMatchObject({ sessionId: 'session_02' })
    })

    test('moves a session to the first password', async () => {
      const clients = both()
      const newer = 'a new password of 34 characters ..'
      const sessionData = await sdk.sealSession(session(expired), cookiePassword)
      const moving = clients.ours.userManagement.loadSealedSession({
        sessionData,
        cookiePassword: [newer, cookiePassword],
      })
      const result = await moving.refresh()
      const sealed = result.authenticated && (result.sealedSession as string)
      expect(await sdk.unsealSession(sealed as string, newer)).toMatchObject({ accessToken: fresh })
    })

    test('is one request for all who ask at the same time', async () => {
      const clients = both(afterAsking(10, () => json(tokens)))
      const cookies = await Promise.all(
        Array.from({ length: 10 }, () => load(clients, session(expired))),
      )
      const results = await Promise.all(cookies.map(({ ours }) => ours.refresh()))
      expect(clients.asked).toHaveLength(1)
      for (const result of results) expect(result).toEqual(results[0])
      const [one, another] = results
      if (!one?.authenticated || !another?.authenticated) throw new Error('not refreshed')
      expect(one.user).not.toBe(another.user)
      expect(one.session).not.toBe(another.session)
    })

    test('is another request for another organization, session or time', async () => {
      const clients = both()
      const cookie = async (data: object) => (await load(clients, data)).ours
      await Promise.all([
        (await cookie(session(expired))).refresh(),
        (await cookie(session(expired))).refresh({ organizationId: 'org_02' }),
        (await cookie(session(expired, { refreshToken: 'refresh_03' }))).refresh(),
      ])
      await (await cookie(session(expired))).refresh()
      expect(clients.asked).toHaveLength(4)
    })

    const page = (status: number) => () => new Response('<h1>Bad Gateway</h1>', { status })
    test.each<[string, Answer, string]>([
      ['a page of a proxy, 502', page(502), 'server_error'],
      ['a page of a proxy, 503', page(503), 'server_error'],
      ['a page of a proxy, 504', page(504), 'server_error'],
      ['a page of a proxy, 408', page(408), 'timeout'],
      [
        'the same request being under way',
        () => json({ code: 'idempotent_request_in_progress', message: 'Wait.' }, 409),
        'server_error',
      ],
    ])('answered with %s may succeed later, where the official SDK throws', async (...given) => {
      const [, answer, reason] = given
      const { ours, official } = await load(both(answer), session(expired))
      const result = await ours.refresh()
      expect(result).toMatchObject({ authenticated: false, reason, retryable: true })
      await expect(official.refresh()).rejects.toThrow()
    })

    test.each([
      ['a page that is no outage', page(403)],
      ['another conflict', () => json({ code: 'another', message: 'No.' }, 409)],
    ])('answered with %s throws', async (_, answer) => {
      const { ours } = await load(both(answer), session(expired))
      await expect(ours.refresh()).rejects.toThrow()
    })

    test('that failed is tried anew', async () => {
      const clients = both(afterAsking(2, unreachable))
      const { ours } = await load(clients, session(expired))
      const results = await Promise.all([ours.refresh(), ours.refresh()])
      expect(results).toMatchObject([{ reason: 'network_error' }, { reason: 'network_error' }])
      await ours.refresh()
      expect(clients.asked).toHaveLength(2)
    })
  })

  describe('getLogoutUrl()', () => {
    test('names the session, and where to go then', async () => {
      const { ours, official } = await load(both(), session(fresh))
      for (const options of [undefined, {}, { returnTo: 'https://example.com/?a=b&c' }]) {
        expect(await ours.getLogoutUrl(options)).toBe(await official.getLogoutUrl(options))
      }
    })

    test('throws where nobody is signed in', async () => {
      const { ours } = await load(both(), session(expired))
      await expect(ours.getLogoutUrl()).rejects.toThrow('invalid_jwt')
    })
  })
})

/** Seals differ each time; what is in them is compared by going on with them. */
async function outcome(call: () => Promise<object>) {
  const { result, ...exception } = (await verdict(call)) as { result?: Record<string, unknown> }
  if (!result) return exception
  const { sealedSession, session, error, ...rest } = result as Record<string, unknown>
  const { sealedSession: _, ...response } = (session ?? {}) as Record<string, unknown>
  return { ...rest, isSealed: Boolean(sealedSession), response, hasFailed: error !== undefined }
}
