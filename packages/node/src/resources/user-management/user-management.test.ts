import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Answer, outcome } from '../../../test/both-sdks.ts'
import { type Grant, payloads } from '../../../test/cases/authenticate.ts'
import { user } from '../../../test/cases/users.ts'
import { one } from '../../../test/fixtures.ts'
import { WorkOS } from '../../index.ts'

const cookiePassword = 'a cookie password of at least 32 characters'
const newPassword = 'another cookie password of 32 characters'
const official = new OfficialWorkOS('sk_test', { clientId: 'client_1' })
const ours = new WorkOS('sk_test', { clientId: 'client_1' })
const bothSdks = [
  ['the official SDK', OfficialWorkOS],
  ['ours', WorkOS],
] as const
const methods = Object.keys(payloads) as Grant[]

let accessToken: string
let signedIn: Answer
let publicKey: object

beforeAll(async () => {
  const keys = await generateKeyPair('RS256')
  publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'key_1', alg: 'RS256', use: 'sig' }
  accessToken = await new SignJWT({ sid: 'session_1', org_id: 'org_1', permissions: ['read'] })
    .setProtectedHeader({ alg: 'RS256', kid: 'key_1' })
    .setIssuer('https://api.example.com')
    .setExpirationTime('5m')
    .sign(keys.privateKey)
  signedIn = one({
    user,
    access_token: accessToken,
    refresh_token: 'refresh_1',
    authentication_method: 'Password',
    impersonator: { email: 'support@example.com', reason: null },
  })
})

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

/** Signs in with a method and its least options. */
const signIn = (
  Sdk: new (options: never) => unknown,
  method: Grant,
  session: object,
  options?: object,
) =>
  outcome(
    Sdk,
    (sdk) => sdk.userManagement[method]({ ...payloads[method].required, session }),
    [signedIn],
    { ...options },
  )

const sealedBy = async (Sdk: new (options: never) => unknown, method: Grant, session: object) => {
  const { result } = await signIn(Sdk, method, session)
  return (result as { sealedSession: string }).sealedSession
}

describe('a session that is sealed with the sign-in', () => {
  test.each(methods)('by %s holds the same as one of the official SDK', async (method) => {
    const session = { sealSession: true, cookiePassword }
    const sealed = await sealedBy(WorkOS, method, session)
    const sealedByThem = await sealedBy(OfficialWorkOS, method, session)
    const held = await official.userManagement.getSessionFromCookie({
      sessionData: sealed,
      cookiePassword,
    })
    const heldByThem = await ours.userManagement.getSessionFromCookie({
      sessionData: sealedByThem,
      cookiePassword,
    })
    expect(held).toEqual(heldByThem)
    expect(held).toMatchObject({ organizationId: 'org_1', refreshToken: 'refresh_1', accessToken })
  })

  test('is sealed with the first of several passwords and opened with any', async () => {
    const sessionData = await sealedBy(WorkOS, 'authenticateWithPassword', {
      sealSession: true,
      cookiePassword: [newPassword, cookiePassword],
    })
    const opened = await official.userManagement.getSessionFromCookie({
      sessionData,
      cookiePassword: newPassword,
    })
    expect(opened).toMatchObject({ refreshToken: 'refresh_1' })
    const passwords = [cookiePassword, newPassword]
    expect(
      await ours.userManagement.getSessionFromCookie({ sessionData, cookiePassword: passwords }),
    ).toEqual(opened)
  })

  // The official SDK spends the code or the refresh token first and throws it away with the answer.
  test.each([
    ['authenticateWithPassword', { sealSession: true }, {}],
    ['authenticateWithCode', { sealSession: true, cookiePassword: '' }, {}],
    ['authenticateWithRefreshToken', { sealSession: true, cookiePassword }, { apiKey: undefined }],
    ['authenticateWithCodeAndVerifier', { sealSession: true, cookiePassword }, { apiKey: '' }],
  ] as const)('is refused before %s asks for tokens', async (method, session, options) => {
    const { exception: theirs } = await signIn(OfficialWorkOS, method, session, options)
    expect(await signIn(WorkOS, method, session, options)).toEqual({
      requests: [],
      exception: theirs,
    })
  })

  test.each(methods)('needs an API key before a cookie password: %s', async (method) => {
    const withoutKey = { apiKey: undefined }
    const { exception } = await signIn(OfficialWorkOS, method, { sealSession: true }, withoutKey)
    expect(await signIn(WorkOS, method, { sealSession: true }, withoutKey)).toMatchObject({
      exception,
    })
  })
})

describe('the session of a cookie', () => {
  test.each(bothSdks)('is opened with the password of the environment by %s', async (_, Sdk) => {
    vi.stubEnv('WORKOS_COOKIE_PASSWORD', cookiePassword)
    const sessionData = await sealedBy(OfficialWorkOS, 'authenticateWithPassword', {
      sealSession: true,
      cookiePassword,
    })
    const sdk = new Sdk({ apiKey: 'sk_test', clientId: 'client_1' })
    expect(await sdk.userManagement.getSessionFromCookie({ sessionData })).toMatchObject({
      refreshToken: 'refresh_1',
    })
  })

  test.each([
    ['that the environment has signed', undefined],
    ['of the right issuer', ['https://other.example.com', 'https://api.example.com']],
    ['of another issuer', 'https://other.example.com'],
  ])('signs in with an access token %s as the official SDK does', async (_, issuer) => {
    vi.stubGlobal('fetch', async () => Response.json({ keys: [publicKey] }))
    const sessionData = await sealedBy(OfficialWorkOS, 'authenticateWithPassword', {
      sealSession: true,
      cookiePassword,
    })
    const answers = bothSdks.map(([, Sdk]) => {
      const sdk = new Sdk({ apiKey: 'sk_test', clientId: 'client_1', issuer })
      return sdk.userManagement.authenticateWithSessionCookie({ sessionData, cookiePassword })
    })
    const [theirs, { impersonator, ...same }] = (await Promise.all(answers)) as [object, Signed]
    expect(JSON.parse(JSON.stringify(same))).toEqual(JSON.parse(JSON.stringify(theirs)))
    // The official SDK forgets the impersonator here, and tells it in CookieSession.authenticate().
    if (same.authenticated)
      expect(impersonator).toEqual({ email: 'support@example.com', reason: null })
  })
})

interface Signed {
  authenticated: boolean
  impersonator?: object
}

describe('an authorization URL with PKCE', () => {
  test('carries the challenge of its verifier', async () => {
    const { url, codeVerifier } = await ours.userManagement.getAuthorizationUrlWithPKCE({
      provider: 'authkit',
      redirectUri: 'myapp://callback',
    })
    expect(new URL(url).searchParams.get('code_challenge')).toBe(
      await official.pkce.generateCodeChallenge(codeVerifier),
    )
  })

  // The official SDK takes both options and leaves them out.
  test('carries the invitation and the nonce', async () => {
    const { url } = await ours.userManagement.getAuthorizationUrlWithPKCE({
      provider: 'authkit',
      redirectUri: 'myapp://callback',
      invitationToken: 'invitation_1',
      claimNonce: 'nonce_1',
    })
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      invitation_token: 'invitation_1',
      claim_nonce: 'nonce_1',
    })
  })
})
