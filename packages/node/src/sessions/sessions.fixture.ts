import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import * as jose from 'jose'
import { vi } from 'vitest'

export const cookiePassword = 'a cookie password of 38 characters ...'
export const clientId = 'client_sessions'

export const user = {
  object: 'user' as const,
  id: 'user_01',
  email: 'ada@example.com',
  emailVerified: true,
  name: 'Ada Lovelace',
  firstName: 'Ada',
  lastName: 'Lovelace',
  profilePictureUrl: null,
  lastSignInAt: '2025-11-26T08:00:00.000Z',
  locale: 'de-AT',
  createdAt: '2025-01-01T00:00:00.000Z',
  updatedAt: '2025-11-26T08:00:00.000Z',
  externalId: null,
  metadata: { plan: 'größer 🚀' },
}

export const claims = {
  iss: 'https://issuer.example.com',
  sub: 'user_01',
  sid: 'session_01',
  org_id: 'org_01',
  role: 'admin',
  roles: ['admin', 'member'],
  permissions: ['reports:read'],
  entitlements: ['audit-logs'],
  feature_flags: ['beta'],
}

/** A server's signing key, and how it is published. */
export interface SigningKey {
  privateKey: CryptoKey
  jwk: jose.JWK
}

export async function signingKey(
  alg = 'RS256',
  kid: string | undefined = 'key_01',
): Promise<SigningKey> {
  const { publicKey, privateKey } = await jose.generateKeyPair(alg)
  return { privateKey, jwk: { ...(await jose.exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

/** A token of ten minutes, save for what is said otherwise. */
export function accessToken(
  { privateKey, jwk }: SigningKey,
  payload: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new jose.SignJWT({ ...claims, iat: now, exp: now + 600, ...payload } as jose.JWTPayload)
    .setProtectedHeader({ alg: jwk.alg as string, kid: jwk.kid, typ: 'JWT', ...header })
    .sign(privateKey)
}

/** What a cookie holds. */
export const session = (token: string, more: object = {}) => ({
  organizationId: 'org_01',
  user,
  accessToken: token,
  refreshToken: 'refresh_01',
  authenticationMethod: 'Password' as const,
  ...more,
})

/** A server that publishes keys, as both SDKs fetch them: through `fetchFn`, and globally. */
export class KeyServer {
  keys: jose.JWK[]
  requests = 0
  /** Answers in place of the keys. */
  answer: (() => Response | Promise<Response>) | undefined

  constructor(...keys: SigningKey[]) {
    this.keys = keys.map(({ jwk }) => jwk)
  }

  readonly fetch = async (_url: unknown, _init?: RequestInit): Promise<Response> => {
    this.requests += 1
    return this.answer ? this.answer() : Response.json({ keys: this.keys })
  }
}

export const unreachable = () => {
  throw new TypeError('fetch failed')
}

/** This SDK on one of its platforms, in a state of its own. */
export async function sdkOn(platform: 'node' | 'web') {
  vi.resetModules()
  vi.doMock('#platform', () => import(`../platform/${platform}.ts`))
  const [{ WorkOS }, sealedSession, { SharedWork }] = await Promise.all([
    import('../workos.ts'),
    import('./sealed-session.ts'),
    import('./shared-work.ts'),
  ])
  vi.doUnmock('#platform')
  return { WorkOS, SharedWork, ...sealedSession }
}

export type Sdk = Awaited<ReturnType<typeof sdkOn>>

const settings = { clientId, apiHostname: 'api.example.com', maxRetries: 0 }

export function client({ WorkOS }: Pick<Sdk, 'WorkOS'>, server: KeyServer, options: object = {}) {
  return new WorkOS('sk_test', { ...settings, fetchFn: server.fetch, ...options })
}

/** The official SDK fetches keys with the global fetch, whatever its `fetchFn` is. */
export function officialClient(server: KeyServer, options: object = {}) {
  vi.stubGlobal('fetch', server.fetch)
  return new OfficialWorkOS('sk_test', { ...settings, fetchFn: server.fetch, ...options })
}

/** A result, or the name of an exception: what an application goes by. */
export async function verdict(call: () => unknown): Promise<unknown> {
  try {
    return { result: JSON.parse(JSON.stringify(await call())) }
  } catch (exception) {
    const { name, code } = exception as Error & { code?: unknown }
    return { exception: name, code }
  }
}

/** Seals as the official SDK does. */
export async function sealOfficially(data: object, password = cookiePassword): Promise<string> {
  const { userManagement } = new OfficialWorkOS('sk_test', settings)
  const sealer = userManagement as unknown as {
    prepareAuthenticationResponse(options: object): Promise<{ sealedSession: string }>
  }
  const { sealedSession } = await sealer.prepareAuthenticationResponse({
    authenticationResponse: data,
    session: { sealSession: true, cookiePassword: password },
  })
  return sealedSession
}

/** Numbers that look random and are the same in every run. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
