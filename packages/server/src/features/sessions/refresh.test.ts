import { decodeJwt } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { createPerson, type Person, refresh, signInByApi } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../api-keys/api-key.ts'
import { updateAuthenticationSettings } from '../environments/environment.ts'
import { deleteUser, updateUser } from '../users/user.ts'

let server: TestServer
let person: Person

beforeAll(async () => {
  server = await startTestServer()
  person = await createPerson(server)
})
afterAll(() => server?.stop())

const signIn = async (who = person): Promise<{ refresh_token: string; access_token: string }> =>
  signInByApi(server, who)

const refusedWith = (description: string) => ({
  status: 400,
  body: { error: 'invalid_grant', error_description: description },
})
const ended = refusedWith('Session has already ended.')
const exchanged = refusedWith('Refresh token already exchanged.')
const invalid = refusedWith('Invalid refresh token.')

const sidOf = (accessToken: string) => decodeJwt(accessToken).sid as string
const endedAt = async (accessToken: string) => {
  const row = await server.deps.db
    .selectFrom('sessions')
    .select('ended_at')
    .where('id', '=', sidOf(accessToken))
    .executeTakeFirstOrThrow()
  return row.ended_at
}

describe('a refresh', () => {
  test('answers with a new pair of tokens of the same session', async () => {
    const first = await signIn()
    server.deps.clock.advance(60)
    const { status, body } = await refresh(server, first.refresh_token)
    expect(status).toBe(200)
    expect(body.refresh_token).not.toBe(first.refresh_token)
    const [before, after] = [decodeJwt(first.access_token), decodeJwt(body.access_token)]
    expect(after.sid).toBe(before.sid)
    expect(after.auth_time).toBe(before.auth_time)
    expect(after.jti).not.toBe(before.jti)
    expect(after.iat).toBeGreaterThanOrEqual((before.iat ?? 0) + 60)
    expect(after.exp).toBe((after.iat ?? 0) + 300)
    expect(body.authentication_method).toBe('Password')
  })

  test('can be repeated for as long as the session lives', async () => {
    let { refresh_token: token } = await signIn()
    for (let count = 0; count < 5; count++) {
      server.deps.clock.advance(300)
      const { status, body } = await refresh(server, token)
      expect(status).toBe(200)
      token = body.refresh_token
    }
  })

  test('answers with the user as the API reads them', async () => {
    const somebody = await createPerson(server)
    const metadata = { note: 'two lines\n"quoted", \\ and 🐘' }
    const changes = { lastName: 'Ünal', metadata }
    await updateUser(server.deps, server.staging.environment, somebody.user.id, changes)
    const { refresh_token } = await signIn(somebody)
    const read = await callApi(server, 'GET', `/user_management/users/${somebody.user.id}`)
    const { body } = await refresh(server, refresh_token)
    expect(body.user).toEqual(read.body)
    expect(body.user).toMatchObject({ last_name: 'Ünal', metadata, locale: null })
    expect(body.user.last_sign_in_at).toMatch(/Z$/)
  })

  test('reads the user anew', async () => {
    const somebody = await createPerson(server)
    const { refresh_token } = await signIn(somebody)
    const changes = { firstName: 'Grace', metadata: { plan: 'gold' } }
    await updateUser(server.deps, server.staging.environment, somebody.user.id, changes)
    const { body } = await refresh(server, refresh_token)
    expect(body.user).toMatchObject({ first_name: 'Grace', metadata: { plan: 'gold' } })
  })

  test('is one statement for a backend, its key and all', async () => {
    let { refresh_token: token } = await signIn()
    const again = async () => {
      token = (await refresh(server, token)).body.refresh_token
    }
    // What is remembered for a moment is read now.
    await again()
    const query = vi.spyOn(pg.Client.prototype, 'query')
    await again()
    const names = query.mock.calls.map(([config]) => (config as { name?: string }).name)
    query.mockRestore()
    expect(names).toEqual(['sessions.rotate'])
  })

  test('is refused to a key that was revoked a moment ago, and the token still works', async () => {
    const { environment } = server.staging
    const { apiKey, value } = await createApiKey(server.deps, environment, 'Backend')
    const { refresh_token } = await signIn()
    const first = await refresh(server, refresh_token, { client_secret: value })
    const token = first.body.refresh_token
    await revokeApiKey(server.deps, environment.id, apiKey.id)
    expect(await refresh(server, token, { client_secret: value })).toMatchObject({
      status: 400,
      body: { error: 'invalid_client' },
    })
    server.deps.clock.advance(31)
    expect((await refresh(server, token)).status).toBe(200)
  })

  test('is refused to a key of another environment', async () => {
    const { refresh_token } = await signIn()
    const { apiKey } = server.production
    expect(await refresh(server, refresh_token, { client_secret: apiKey })).toMatchObject({
      body: { error: 'invalid_client' },
    })
  })

  test('says when the key was used last', async () => {
    const { environment } = server.staging
    const { apiKey, value } = await createApiKey(server.deps, environment, 'Backend')
    const { refresh_token } = await signIn()
    await refresh(server, refresh_token, { client_secret: value })
    const lastUsed = async () =>
      (await listApiKeys(server.deps, environment.id)).find(({ id }) => id === apiKey.id)
        ?.lastUsedAt
    await expect.poll(lastUsed).toBeInstanceOf(Date)
  })

  test('needs no client secret, for clients that have none', async () => {
    const { refresh_token } = await signIn()
    expect((await refresh(server, refresh_token, { client_secret: undefined })).status).toBe(200)
  })

  test('is no new sign-in: neither last_sign_in_at nor the events know of it', async () => {
    const somebody = await createPerson(server)
    const { refresh_token } = await signIn(somebody)
    const count = async () =>
      (await server.deps.db.selectFrom('events').select('id').execute()).length
    const before = await count()
    const path = `/user_management/users/${somebody.user.id}`
    const { last_sign_in_at } = (await callApi(server, 'GET', path)).body
    server.deps.clock.advance(60)
    const { body } = await refresh(server, refresh_token)
    expect(body.user.last_sign_in_at).toBe(last_sign_in_at)
    expect(await count()).toBe(before)
  })

  test('into an organization is refused, because there is none of that name', async () => {
    const { refresh_token } = await signIn()
    expect(await refresh(server, refresh_token, { organization_id: 'org_01' })).toMatchObject({
      status: 400,
      body: { error: 'organization_not_found' },
    })
    expect((await refresh(server, refresh_token)).status).toBe(200)
  })
})

describe('a refresh token presented again', () => {
  test('within half a minute gets the same successor, with an access token of its own', async () => {
    const { refresh_token } = await signIn()
    const first = await refresh(server, refresh_token)
    server.deps.clock.advance(28)
    const second = await refresh(server, refresh_token)
    expect(second.status).toBe(200)
    expect(second.body.refresh_token).toBe(first.body.refresh_token)
    expect(decodeJwt(second.body.access_token).jti).not.toBe(decodeJwt(first.body.access_token).jti)
  })

  test('fifty times at once, on two servers, gets one successor', async () => {
    const { refresh_token } = await signIn()
    const other = await server.startAnother()
    try {
      const answers = await atOnce((index) =>
        refresh(index % 2 ? server : other, refresh_token, {
          client_secret: server.staging.apiKey,
        }),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1)
      const next = await refresh(server, answers[0]?.body.refresh_token)
      expect(next.status).toBe(200)
    } finally {
      await other.stop()
    }
  })

  test('later was in two hands: it is refused and the session ends for both', async () => {
    const { refresh_token, access_token } = await signIn()
    const { body } = await refresh(server, refresh_token)
    server.deps.clock.advance(31)
    expect(await refresh(server, refresh_token)).toMatchObject(exchanged)
    expect(await endedAt(access_token)).not.toBeNull()
    expect(await refresh(server, body.refresh_token)).toMatchObject(ended)
    expect(await refresh(server, refresh_token)).toMatchObject(ended)
  })

  test('two refreshes behind is refused, but within half a minute not taken for theft', async () => {
    const { refresh_token, access_token } = await signIn()
    const second = (await refresh(server, refresh_token)).body.refresh_token
    const third = (await refresh(server, second)).body.refresh_token
    expect(await refresh(server, refresh_token)).toMatchObject(exchanged)
    expect(await endedAt(access_token)).toBeNull()
    expect((await refresh(server, third)).status).toBe(200)
  })

  test('gets no new half minute by being presented again', async () => {
    const { refresh_token } = await signIn()
    await refresh(server, refresh_token)
    server.deps.clock.advance(20)
    expect((await refresh(server, refresh_token)).status).toBe(200)
    server.deps.clock.advance(11)
    expect(await refresh(server, refresh_token)).toMatchObject(exchanged)
  })

  test('is recorded as the end of its session', async () => {
    const { refresh_token, access_token } = await signIn()
    await refresh(server, refresh_token)
    server.deps.clock.advance(31)
    await refresh(server, refresh_token)
    const events = await server.deps.db
      .selectFrom('events')
      .select('data')
      .where('event', '=', 'session.revoked')
      .execute()
    const ids = events.map(({ data }) => (data as unknown as { id: string }).id)
    expect(ids.filter((id) => id === sidOf(access_token))).toHaveLength(1)
  })
})

describe('a refresh token is refused', () => {
  test('with any of its characters changed', async () => {
    const { refresh_token } = await signIn()
    for (let index = 0; index < refresh_token.length; index++) {
      const changed = refresh_token[index] === '0' ? '1' : '0'
      const altered = refresh_token.slice(0, index) + changed + refresh_token.slice(index + 1)
      expect(await refresh(server, altered)).toMatchObject(invalid)
    }
    expect((await refresh(server, refresh_token)).status).toBe(200)
  })

  test.each([
    'x',
    'yAjhKk123NLIjdrBdGZPf8pLIDvK',
    '\u00e4',
    '../../etc/passwd',
    'x'.repeat(100_000),
  ])('when it is nothing of ours: %#', async (text) => {
    expect(await refresh(server, text)).toMatchObject(invalid)
  })

  test('when it is an access token', async () => {
    const { access_token } = await signIn()
    expect(await refresh(server, access_token)).toMatchObject(invalid)
  })

  test('to another environment, and stays good for its own', async () => {
    const { refresh_token } = await signIn()
    const { clientId, apiKey } = server.production
    const elsewhere = { client_id: clientId, client_secret: apiKey }
    expect(await refresh(server, refresh_token, elsewhere)).toMatchObject(invalid)
    expect(
      await refresh(server, refresh_token, { client_id: clientId, client_secret: undefined }),
    ).toMatchObject(invalid)
    expect((await refresh(server, refresh_token)).status).toBe(200)
  })

  test('to another application of its environment', async () => {
    const { refresh_token } = await signIn()
    const now = new Date()
    await server.deps.db
      .insertInto('applications')
      .values({
        environment_id: server.staging.environment.id,
        id: 'app_second',
        client_id: 'client_second',
        name: 'Second',
        created_at: now,
        updated_at: now,
      })
      .execute()
    expect(await refresh(server, refresh_token, { client_id: 'client_second' })).toMatchObject(
      invalid,
    )
  })

  test('once its session was revoked', async () => {
    const { refresh_token, access_token } = await signIn()
    const session = { session_id: sidOf(access_token) }
    await callApi(server, 'POST', '/user_management/sessions/revoke', session)
    expect(await refresh(server, refresh_token)).toMatchObject(ended)
  })

  test('within the half minute too, once its session was revoked', async () => {
    const { refresh_token, access_token } = await signIn()
    await refresh(server, refresh_token)
    const session = { session_id: sidOf(access_token) }
    await callApi(server, 'POST', '/user_management/sessions/revoke', session)
    expect(await refresh(server, refresh_token)).toMatchObject(ended)
  })

  test('after the longest lifetime of a session, however busy it was', async () => {
    const { environment } = server.staging
    const { settings } = environment
    await updateAuthenticationSettings(server.deps, environment.id, {
      ...settings,
      sessions: { ...settings.sessions, maximumLifetimeSeconds: 600 },
    })
    try {
      const { refresh_token } = await signIn()
      server.deps.clock.advance(590)
      const { status, body } = await refresh(server, refresh_token)
      expect(status).toBe(200)
      server.deps.clock.advance(10)
      expect(await refresh(server, body.refresh_token)).toMatchObject(ended)
    } finally {
      await updateAuthenticationSettings(server.deps, environment.id, settings)
    }
  })

  test('after the inactivity timeout, counted from the last refresh', async () => {
    const { environment } = server.staging
    const { settings } = environment
    await updateAuthenticationSettings(server.deps, environment.id, {
      ...settings,
      sessions: { ...settings.sessions, inactivityTimeoutSeconds: 600 },
    })
    try {
      const { refresh_token } = await signIn()
      server.deps.clock.advance(590)
      const { status, body } = await refresh(server, refresh_token)
      expect(status).toBe(200)
      server.deps.clock.advance(590)
      const third = await refresh(server, body.refresh_token)
      expect(third.status).toBe(200)
      server.deps.clock.advance(600)
      expect(await refresh(server, third.body.refresh_token)).toMatchObject(ended)
    } finally {
      await updateAuthenticationSettings(server.deps, environment.id, settings)
    }
  })

  test('once its user was deleted', async () => {
    const somebody = await createPerson(server)
    const { refresh_token } = await signIn(somebody)
    await deleteUser(server.deps, server.staging.environment.id, somebody.user.id)
    expect(await refresh(server, refresh_token)).toMatchObject(invalid)
  })
})

test('an access token lives as long as the settings say from the next refresh on', async () => {
  const { environment } = server.staging
  const { settings } = environment
  const { refresh_token } = await signIn()
  await updateAuthenticationSettings(server.deps, environment.id, {
    ...settings,
    sessions: { ...settings.sessions, accessTokenLifetimeSeconds: 60 },
  })
  try {
    const { body } = await refresh(server, refresh_token)
    const { exp = 0, iat = 0 } = decodeJwt(body.access_token)
    expect(exp - iat).toBe(60)
  } finally {
    await updateAuthenticationSettings(server.deps, environment.id, settings)
  }
})
