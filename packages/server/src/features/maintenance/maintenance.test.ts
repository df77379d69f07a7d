import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../../test/open-database.ts'
import { addSeconds } from '../../config/clock.ts'
import { readConfig } from '../../config/config.ts'
import { createDeps, type Deps } from '../../deps.ts'
import { createId } from '../../ids/ids.ts'
import { createMissingEnvironments, type Environment } from '../environments/environment.ts'
import { ensureSigningKeys, listPublishedKeys } from '../signing-keys/signing-key.ts'
import { createUser } from '../users/user.ts'
import { createWebhookEndpoint, type WebhookEndpoint } from '../webhooks/webhook-endpoint.ts'
import { registerJobs, rotateSigningKeysJob } from './jobs.ts'
import { removeExpired, rotateSigningKeys } from './maintenance.ts'

const hour = 3600
const day = 24 * hour

describe('maintenance', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let deps: Deps
  let environments: Environment[]
  let environment: Environment

  beforeAll(async () => {
    database = await openTestDatabase()
    const config = readConfig([], {})
    if (config === 'help') throw new Error('Nobody asked for help.')
    const secret = 'a secret that only this test has'
    const log = pino({ level: 'silent' })
    ;({ deps } = createDeps({ config: { ...config, secret }, log, db: database.db }))
    environments = await createMissingEnvironments(deps)
    environment = environments[0] as Environment
  })

  afterAll(async () => {
    await deps.jobs.stop()
    await database.close()
  })

  describe('what expired', () => {
    let webhookEndpoint: WebhookEndpoint
    beforeAll(async () => {
      const values = { endpointUrl: 'https://example.com/hook', events: [] }
      webhookEndpoint = await createWebhookEndpoint(deps, environment.id, values)
    })

    /** One row of each kind that ended so many seconds ago; a negative number lies ahead. */
    const endOneOfEach = async (secondsAgo: number) => {
      const { db } = deps
      const now = deps.clock.now()
      const at = addSeconds(now, -secondsAgo)
      const later = addSeconds(now, 365 * day)
      const user = await createUser(deps, environment, {
        email: `ended-${secondsAgo}@example.com`,
      })
      const hash = Buffer.from(`ended ${secondsAgo}`)
      const owned = { environment_id: environment.id, user_id: user.id }
      const proof = { auth_method: 'password', authenticated_at: now }
      await db
        .insertInto('browser_sessions')
        .values({
          ...owned,
          ...proof,
          id: createId('browser_session', now),
          token_hash: hash,
          expires_at: at,
        })
        .execute()
      const session = {
        ...owned,
        ...proof,
        client_id: 'client_1',
        ip_address: null,
        user_agent: null,
        refresh_secret_hash: hash,
        refreshed_at: now,
        created_at: now,
        updated_at: now,
      }
      await db
        .insertInto('sessions')
        .values([
          { ...session, id: createId('session', now), expires_at: at },
          { ...session, id: createId('session', now), expires_at: later, ended_at: at },
        ])
        .execute()
      await db
        .insertInto('authorization_sessions')
        .values({
          environment_id: environment.id,
          id: createId('authorization_session', now),
          browser_hash: hash,
          client_id: 'client_1',
          redirect_uri: 'http://localhost:3000/callback',
          state: null,
          code_challenge: null,
          expires_at: at,
          created_at: now,
        })
        .execute()
      await db
        .insertInto('authorization_codes')
        .values({
          ...owned,
          ...proof,
          code_hash: hash,
          client_id: 'client_1',
          code_challenge: null,
          browser_session_id: null,
          ip_address: null,
          user_agent: null,
          expires_at: at,
        })
        .execute()
      await db
        .insertInto('pending_authentications')
        .values({
          ...owned,
          ...proof,
          id: createId('pending_authentication', now),
          token_hash: hash,
          client_id: 'client_1',
          awaits: 'email_verification',
          proof_epoch: 0,
          email_verification_id: null,
          expires_at: at,
        })
        .execute()
      await db
        .insertInto('email_verifications')
        .values({
          ...owned,
          id: createId('email_verification', now),
          email: user.email,
          code_sealed: '',
          expires_at: at,
          created_at: now,
          updated_at: now,
        })
        .execute()
      const factor = { environment_id: environment.id, id: createId('auth_factor', now) }
      await db
        .insertInto('authentication_factors')
        .values({
          ...factor,
          user_id: user.id,
          type: 'generic_otp',
          totp_issuer: null,
          totp_user: null,
          totp_secret_sealed: null,
          created_at: now,
          updated_at: now,
        })
        .execute()
      await db
        .insertInto('authentication_challenges')
        .values({
          environment_id: environment.id,
          id: createId('auth_challenge', now),
          authentication_factor_id: factor.id,
          code_sealed: null,
          expires_at: at,
          created_at: now,
          updated_at: now,
        })
        .execute()
      await db
        .insertInto('device_authorizations')
        .values({
          environment_id: environment.id,
          id: createId('device_authorization', now),
          client_id: 'client_1',
          device_code_hash: hash,
          user_code_hash: hash,
          user_code_sealed: '',
          ip_address: null,
          user_agent: null,
          interval_seconds: 5,
          expires_at: at,
          created_at: now,
        })
        .execute()
      await db
        .insertInto('password_resets')
        .values({
          ...owned,
          id: createId('password_reset', now),
          email: user.email,
          token_hash: hash,
          token_sealed: '',
          expires_at: at,
          created_at: now,
        })
        .execute()
      await db
        .insertInto('emails')
        .values({
          environment_id: environment.id,
          id: createId('email', now),
          recipient: user.email,
          recipient_normalized: user.email,
          subject: 'Hello',
          kind: 'email_verification',
          status: 'captured',
          content_sealed: null,
          created_at: at,
          updated_at: at,
        })
        .execute()
      await db
        .insertInto('events')
        .values({
          environment_id: environment.id,
          id: createId('event', now),
          event: 'user.updated',
          data: '{}',
          context: '{}',
          created_at: at,
        })
        .execute()
      await db
        .insertInto('webhook_deliveries')
        .values({
          environment_id: environment.id,
          id: createId('webhook_delivery', now),
          webhook_endpoint_id: webhookEndpoint.id,
          event_id: createId('event', now),
          event: 'user.updated',
          test_data: null,
          next_attempt_at: at,
          created_at: at,
          updated_at: at,
        })
        .execute()
      await db
        .insertInto('action_executions')
        .values({
          environment_id: environment.id,
          id: createId('action_execution', now),
          action_endpoint_id: createId('action_endpoint', now),
          is_test: false,
          email: user.email,
          user_id: user.id,
          organization_id: null,
          verdict: 'allow',
          message: null,
          error: null,
          duration_milliseconds: 1,
          created_at: at,
        })
        .execute()
      await db
        .insertInto('rate_limit_counters')
        .values({
          environment_id: environment.id,
          subject_hash: hash,
          count: 1,
          window_ends_at: at,
        })
        .execute()
    }
    const countEvents = async () => {
      const events = deps.db.selectFrom('events').select('id').where('event', '=', 'user.updated')
      return (await events.execute()).length
    }
    const count = async () => {
      const counts: Record<string, number> = {}
      const tables = [
        'action_executions',
        'authentication_challenges',
        'authentication_factors',
        'authorization_codes',
        'authorization_sessions',
        'browser_sessions',
        'device_authorizations',
        'email_verifications',
        'emails',
        'password_resets',
        'pending_authentications',
        'rate_limit_counters',
        'sessions',
        'users',
        'webhook_deliveries',
      ] as const
      for (const table of tables) {
        const row = await deps.db
          .selectFrom(table)
          .select(sql<number>`count(*)::int`.as('count'))
          .executeTakeFirstOrThrow()
        counts[table] = row.count
      }
      return counts
    }

    test('goes a day after its end, sessions and emails after thirty days, people never', async () => {
      await endOneOfEach(-hour)
      await endOneOfEach(hour)
      await endOneOfEach(day + hour)
      await endOneOfEach(31 * day)
      await removeExpired(deps)
      expect(await count()).toEqual({
        action_executions: 3,
        authentication_challenges: 2,
        authentication_factors: 4,
        authorization_codes: 2,
        authorization_sessions: 2,
        browser_sessions: 2,
        device_authorizations: 2,
        email_verifications: 2,
        emails: 3,
        password_resets: 2,
        pending_authentications: 2,
        rate_limit_counters: 1,
        sessions: 6,
        users: 4,
        webhook_deliveries: 3,
      })
    })

    test('goes after ninety days where it is an event', async () => {
      const before = await countEvents()
      await endOneOfEach(89 * day)
      await endOneOfEach(91 * day)
      await removeExpired(deps)
      expect(await countEvents()).toBe(before + 1)
    })

    test('goes however much of it there is', async () => {
      const ended = addSeconds(deps.clock.now(), -hour)
      await sql`
        insert into rate_limit_counters (environment_id, subject_hash, count, window_ends_at)
        select ${environment.id}, sha256(number::text::bytea), 1, ${ended}
          from generate_series(1, 2500) as number`.execute(deps.db)
      await removeExpired(deps)
      expect(await count()).toMatchObject({ rate_limit_counters: 1 })
    })
  })

  describe('signing keys', () => {
    const publishedKeys = () =>
      Promise.all(environments.map(({ id }) => listPublishedKeys(deps, id)))

    test('rotate after ninety days in every environment, and overlap', async () => {
      await ensureSigningKeys(
        deps,
        environments.map(({ id }) => id),
      )
      const before = await publishedKeys()
      expect(before.map((keys) => keys.length)).toEqual([1, 1, 1])

      deps.clock.advance(89 * day)
      await rotateSigningKeys(deps)
      expect(await publishedKeys()).toEqual(before)

      deps.clock.advance(2 * day)
      await rotateSigningKeys(deps)
      const during = await publishedKeys()
      expect(during.map((keys) => keys.length)).toEqual([2, 2, 2])
      expect(during.map((keys) => keys[1])).toEqual(before.map((keys) => keys[0]))

      deps.clock.advance(4 * day)
      await rotateSigningKeys(deps)
      const after = await publishedKeys()
      expect(after).toEqual(during.map((keys) => [keys[0]]))
    })
  })

  describe('the jobs of a server', () => {
    test('are scheduled, and are done by whichever server is there', async () => {
      registerJobs(deps, null)
      await deps.jobs.start(database.pool)
      const { rows } = await database.pool.query(
        'select name, cron from pgboss.schedule order by name',
      )
      expect(rows).toEqual([
        { name: 'check-domains', cron: '*/5 * * * *' },
        { name: 'remove-expired', cron: '23 * * * *' },
        { name: 'rotate-signing-keys', cron: '41 3 * * *' },
      ])

      const before = await listPublishedKeys(deps, environment.id)
      deps.clock.advance(100 * day)
      await deps.jobs.enqueue(deps.db, rotateSigningKeysJob, {})
      await deps.jobs.stop()

      // It looks for work as soon as it starts; the first one would look again in a minute.
      const { deps: next } = createDeps(deps)
      next.clock.advance(300 * day)
      registerJobs(next, null)
      await next.jobs.start(database.pool)
      try {
        await vi.waitFor(
          async () => {
            const after = await listPublishedKeys(deps, environment.id)
            expect(after.length).toBe(before.length + 1)
          },
          { timeout: 60_000, interval: 50 },
        )
      } finally {
        await next.jobs.stop()
      }
    })
  })
})
