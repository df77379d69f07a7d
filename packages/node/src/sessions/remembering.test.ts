import { beforeEach, describe, expect, test, vi } from 'vitest'
import { Remembered } from './remembered.ts'
import {
  accessToken,
  client,
  cookiePassword,
  KeyServer,
  type Sdk,
  sdkOn,
  session,
  signingKey,
} from './sessions.fixture.ts'

const [first, second] = [await signingKey('RS256', 'first'), await signingKey('RS256', 'second')]
const start = new Date('2025-11-26T09:00:00Z')
const minutes = (count: number) => count * 60_000
const patience = { timeout: 60_000 }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  return () => vi.useRealTimers()
})

/** What a request does that must not happen again for a cookie that was verified. */
const work = {
  decrypt: vi.spyOn(crypto.subtle, 'decrypt'),
  verify: vi.spyOn(crypto.subtle, 'verify'),
}

describe('what is remembered of sessions', () => {
  let sdk: Sdk
  let server: KeyServer
  beforeEach(async () => {
    // Web Crypto can be watched at work.
    sdk = await sdkOn('web')
    server = new KeyServer(first)
  })

  const cookie = async (payload: object = {}, more: object = {}) =>
    sdk.sealSession(session(await accessToken(first, { ...payload }), more), cookiePassword)

  function application(options: object = {}) {
    const { userManagement } = client(sdk, server, options)
    return (sessionData: string, password: string | string[] = cookiePassword) =>
      userManagement.loadSealedSession({ sessionData, cookiePassword: password }).authenticate()
  }

  /** From then on the cookie is remembered. */
  async function comeTwice(authenticate: ReturnType<typeof application>, sealed: string) {
    for (const _time of [1, 2]) {
      expect(await authenticate(sealed)).toMatchObject({ authenticated: true })
    }
  }

  async function workOf(call: () => Promise<unknown>) {
    vi.clearAllMocks()
    await call()
    return { opened: work.decrypt.mock.calls.length, verified: work.verify.mock.calls.length }
  }

  test('is that a cookie was opened and its token verified, when it has come twice', async () => {
    const authenticate = application()
    const sealed = await cookie()
    expect(await workOf(() => authenticate(sealed))).toEqual({ opened: 1, verified: 2 })
    expect(await workOf(() => authenticate(sealed))).toEqual({ opened: 1, verified: 1 })
    expect(await workOf(() => authenticate(sealed))).toEqual({ opened: 0, verified: 0 })
  })

  test('is that a token was verified, whatever cookie it comes in', async () => {
    const authenticate = application()
    const token = await accessToken(first)
    const seal = () => sdk.sealSession(session(token), cookiePassword)
    await authenticate(await seal())
    const another = await seal()
    // The one verification is of the seal.
    expect(await workOf(() => authenticate(another))).toEqual({ opened: 1, verified: 1 })
  })

  test('is nothing where that is not wanted', async () => {
    const authenticate = application({ sessionCache: false })
    const sealed = await cookie()
    await comeTwice(authenticate, sealed)
    expect(await workOf(() => authenticate(sealed))).toEqual({ opened: 1, verified: 2 })
  })

  test('is nobody else’s: an altered cookie of the same end is opened itself', async () => {
    const authenticate = application()
    const sealed = await cookie()
    await comeTwice(authenticate, sealed)
    for (const at of [0, 7, 9, 80, 200, 900]) {
      const altered = sealed.slice(0, at) + (sealed[at] === 'a' ? 'b' : 'a') + sealed.slice(at + 1)
      expect(await authenticate(altered)).toMatchObject({ reason: 'invalid_session_cookie' })
    }
  })

  test('is not for who has another password', async () => {
    const authenticate = application()
    const sealed = await cookie()
    const another = 'another password of 37 characters ...'
    expect(await authenticate(sealed, another)).toMatchObject({ reason: 'invalid_session_cookie' })
    await comeTwice(authenticate, sealed)
    expect(await authenticate(sealed, another)).toMatchObject({ reason: 'invalid_session_cookie' })
    expect(await authenticate(sealed, [another, cookiePassword])).toMatchObject({
      authenticated: true,
    })
  })

  test('ends in the second in which the token expires', async () => {
    const authenticate = application()
    const now = Math.floor(start.getTime() / 1000)
    const sealed = await cookie({ exp: now + 60 })
    await comeTwice(authenticate, sealed)
    vi.setSystemTime(start.getTime() + 59_999)
    expect(await authenticate(sealed)).toMatchObject({ authenticated: true })
    vi.setSystemTime(start.getTime() + 60_000)
    expect(await authenticate(sealed)).toMatchObject({ reason: 'invalid_jwt' })
  })

  test('is not for a time before the token is valid', async () => {
    const authenticate = application()
    const now = Math.floor(start.getTime() / 1000)
    const sealed = await cookie({ nbf: now })
    await comeTwice(authenticate, sealed)
    vi.setSystemTime(start.getTime() - 1)
    expect(await authenticate(sealed)).toMatchObject({ reason: 'invalid_jwt' })
  })

  test('is not for another issuer', async () => {
    const { userManagement } = client(sdk, server)
    const sealed = await cookie()
    const options = { sessionData: sealed, cookiePassword }
    const authenticate = () => userManagement.loadSealedSession(options).authenticate()
    await comeTwice(authenticate, sealed)
    Object.assign(userManagement, { issuer: 'https://elsewhere.example.com' })
    expect(await authenticate()).toMatchObject({ reason: 'invalid_jwt' })
  })

  test('goes with the key that verified it', async () => {
    const authenticate = application()
    const sealed = await cookie()
    await comeTwice(authenticate, sealed)
    server.keys = [second.jwk]
    vi.setSystemTime(start.getTime() + minutes(6))
    // The keys are refreshed meanwhile.
    expect(await authenticate(sealed)).toMatchObject({ authenticated: true })
    await vi.waitFor(
      () => expect(authenticate(sealed)).rejects.toMatchObject({ name: 'JWKSNoMatchingKey' }),
      patience,
    )
  })

  test('stays while the same keys are published', async () => {
    const authenticate = application()
    const sealed = await cookie()
    await comeTwice(authenticate, sealed)
    vi.setSystemTime(start.getTime() + minutes(6))
    await authenticate(sealed)
    await vi.waitFor(() => expect(server.requests).toBe(2), patience)
    expect(await workOf(() => authenticate(sealed))).toEqual({ opened: 0, verified: 0 })
  })

  test('is of one client alone', async () => {
    const sealed = await cookie()
    await comeTwice(application(), sealed)
    server.keys = [second.jwk]
    await expect(application()(sealed)).rejects.toMatchObject({ name: 'JWKSNoMatchingKey' })
  })
})

describe('a bounded memory', () => {
  const forever = Number.POSITIVE_INFINITY

  test('forgets what was not used for longest', () => {
    const memory = new Remembered<number>({ entries: 10, size: 1_000 })
    for (let key = 0; key < 1_000; key++) {
      memory.set(String(key), { value: key, size: 1, until: forever })
      // In use all the time.
      expect(memory.get('0')).toBe(0)
    }
    const kept = Array.from({ length: 1_000 }, (_, key) => key).filter(
      (key) => memory.get(String(key)) !== undefined,
    )
    expect(kept).toContain(999)
    expect(kept.length).toBeLessThanOrEqual(10)
  })

  test('is bounded in size as well', () => {
    const memory = new Remembered<number>({ entries: 1_000, size: 100 })
    for (let key = 0; key < 100; key++)
      memory.set(String(key), { value: key, size: 25, until: forever })
    expect(memory.get('0')).toBeUndefined()
    expect(memory.get('99')).toBe(99)
  })

  test('forgets at the moment that was set', () => {
    const memory = new Remembered<number>({ entries: 10, size: 10 })
    memory.set('a', { value: 1, size: 1, until: Date.now() + 1 })
    expect(memory.get('a')).toBe(1)
    vi.setSystemTime(Date.now() + 1)
    expect(memory.get('a')).toBeUndefined()
  })
})
