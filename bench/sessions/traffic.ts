import { randomBytes } from 'node:crypto'
import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** Cookies as browsers send them, and the sessions in them. */
export interface SessionTraffic {
  cookiePassword: string
  /** Each session once. */
  headers: string[]
  /** The same sessions sealed many times: more cookies than an SDK remembers. */
  manyHeaders: string[]
  sessions: Authentication[]
}

export interface Authentication {
  user: object
  accessToken: string
  refreshToken: string
  authenticationMethod: string
}

interface Sealer {
  prepareAuthenticationResponse(options: {
    authenticationResponse: object
    session: { sealSession: true; cookiePassword: string }
  }): Promise<{ sealedSession: string }>
}

const numberOfSessions = 1_000
const cookiesOfEachSession = 12
const cookieName = 'wos-session='

/** Sealed by the official SDK, each with salts of its own. The keys are published to `fetch`. */
export async function makeTraffic(): Promise<SessionTraffic> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' }
  globalThis.fetch = async () => Response.json({ keys: [jwk] })
  const cookiePassword = randomBytes(32).toString('base64url')
  const sessions = await Promise.all(
    Array.from({ length: numberOfSessions }, (_, index) => authentication(index, privateKey)),
  )
  const seal = officialSealer(cookiePassword)
  const manyHeaders: string[] = []
  for (let round = 0; round < cookiesOfEachSession; round++) {
    const sealed = await Promise.all(sessions.map(seal))
    manyHeaders.push(...sealed.map((cookie) => `theme=dark; ${cookieName}${cookie}`))
  }
  const headers = manyHeaders.slice(0, numberOfSessions)
  return { cookiePassword, headers, manyHeaders, sessions }
}

/** A string of its own each time, as every request brings one. */
export function cookieOf(header: string): string {
  return header.slice(header.indexOf(cookieName) + cookieName.length)
}

export function officialSealer(cookiePassword: string) {
  const { userManagement } = new OfficialWorkOS('sk_bench', { clientId: 'client_bench' })
  const sealer = userManagement as unknown as Sealer
  const session = { sealSession: true as const, cookiePassword }
  return async (authenticationResponse: object): Promise<string> =>
    (await sealer.prepareAuthenticationResponse({ authenticationResponse, session })).sealedSession
}

async function authentication(index: number, privateKey: CryptoKey): Promise<Authentication> {
  const id = String(index).padStart(26, '0')
  const now = new Date().toISOString()
  const accessToken = await new SignJWT({
    sid: `session_${id}`,
    org_id: `org_${id}`,
    role: 'admin',
    roles: ['admin'],
    permissions: ['posts:read', 'posts:write', 'members:invite', 'billing:manage'],
    entitlements: ['audit-logs'],
    feature_flags: ['new-editor'],
    jti: randomBytes(16).toString('hex'),
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'JWT' })
    .setIssuer('https://api.example.com/user_management/client_bench')
    .setSubject(`user_${id}`)
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(privateKey)
  return {
    user: {
      object: 'user',
      id: `user_${id}`,
      email: `person-${index}@example.com`,
      emailVerified: true,
      name: 'Ada Lovelace',
      firstName: 'Ada',
      lastName: 'Lovelace',
      profilePictureUrl: `https://images.example.com/${id}.png`,
      lastSignInAt: now,
      locale: 'en-GB',
      createdAt: now,
      updatedAt: now,
      externalId: null,
      metadata: { plan: 'team' },
    },
    accessToken,
    refreshToken: randomBytes(32).toString('base64url'),
    authenticationMethod: 'Password',
  }
}
