import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi } from '../../../test/api.ts'
import { createPerson, type Person, refresh, signInByApi } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'
import { updateAuthenticationSettings } from '../environments/environment.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

/** Signs in and says which session began. */
const beginSession = async (person: Person, environment = server.staging): Promise<string> => {
  const { access_token } = await signInByApi(server, person, environment)
  return decodeJwt(access_token).sid as string
}

const list = async (person: Person, query = '') =>
  callApi(server, 'GET', `/user_management/users/${person.user.id}/sessions${query}`)
const idsOf = async (person: Person, query = '') =>
  (await list(person, query)).body.data.map(({ id }: { id: string }) => id)

const revoke = (sessionId: unknown, environment = server.staging) =>
  callApi(
    server,
    'POST',
    '/user_management/sessions/revoke',
    { session_id: sessionId },
    environment,
  )

describe('GET /user_management/users/:id/sessions', () => {
  test('lists the sessions of the user, newest first', async () => {
    const [ada, eve] = [await createPerson(server), await createPerson(server)]
    const first = await beginSession(ada)
    await beginSession(eve)
    server.deps.clock.advance(1)
    const second = await beginSession(ada)
    const { status, body } = await list(ada)
    expect(status).toBe(200)
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([second, first])
    expect(body.data[0]).toEqual({
      object: 'session',
      id: second,
      user_id: ada.user.id,
      ip_address: expect.any(String),
      user_agent: 'Backend/1.0',
      auth_method: 'password',
      status: 'active',
      expires_at: expect.any(String),
      ended_at: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
  })

  test('leaves out those that were revoked', async () => {
    const person = await createPerson(server)
    const [gone, living] = [await beginSession(person), await beginSession(person)]
    await revoke(gone)
    expect(await idsOf(person)).toEqual([living])
  })

  test('leaves out those that expired', async () => {
    const person = await createPerson(server)
    await beginSession(person)
    const { maximumLifetimeSeconds } = server.staging.environment.settings.sessions
    server.deps.clock.advance(maximumLifetimeSeconds)
    const living = await beginSession(person)
    expect(await idsOf(person)).toEqual([living])
  })

  test('leaves out those that nobody used for longer than the inactivity timeout', async () => {
    const { environment } = server.staging
    const { settings } = environment
    const sessions = { ...settings.sessions, inactivityTimeoutSeconds: 600 }
    await updateAuthenticationSettings(server.deps, environment.id, { ...settings, sessions })
    try {
      const person = await createPerson(server)
      const used = await signInByApi(server, person)
      await beginSession(person)
      server.deps.clock.advance(500)
      expect((await refresh(server, used.refresh_token)).status).toBe(200)
      server.deps.clock.advance(500)
      expect(await idsOf(person)).toEqual([decodeJwt(used.access_token).sid])
    } finally {
      await updateAuthenticationSettings(server.deps, environment.id, settings)
    }
  })

  test('is read page by page', async () => {
    const person = await createPerson(server)
    const sessions: string[] = []
    for (let count = 0; count < 3; count++) {
      sessions.unshift(await beginSession(person))
      server.deps.clock.advance(1)
    }
    const first = (await list(person, '?limit=2')).body
    expect(first.data.map(({ id }: { id: string }) => id)).toEqual(sessions.slice(0, 2))
    expect(first.list_metadata).toEqual({ before: null, after: sessions[1] })
    const second = (await list(person, `?limit=2&after=${first.list_metadata.after}`)).body
    expect(second.data.map(({ id }: { id: string }) => id)).toEqual(sessions.slice(2))
    expect(second.list_metadata).toEqual({ before: sessions[2], after: null })
  })

  test('is empty for somebody who never signed in', async () => {
    expect((await list(await createPerson(server))).body).toEqual({
      object: 'list',
      data: [],
      list_metadata: { before: null, after: null },
    })
  })

  test.each(['user_01NOBODY', 'nobody', '%00', "x'--"])('knows no user %s', async (id) => {
    const { status } = await callApi(server, 'GET', `/user_management/users/${id}/sessions`)
    expect([404, 422]).toContain(status)
  })
})

describe('POST /user_management/sessions/revoke', () => {
  test('ends the session and records it', async () => {
    const person = await createPerson(server)
    const { access_token, refresh_token } = await signInByApi(server, person)
    const { status, body } = await revoke(decodeJwt(access_token).sid)
    expect(status).toBe(200)
    expect(body).toBe('')
    expect(await refresh(server, refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Session has already ended.' },
    })
    const { data } = await server.deps.db
      .selectFrom('events')
      .select('data')
      .where('event', '=', 'session.revoked')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(data).toMatchObject({
      object: 'session',
      id: decodeJwt(access_token).sid,
      status: 'revoked',
      ended_at: expect.any(String),
    })
  })

  test('refuses a session that has ended already', async () => {
    const id = await beginSession(await createPerson(server))
    await revoke(id)
    expect(await revoke(id)).toMatchObject({
      status: 400,
      body: {
        code: 'session_already_ended',
        message: `The session '${id}' has already ended.`,
      },
    })
  })

  test('does not know the session of another environment, and leaves it alone', async () => {
    const person = await createPerson(server, { environment: server.production })
    const { access_token } = await signInByApi(server, person, server.production)
    const id = decodeJwt(access_token).sid as string
    expect(await revoke(id)).toMatchObject({
      status: 404,
      body: { message: `Session not found: '${id}'.` },
    })
    expect((await revoke(id, server.production)).status).toBe(200)
  })

  test.each(['session_01NOBODY', createId('session', new Date()), '', 'x', "'; drop table users"])(
    'knows no session %j',
    async (id) => {
      expect(await revoke(id)).toMatchObject({
        status: 404,
        body: { message: `Session not found: '${id}'.` },
      })
    },
  )

  test.each([[undefined], [null], [7], [['session_01']], [{}]])(
    'refuses the session id %j',
    async (id) => {
      const { status, body } = await revoke(id)
      expect(status).toBe(422)
      expect(body).toMatchObject({
        code: 'invalid_request_parameters',
        errors: [{ code: expect.stringMatching(/session_id/), message: expect.any(String) }],
      })
    },
  )
})
