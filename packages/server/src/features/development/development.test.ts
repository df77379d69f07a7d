import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { inTransaction } from '../../db/database.ts'
import { countAttempt, rateLimits } from '../../http/rate-limits.ts'
import { createId } from '../../ids/ids.ts'
import { writeEmail } from '../../mail/mail.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../api-keys/api-key.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { createEmailVerification } from '../email-verification/email-verification.ts'
import { type Environment, getEnvironmentOfKind } from '../environments/environment.ts'
import { createOrganization } from '../organizations/organization.ts'
import { createPasswordReset } from '../password-reset/password-reset.ts'
import { createUser } from '../users/user.ts'

const json = { 'content-type': 'application/json' }
const paths = ['/_dev/emails', '/_dev/environment'] as const

describe('the development addresses', () => {
  let server: TestServer
  let staging: Environment
  let production: Environment
  let system: Environment

  beforeAll(async () => {
    server = await startTestServer()
    staging = server.staging.environment
    production = server.production.environment
    system = await getEnvironmentOfKind(server.deps, 'system')
  })

  afterAll(() => server.stop())

  beforeEach(async () => {
    await server.deps.db.deleteFrom('emails').execute()
    await server.deps.db.deleteFrom('users').execute()
  })

  const get = (url: string, headers: Record<string, string> = {}) =>
    server.app.inject({ method: 'GET', url, headers: { host: 'localhost:4000', ...headers } })
  const post = (url: string, body: unknown = {}, headers: Record<string, string> = json) =>
    server.app.inject({
      method: 'POST',
      url,
      headers: { host: 'localhost:4000', ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const mail = (environment: Environment, to: string, code = '482913') =>
    inTransaction(server.deps.db, (transaction) =>
      writeEmail(server.deps, transaction, {
        environmentId: environment.id,
        to,
        kind: 'email_verification',
        content: {
          subject: `${code} is your code`,
          html: `<b>${code}</b>`,
          text: `${code}\n`,
          code,
          url: null,
        },
      }),
    )

  describe('to whom they answer', () => {
    test.each(['localhost:4000', 'LOCALHOST', '127.0.0.1:4000', '127.1.2.3', '[::1]:4000'])(
      'answers under %s, which is this machine',
      async (host) => {
        for (const path of paths) expect((await get(path, { host })).statusCode).toBe(200)
      },
    )

    test.each([
      'attacker.example:4000',
      'localhost.attacker.example',
      'attacker.localhost.example:4000',
      '127.0.0.1.attacker.example:4000',
      '0.0.0.0:4000',
      '192.168.0.7:4000',
      '[::2]:4000',
      'localhost@attacker.example',
    ])('refuses the name "%s", to which a website could have pointed itself', async (host) => {
      await mail(staging, 'ada@example.com')
      for (const path of paths) {
        const answer = await get(path, { host, 'x-forwarded-host': 'localhost:4000' })
        expect(answer.statusCode).toBe(403)
        expect(answer.json()).toEqual({
          code: 'loopback_host_required',
          message: 'Development addresses answer only under localhost or 127.0.0.1.',
        })
      }
      expect((await post('/_dev/reset', {}, { ...json, host })).statusCode).toBe(403)
      expect((await get('/_dev/emails')).json().data).toHaveLength(1)
    })

    test.each([
      { origin: 'https://attacker.example' },
      { origin: 'http://localhost:3000' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://localhost:4000', 'sec-fetch-site': 'cross-site' },
    ])('refuses other web pages: %j', async (headers) => {
      await mail(staging, 'ada@example.com')
      for (const path of paths) {
        const answer = await get(path, headers as Record<string, string>)
        expect(answer.statusCode).toBe(403)
        expect(answer.json().code).toBe('cross_origin_request')
      }
      const reset = await post('/_dev/reset', {}, { ...json, ...headers } as Record<string, string>)
      expect(reset.statusCode).toBe(403)
      expect((await get('/_dev/emails')).json().data).toHaveLength(1)
    })

    test.each([{}, { 'sec-fetch-site': 'none' }, { 'sec-fetch-site': 'same-origin' }])(
      'answers tests, the address bar and our own pages: %j',
      async (headers) => {
        const answer = await get('/_dev/emails', headers as Record<string, string>)
        expect(answer.statusCode).toBe(200)
      },
    )

    test.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'text/plain; application/json',
    ])('refuses a change sent as %s, as a form of another page could send it', async (type) => {
      await mail(staging, 'ada@example.com')
      vi.useFakeTimers({ toFake: ['Date'] })
      const before = server.deps.clock.now()
      for (const [path, body] of [
        ['/_dev/reset', '{}'],
        ['/_dev/clock', '{"advance_seconds":3600}'],
      ] as const) {
        const answer = await post(path, body, { 'content-type': type })
        expect(answer.statusCode).toBe(415)
        expect(answer.json()).toEqual({
          code: 'json_required',
          message: 'Send this request with the header Content-Type: application/json.',
        })
      }
      expect(server.deps.clock.now()).toEqual(before)
      vi.useRealTimers()
      expect((await get('/_dev/emails')).json().data).toHaveLength(1)
    })

    test('grants nothing to a page of another origin that asks beforehand', async () => {
      const preflight = await server.app.inject({
        method: 'OPTIONS',
        url: '/_dev/reset',
        headers: {
          host: 'localhost:4000',
          origin: 'https://attacker.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      })
      const answer = await get('/_dev/emails', { origin: 'http://localhost:4000' })
      for (const { headers } of [preflight, answer]) {
        const granted = Object.keys(headers).filter((name) => name.startsWith('access-control-'))
        expect(granted).toEqual([])
      }
      expect(answer.statusCode).toBe(200)
    })

    test('a server that sends mail by SMTP has none of them', async () => {
      const sending = await startTestServer({ env: { LATCHKEY_SMTP_URL: 'smtp://127.0.0.1:9' } })
      try {
        for (const [method, url] of [
          ['GET', '/_dev/emails'],
          ['GET', '/_dev/environment'],
          ['POST', '/_dev/clock'],
          ['POST', '/_dev/reset'],
        ] as const) {
          const answer = await sending.app.inject({ method, url, headers: { host: 'localhost' } })
          expect(answer.statusCode).toBe(404)
          expect(answer.body).not.toContain('development')
        }
      } finally {
        await sending.stop()
      }
    })
  })

  describe('GET /_dev/emails', () => {
    test('shows the mails of every environment in full, newest first', async () => {
      await mail(staging, 'ada@example.com', '111111')
      server.deps.clock.advance(1)
      await mail(production, 'grace@example.com', '222222')
      server.deps.clock.advance(1)
      await mail(system, 'owner@example.com', '333333')
      const answer = await get('/_dev/emails')
      expect(answer.json()).toEqual({
        object: 'list',
        data: [
          ['owner@example.com', '333333'],
          ['grace@example.com', '222222'],
          ['ada@example.com', '111111'],
        ].map(([to, code]) => ({
          to,
          subject: `${code} is your code`,
          kind: 'email_verification',
          code,
          url: null,
          html: `<b>${code}</b>`,
          text: `${code}\n`,
          created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        })),
      })
    })

    test('finds the mails of one address, whatever its case', async () => {
      await mail(staging, 'Ada@Example.com')
      await mail(staging, 'grace@example.com')
      const answer = await get('/_dev/emails?to=ada%40example.COM')
      expect(answer.json().data).toMatchObject([{ to: 'Ada@Example.com' }])
      expect((await get('/_dev/emails?to=nobody%40example.com')).json().data).toEqual([])
    })

    test('shows the code and the link that people are really sent', async () => {
      const application = await getDefaultApplication(server.deps, staging.id)
      const user = await createUser(server.deps, staging, { email: 'ada@example.com' })
      await inTransaction(server.deps.db, (transaction) =>
        createEmailVerification(server.deps, transaction, user, application),
      )
      server.deps.clock.advance(1)
      const { url } = await createPasswordReset(server.deps, user, application)
      const [reset, verification] = (await get('/_dev/emails?to=ada@example.com')).json().data
      expect(verification).toMatchObject({
        kind: 'email_verification',
        code: expect.stringMatching(/^\d{6}$/),
        url: null,
      })
      expect(verification.text).toContain(verification.code)
      expect(reset).toMatchObject({ kind: 'password_reset', code: null, url })
      expect(reset.text).toContain(url)
    })
  })

  describe('POST /_dev/clock', () => {
    // Time stands still, so that only the request can have moved it.
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['Date'] })
    })
    afterEach(() => {
      vi.useRealTimers()
    })

    test('moves the clock forward and says what time it is', async () => {
      const before = server.deps.clock.now().getTime()
      const answer = await post('/_dev/clock', { advance_seconds: 86_400 })
      expect(answer.statusCode).toBe(200)
      expect(Date.parse(answer.json().now)).toBe(before + 86_400_000)
      expect(server.deps.clock.now().getTime()).toBe(before + 86_400_000)
    })

    test('tells the time without moving it', async () => {
      const before = server.deps.clock.now().getTime()
      const answer = await post('/_dev/clock', { advance_seconds: 0 })
      expect(Date.parse(answer.json().now)).toBe(before)
    })

    test.each([
      {},
      { advance_seconds: -1 },
      { advance_seconds: 1.5 },
      { advance_seconds: '60' },
      { advance_seconds: null },
      { advance_seconds: 315_360_001 },
    ])('refuses %j and leaves the clock alone', async (body) => {
      const before = server.deps.clock.now().getTime()
      const answer = await post('/_dev/clock', body)
      expect(answer.statusCode).toBe(422)
      expect(answer.json().errors[0].field).toBe('advance_seconds')
      expect(server.deps.clock.now().getTime()).toBe(before)
    })
  })

  describe('POST /_dev/reset', () => {
    const rowsOf = async (environment: Environment) => {
      const counts: Record<string, number> = {}
      const tables = [
        'api_keys',
        'applications',
        'authorization_sessions',
        'email_verifications',
        'emails',
        'events',
        'organization_domains',
        'organizations',
        'idempotent_requests',
        'password_resets',
        'redirect_uris',
        'rate_limit_counters',
        'sessions',
        'signing_keys',
        'users',
      ] as const
      for (const table of tables) {
        const { count } = await server.deps.db
          .selectFrom(table)
          .select(sql<number>`count(*)::int`.as('count'))
          .where('environment_id', '=', environment.id)
          .executeTakeFirstOrThrow()
        counts[table] = count
      }
      return counts
    }
    const fill = async (environment: Environment) => {
      const { deps } = server
      const application = await getDefaultApplication(deps, environment.id)
      const user = await createUser(deps, environment, { email: 'ada@example.com' })
      await inTransaction(deps.db, (transaction) =>
        createEmailVerification(deps, transaction, user, application),
      )
      await createPasswordReset(deps, user, application)
      await countAttempt(
        deps.db,
        rateLimits.authenticate,
        environment.id,
        user.email,
        deps.clock.now(),
      )
      await createOrganization(deps, environment.id, {
        name: 'Acme',
        domainData: [{ domain: 'acme.example.com', state: 'pending' }],
      })
      const now = deps.clock.now()
      await deps.db
        .insertInto('idempotent_requests')
        .values({
          environment_id: environment.id,
          key_hash: Buffer.from('key'),
          body_hash: Buffer.from('body'),
          claimed_at: now,
          status: null,
          answer_sealed: null,
          expires_at: now,
        })
        .execute()
      await deps.db
        .insertInto('sessions')
        .values({
          environment_id: environment.id,
          id: createId('session', now),
          user_id: user.id,
          client_id: application.clientId,
          auth_method: 'password',
          authenticated_at: now,
          ip_address: null,
          user_agent: null,
          refresh_secret_hash: Buffer.from('hash'),
          refreshed_at: now,
          expires_at: now,
          created_at: now,
          updated_at: now,
        })
        .execute()
      await deps.db
        .insertInto('authorization_sessions')
        .values({
          environment_id: environment.id,
          id: createId('authorization_session', now),
          browser_hash: Buffer.from('hash'),
          client_id: application.clientId,
          redirect_uri: 'http://localhost:3000/callback',
          state: null,
          code_challenge: null,
          expires_at: now,
          created_at: now,
        })
        .execute()
    }

    test('empties Staging of people and their traces, and keeps keys and settings', async () => {
      await fill(staging)
      await fill(production)
      const productionBefore = await rowsOf(production)
      const stagingBefore = await rowsOf(staging)
      expect(Math.min(...Object.values(stagingBefore))).toBeGreaterThan(0)

      const answer = await post('/_dev/reset')
      expect(answer.statusCode).toBe(204)
      expect(await rowsOf(staging)).toEqual({
        ...stagingBefore,
        authorization_sessions: 0,
        email_verifications: 0,
        emails: 0,
        events: 0,
        organization_domains: 0,
        organizations: 0,
        idempotent_requests: 0,
        password_resets: 0,
        rate_limit_counters: 0,
        sessions: 0,
        users: 0,
      })
      expect(await rowsOf(production)).toEqual(productionBefore)
    })

    test('may be asked of an empty Staging, and without a body', async () => {
      await post('/_dev/reset')
      expect((await post('/_dev/reset', '')).statusCode).toBe(204)
    })
  })

  describe('GET /_dev/environment', () => {
    test('gives what an application needs to use Staging', async () => {
      const { client_id, api_key, base_url } = (await get('/_dev/environment')).json()
      expect(base_url).toBe(server.url)
      expect(client_id).toBe(server.staging.clientId)
      const users = await get('/user_management/users', { authorization: `Bearer ${api_key}` })
      expect(users.statusCode).toBe(200)
    })

    test('gives the pinned key where there is one', async () => {
      const apiKey = 'sk_test_pinned_for_this_test'
      const pinned = await startTestServer({
        env: { LATCHKEY_API_KEY: apiKey, LATCHKEY_CLIENT_ID: 'client_pinned' },
      })
      try {
        const answer = await pinned.app.inject({
          url: '/_dev/environment',
          headers: { host: 'localhost:4000' },
        })
        expect(answer.json()).toMatchObject({ client_id: 'client_pinned', api_key: apiKey })
      } finally {
        await pinned.stop()
      }
    })

    test('says what to do when every key was revoked', async () => {
      for (const { id } of await listApiKeys(server.deps, staging.id)) {
        await revokeApiKey(server.deps, staging.id, id)
      }
      const answer = await get('/_dev/environment')
      expect(answer.statusCode).toBe(404)
      expect(answer.json()).toEqual({
        code: 'api_key_missing',
        message: 'Staging has no API key. Create one in the dashboard, under API keys.',
      })
      await createApiKey(server.deps, staging, 'Another')
      expect((await get('/_dev/environment')).statusCode).toBe(200)
    })
  })
})
