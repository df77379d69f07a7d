import { randomBytes } from 'node:crypto'
import { WorkOS } from '@workos-inc/node'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { password } from './hosted-forms.ts'
import { findFreePort, type Platform, startPlatform } from './platform.ts'
import { newEmail } from './stage.ts'

describe('the session helpers of the official SDK', () => {
  const cookiePassword = randomBytes(32).toString('base64')
  const accessTokenSeconds = 300
  const replayWindowSeconds = 30
  const longestSessionSeconds = 365 * 24 * 3600
  const homepage = 'http://localhost:3000/'
  let platform: Platform
  let workos: WorkOS

  beforeAll(async () => {
    platform = await startPlatform()
    workos = createSdk(platform)
    await platform.call('PUT', '/user_management/app_homepage_url', { url: homepage })
  })
  afterAll(async () => {
    vi.useRealTimers()
    await platform?.stop()
  })

  const createSdk = (of: { apiKey: string; clientId: string; url: string }, more = {}) =>
    new WorkOS({
      apiKey: of.apiKey,
      clientId: of.clientId,
      apiHostname: 'localhost',
      port: Number(new URL(of.url).port),
      https: false,
      ...more,
    })

  /** Time passes for both sides: the SDK reads the clock of this process, the platform has its own. */
  let passedSeconds = 0
  const setOwnClock = () => {
    const now = performance.timeOrigin + performance.now()
    vi.setSystemTime(now + passedSeconds * 1000)
  }
  const letPass = async (seconds: number) => {
    passedSeconds += seconds
    await platform.advanceClock(seconds)
    setOwnClock()
  }
  // A little more than the lifetime: the two clocks are some milliseconds apart.
  const letAccessTokenExpire = () => letPass(accessTokenSeconds + 5)
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    setOwnClock()
  })

  interface SignedIn {
    sealedSession: string
    user: { id: string; email: string }
  }
  /** Somebody new who has just signed in; what the application keeps in its cookie. */
  const signIn = async (): Promise<SignedIn> => {
    const email = newEmail()
    await workos.userManagement.createUser({ email, password, emailVerified: true })
    const { sealedSession, user } = await workos.userManagement.authenticateWithPassword({
      clientId: platform.clientId,
      email,
      password,
      session: { sealSession: true, cookiePassword },
    })
    return { sealedSession: sealedSession as string, user }
  }
  const load = (sessionData: string, sealedWith = cookiePassword) =>
    workos.userManagement.loadSealedSession({ sessionData, cookiePassword: sealedWith })
  const unseal = async (sessionData: string) =>
    (await workos.userManagement.getSessionFromCookie({ sessionData, cookiePassword })) as {
      refreshToken: string
    }
  const authenticate = async (sessionData: string) => {
    const result = await load(sessionData).authenticate()
    if (!result.authenticated) throw new Error(result.reason)
    return result
  }
  const refresh = async (sessionData: string) => {
    const result = await load(sessionData).refresh()
    if (!result.authenticated) throw new Error(result.reason)
    return { ...result, sealedSession: result.sealedSession as string }
  }
  const sessionsOf = async (userId: string) =>
    (await workos.userManagement.listSessions(userId)).data.map(({ id }) => id)

  describe('authenticate', () => {
    test('knows the user, the session and how they signed in', async () => {
      const { sealedSession, user } = await signIn()
      const result = await authenticate(sealedSession)
      expect(result.user).toMatchObject({ id: user.id, email: user.email, emailVerified: true })
      expect(await sessionsOf(user.id)).toEqual([result.sessionId])
      expect(result).toMatchObject({ authenticationMethod: 'Password', organizationId: undefined })
    })

    test('needs a cookie', async () => {
      expect(await load('').authenticate()).toEqual({
        authenticated: false,
        reason: 'no_session_cookie_provided',
      })
    })

    test.each([
      ['that was sealed with another password', (sealed: string) => sealed, 'x'.repeat(32)],
      ['that was altered', (sealed: string) => sealed.replace(/..~2$/, 'AA~2'), cookiePassword],
      ['that is none', () => 'not-a-session', cookiePassword],
    ])('refuses a cookie %s', async (_, alter, sealedWith) => {
      const { sealedSession } = await signIn()
      expect(await load(alter(sealedSession), sealedWith).authenticate()).toEqual({
        authenticated: false,
        reason: 'invalid_session_cookie',
      })
      expect(await load(alter(sealedSession), sealedWith).refresh()).toMatchObject({
        authenticated: false,
        reason: 'invalid_session_cookie',
      })
    })

    test('needs a password of 32 characters', async () => {
      const { sealedSession } = await signIn()
      await expect(load(sealedSession, 'too short').authenticate()).rejects.toThrow(/32/)
    })

    test('refuses an access token that has expired', async () => {
      const { sealedSession } = await signIn()
      await letPass(accessTokenSeconds - 30)
      await authenticate(sealedSession)
      await letPass(35)
      expect(await load(sealedSession).authenticate()).toEqual({
        authenticated: false,
        reason: 'invalid_jwt',
      })
    })

    test('refuses an access token that another platform has signed', async () => {
      const other = await startPlatform()
      try {
        const { sealedSession } = await signIn()
        const elsewhere = createSdk(other)
        const session = elsewhere.userManagement.loadSealedSession({
          sessionData: sealedSession,
          cookiePassword,
        })
        // The key is not among those of the other platform, which the SDK reports as a failure.
        await expect(session.authenticate()).rejects.toThrow(/no applicable key/)
        expect(await session.refresh()).toMatchObject({
          authenticated: false,
          reason: 'invalid_grant',
        })
      } finally {
        await other.stop()
      }
    })
  })

  describe('refresh', () => {
    test('goes on with the same session after the access token has expired', async () => {
      const { sealedSession, user } = await signIn()
      const { sessionId } = await authenticate(sealedSession)
      await letAccessTokenExpire()
      const refreshed = await refresh(sealedSession)
      expect(refreshed.sessionId).toBe(sessionId)
      expect((await authenticate(refreshed.sealedSession)).user.id).toBe(user.id)
      expect(await sessionsOf(user.id)).toEqual([sessionId])
    })

    test('goes on for as long as it is asked again and again', async () => {
      let { sealedSession } = await signIn()
      for (let times = 0; times < 5; times++) {
        await letAccessTokenExpire()
        sealedSession = (await refresh(sealedSession)).sealedSession
        await authenticate(sealedSession)
      }
    })

    test('brings what has changed about the user', async () => {
      const { sealedSession, user } = await signIn()
      await workos.userManagement.updateUser({ userId: user.id, firstName: 'Augusta' })
      expect((await authenticate(sealedSession)).user.firstName).toBeNull()
      expect((await refresh(sealedSession)).user?.firstName).toBe('Augusta')
    })

    test('gives all who refresh at the same time the same next session', async () => {
      const { sealedSession, user } = await signIn()
      await letAccessTokenExpire()
      const all = await Promise.all(Array.from({ length: 20 }, () => refresh(sealedSession)))
      const next = await Promise.all(all.map((one) => unseal(one.sealedSession)))
      expect(new Set(next.map(({ refreshToken }) => refreshToken)).size).toBe(1)
      for (const one of all) await authenticate(one.sealedSession)
      expect(await sessionsOf(user.id)).toHaveLength(1)
      // Whichever of the answers arrives last in the browser, the session goes on with it.
      await letAccessTokenExpire()
      await refresh((all.at(-1) as { sealedSession: string }).sealedSession)
    })

    test('answers a tab that is late by a few seconds as it answered the first', async () => {
      const { sealedSession } = await signIn()
      const first = await refresh(sealedSession)
      await letPass(replayWindowSeconds - 5)
      const second = await refresh(sealedSession)
      expect((await unseal(second.sealedSession)).refreshToken).toBe(
        (await unseal(first.sealedSession)).refreshToken,
      )
    })

    test('refuses a cookie that turns up long after it was exchanged, and ends the session for both', async () => {
      const { sealedSession, user } = await signIn()
      const { sealedSession: rightful } = await refresh(sealedSession)
      await letPass(replayWindowSeconds + 5)
      await expect(refresh(sealedSession)).rejects.toThrow('invalid_grant')
      await expect(refresh(rightful)).rejects.toThrow('invalid_grant')
      expect(await sessionsOf(user.id)).toEqual([])
    })

    test.each<[string, (signedIn: SignedIn & { sessionId: string }) => Promise<unknown>]>([
      ['was revoked', ({ sessionId }) => workos.userManagement.revokeSession({ sessionId })],
      ['lost its user', ({ user }) => workos.userManagement.deleteUser(user.id)],
      [
        'was begun with a password that has been changed since',
        async ({ user }) => {
          const { passwordResetToken: token } = await workos.userManagement.createPasswordReset({
            email: user.email,
          })
          const newPassword = 'another staple of the battery horse'
          await workos.userManagement.resetPassword({ token, newPassword })
        },
      ],
      ['is as old as a session can be', () => letPass(longestSessionSeconds + 5)],
    ])('ends with a session that %s', async (_, end) => {
      const { sealedSession, user } = await signIn()
      const { sessionId } = await authenticate(sealedSession)
      await end({ sealedSession, user, sessionId })
      expect(await load(sealedSession).refresh()).toEqual({
        authenticated: false,
        reason: 'invalid_grant',
        retryable: false,
      })
    })

    test('leaves the access token of a revoked session valid until it expires', async () => {
      const { sealedSession } = await signIn()
      const { sessionId } = await authenticate(sealedSession)
      await workos.userManagement.revokeSession({ sessionId })
      await authenticate(sealedSession)
      await letAccessTokenExpire()
      expect(await load(sealedSession).authenticate()).toMatchObject({ reason: 'invalid_jwt' })
    })

    test('says that it may be tried again while the platform cannot be reached', async () => {
      const { sealedSession } = await signIn()
      const url = `http://localhost:${await findFreePort()}`
      const unreachable = createSdk({ ...platform, url }, { maxRetries: 0 })
      const session = unreachable.userManagement.loadSealedSession({
        sessionData: sealedSession,
        cookiePassword,
      })
      expect(await session.refresh()).toMatchObject({ authenticated: false, retryable: true })
      await refresh(sealedSession)
    })
  })

  describe('getLogoutUrl', () => {
    const visit = (url: string) =>
      fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } })

    test('leads to an address that ends the session and comes back to the application', async () => {
      const { sealedSession, user } = await signIn()
      const url = await load(sealedSession).getLogoutUrl()
      const answer = await visit(url)
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toBe(homepage)
      expect(await sessionsOf(user.id)).toEqual([])
      await expect(refresh(sealedSession)).rejects.toThrow('invalid_grant')
    })

    test('ends one session and leaves the others of the same user alone', async () => {
      const { sealedSession, user } = await signIn()
      const second = await workos.userManagement.authenticateWithPassword({
        clientId: platform.clientId,
        email: user.email,
        password,
        session: { sealSession: true, cookiePassword },
      })
      await visit(await load(sealedSession).getLogoutUrl())
      await refresh(second.sealedSession as string)
    })

    test('does not come back to an address that is not registered, and ends the session all the same', async () => {
      const { sealedSession, user } = await signIn()
      const returnTo = 'https://elsewhere.example/'
      const answer = await visit(await load(sealedSession).getLogoutUrl({ returnTo }))
      expect(answer.status).toBe(400)
      expect(answer.headers.get('location')).toBeNull()
      expect(await sessionsOf(user.id)).toEqual([])
    })

    test('may be visited twice', async () => {
      const { sealedSession } = await signIn()
      const url = await load(sealedSession).getLogoutUrl()
      await visit(url)
      const again = await visit(url)
      expect(again.status).toBeLessThan(400)
    })

    test('needs an access token that has not expired, such as a refreshed one', async () => {
      const { sealedSession, user } = await signIn()
      await letAccessTokenExpire()
      await expect(load(sealedSession).getLogoutUrl()).rejects.toThrow('invalid_jwt')
      const { sealedSession: refreshed } = await refresh(sealedSession)
      await visit(await load(refreshed).getLogoutUrl())
      expect(await sessionsOf(user.id)).toEqual([])
    })
  })
})
