import * as jose from 'jose'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { remoteKeySet } from './key-set.ts'
import {
  accessToken,
  claims,
  client,
  cookiePassword,
  KeyServer,
  officialClient,
  sdkOn,
  sealOfficially,
  session,
  signingKey,
  unreachable,
} from './sessions.fixture.ts'

const [first, second] = [await signingKey('RS256', 'first'), await signingKey('RS256', 'second')]
const sdk = await sdkOn('node')
const start = new Date('2025-11-26T09:00:00Z')
const aSecond = 1_000
const minute = 60 * aSecond
const hour = 60 * minute

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

/** A client, and how one of its requests is authenticated: by a cookie that nobody has seen. */
function application(server: KeyServer) {
  const { userManagement } = client(sdk, server)
  const authenticate = async (key = first, payload = {}) => {
    const sessionData = await sealOfficially(session(await accessToken(key, payload)))
    return userManagement.loadSealedSession({ sessionData, cookiePassword }).authenticate()
  }
  /** The keys that were asked for meanwhile have come, or have not. */
  const settled = async () => {
    const keySet = await userManagement.getJWKS()
    await expect.poll(() => keySet?.reloading).toBe(false)
  }
  return { userManagement, authenticate, settled }
}

describe('the keys of an environment', () => {
  test('are fetched once, by however many requests come at the same time', async () => {
    const server = new KeyServer(first)
    const { authenticate } = application(server)
    const results = await Promise.all(Array.from({ length: 20 }, () => authenticate()))
    expect(results.every(({ authenticated }) => authenticated)).toBe(true)
    expect(server.requests).toBe(1)
  })

  test('are not fetched for a cookie that does not open', async () => {
    const server = new KeyServer(first)
    const { userManagement } = application(server)
    const cookie = userManagement.loadSealedSession({ sessionData: 'Fe26.2', cookiePassword })
    expect(await cookie.authenticate()).toMatchObject({ reason: 'invalid_session_cookie' })
    expect(server.requests).toBe(0)
  })

  test('are asked for by the client’s own fetch at the client’s own host', async () => {
    const fetchFn = vi.fn(new KeyServer(first).fetch)
    const { userManagement } = client(sdk, Object.assign(new KeyServer(), { fetch: fetchFn }))
    await (await userManagement.getJWKS())?.reload()
    expect(fetchFn).toHaveBeenCalledWith(
      'https://api.example.com/sso/jwks/client_sessions',
      expect.objectContaining({ redirect: 'manual' }),
    )
  })

  test('are refreshed while they serve: nobody waits for newer ones', async () => {
    const server = new KeyServer(first)
    const { authenticate, settled } = application(server)
    await authenticate()
    later(6 * minute)
    let answered = () => {}
    server.answer = () =>
      new Promise((resolve) => {
        answered = () => resolve(Response.json({ keys: [first.jwk, second.jwk] }))
      })
    expect(await authenticate()).toMatchObject({ authenticated: true })
    expect(server.requests).toBe(2)
    answered()
    await settled()
    server.answer = unreachable
    expect(await authenticate(second)).toMatchObject({ authenticated: true })
    expect(server.requests).toBe(2)
  })

  test('are asked for before they verify again after ten minutes', async () => {
    const server = new KeyServer(first)
    const { authenticate } = application(server)
    await authenticate()
    later(10 * minute)
    server.keys = [second.jwk]
    await expect(authenticate()).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
    expect(await authenticate(second)).toMatchObject({ authenticated: true })
    expect(server.requests).toBe(2)
  })
})

describe('a key that is not known', () => {
  test('is asked for, and found', async () => {
    const server = new KeyServer(first)
    const { authenticate } = application(server)
    await authenticate()
    server.keys.push(second.jwk)
    later(31 * aSecond)
    expect(await authenticate(second)).toMatchObject({ authenticated: true })
    expect(server.requests).toBe(2)
  })

  test('is not asked for again and again', async () => {
    const server = new KeyServer(first)
    const { authenticate } = application(server)
    for (let count = 0; count < 5; count++) {
      await expect(authenticate(second)).rejects.toMatchObject({ name: 'JWKSNoMatchingKey' })
    }
    expect(server.requests).toBe(1)
    later(31 * aSecond)
    await expect(authenticate(second)).rejects.toMatchObject({ name: 'JWKSNoMatchingKey' })
    expect(server.requests).toBe(2)
  })
})

describe('an outage of the server', () => {
  const outages: [string, () => Response][] = [
    ['that cannot be reached', unreachable],
    ['that answers 503', () => new Response('', { status: 503 })],
    ['that answers with a page', () => new Response('<html>')],
    ['that answers with something else', () => Response.json({ message: 'Not found' })],
    ['that redirects', () => new Response('', { status: 302, headers: { location: '/' } })],
  ]

  test.each(outages)('%s signs nobody out', async (_, answer) => {
    const server = new KeyServer(first)
    const { authenticate, settled } = application(server)
    await authenticate()
    server.answer = answer
    for (const age of [6 * minute, 10 * minute, hour, 22 * hour]) {
      vi.setSystemTime(start.getTime() + age)
      expect(await authenticate()).toMatchObject({ authenticated: true })
      await settled()
    }
    server.answer = undefined
    later(minute)
    server.keys = [second.jwk]
    expect(await authenticate(second)).toMatchObject({ authenticated: true })
  })

  test('makes one request wait in thirty seconds, not every one', async () => {
    const server = new KeyServer(first)
    const { authenticate } = application(server)
    await authenticate()
    later(11 * minute)
    server.answer = unreachable
    for (let count = 0; count < 10; count++) await authenticate()
    expect(server.requests).toBe(2)
    later(31 * aSecond)
    await authenticate()
    expect(server.requests).toBe(3)
  })

  test('of a day leaves keys that nobody should trust', async () => {
    const server = new KeyServer(first)
    const { authenticate } = application(server)
    await authenticate()
    server.answer = unreachable
    later(24 * hour)
    await expect(authenticate()).rejects.toThrow('fetch failed')
  })

  test.each(outages)(
    '%s before the first request is told as it is, not as a bad token',
    async (_, answer) => {
      const server = Object.assign(new KeyServer(), { answer })
      const failure = (failed: Error) => ({
        name: failed.name,
        code: 'code' in failed && failed.code,
      })
      const ours = await application(server).authenticate().catch(failure)
      const { userManagement } = officialClient(server)
      const sessionData = await sealOfficially(session(await accessToken(first)))
      const cookie = userManagement.loadSealedSession({ sessionData, cookiePassword })
      expect(ours).toEqual(await cookie.authenticate().catch(failure))
    },
  )

  test('is over as soon as it is over', async () => {
    const server = Object.assign(new KeyServer(first), { answer: unreachable })
    const { authenticate } = application(server as KeyServer)
    await expect(authenticate()).rejects.toThrow(TypeError)
    ;(server as KeyServer).answer = undefined
    expect(await authenticate()).toMatchObject({ authenticated: true })
  })

  test('that only hangs is given up after five seconds', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.timeout(1))
    const hangs = (_url: unknown, { signal }: RequestInit = {}) =>
      new Promise<Response>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    const { userManagement } = client(sdk, Object.assign(new KeyServer(), { fetch: hangs }))
    const keySet = await userManagement.getJWKS()
    await expect(keySet?.reload()).rejects.toMatchObject({ name: 'JWKSTimeout' })
    expect(timeout).toHaveBeenCalledWith(5_000)
    timeout.mockRestore()
  })
})

describe('a key set as a function', () => {
  test('is what jwtVerify of jose takes, and tells what createRemoteJWKSet tells', async () => {
    const server = new KeyServer(first)
    const ours = remoteKeySet('https://api.example.com/sso/jwks/x', { fetchFn: server.fetch })
    vi.stubGlobal('fetch', server.fetch)
    const theirs = jose.createRemoteJWKSet(new URL('https://api.example.com/sso/jwks/x'))
    const state = ({ fresh, coolingDown, reloading, jwks }: typeof theirs) => ({
      fresh,
      coolingDown,
      reloading,
      jwks: jwks(),
    })
    const compare = () => expect(state(ours as typeof theirs)).toEqual(state(theirs))

    compare()
    const token = await accessToken(first)
    for (const keySet of [ours, theirs]) {
      const { payload } = await jose.jwtVerify(token, keySet as typeof theirs)
      expect(payload).toMatchObject(claims)
    }
    compare()
    later(31 * aSecond)
    compare()
    later(10 * minute)
    compare()
    const reloads = [ours.reload(), theirs.reload()]
    compare()
    await Promise.all(reloads)
    compare()
    for (const keySet of [ours, theirs]) {
      const foreign = jose.jwtVerify(await accessToken(second), keySet as typeof theirs)
      await expect(foreign).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
    }
  })

  test('takes the header of a flattened token', async () => {
    const keySet = remoteKeySet('https://x.example.com', { fetchFn: new KeyServer(first).fetch })
    const jws = await new jose.FlattenedSign(new TextEncoder().encode('{}'))
      .setProtectedHeader({ alg: 'RS256' })
      .setUnprotectedHeader({ kid: 'first' })
      .sign(first.privateKey)
    await expect(jose.flattenedVerify(jws, keySet)).resolves.toBeDefined()
  })

  test('is undefined for a client without a client ID', async () => {
    const { userManagement } = client(sdk, new KeyServer(), { clientId: undefined })
    expect(await userManagement.getJWKS()).toBeUndefined()
    const sessionData = await sealOfficially(session(await accessToken(first)))
    const cookie = userManagement.loadSealedSession({ sessionData, cookiePassword })
    await expect(cookie.authenticate()).rejects.toThrow('clientId')
  })
})
