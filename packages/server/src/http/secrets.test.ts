import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { authenticate, authorizeDevice, callApi, read } from '../../test/api.ts'
import { answerOf, authorizeUrl, BrowserClient } from '../../test/browser-client.ts'
import { readDatabaseAsText } from '../../test/database-text.ts'
import { codeMailedTo, linkMailedTo, mailsTo, newEmail } from '../../test/people.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { createLogger } from '../config/logger.ts'
import { createApiKey } from '../features/api-keys/api-key.ts'
import { ensureSetUpToken } from '../features/set-up-tokens/set-up-token.ts'

let server: TestServer
/** What nobody may read in a log or in a backup, by what it is. */
const secrets = new Map<string, string>()
const logFile = () => join(inject('scratchFolder'), `log-of-secrets-${process.pid}.jsonl`)
const readLog = () => readFileSync(logFile(), 'utf8')

const keep = (what: string, secret: unknown): string => {
  if (typeof secret !== 'string' || secret.length < 6) throw new Error(`There is no ${what}.`)
  secrets.set(what, secret)
  return secret
}

/** Walks through everything that has a secret, once, with a log that tells all it can. */
beforeAll(async () => {
  const log = createLogger('trace', pino.destination({ dest: logFile(), sync: true }))
  server = await startTestServer({ log })
  log.info('The log is written.')

  keep('API key of staging', server.staging.apiKey)
  keep('API key of production', server.production.apiKey)
  const madeKey = await createApiKey(server.deps, server.staging.environment, 'Another')
  keep('another API key', madeKey.value)
  keep('set-up token', await ensureSetUpToken(server.deps))
  keep('server secret', server.deps.config.secret)

  const email = newEmail()
  const password = keep('password', 'canary feathers under seven lamps')
  const browser = new BrowserClient(server)
  await browser.visit(authorizeUrl(server, { screen_hint: 'sign-up' }))
  keep('browser token', browser.cookies.get('latchkey-browser'))
  await browser.submit({ email })
  await browser.submit({ password: keep('weak password', 'lanterns') })
  await browser.submit({ password })
  await browser.submit({ code: '000000' })
  await browser.submit({}, '/send')
  const visit = await browser.submit({
    code: keep('mailed code', await codeMailedTo(server, email)),
  })
  const code = keep('authorization code', answerOf(visit).searchParams.get('code'))
  const session = [...browser.cookies].find(([name]) => name.startsWith('latchkey-session-'))
  keep('browser session token', session?.[1])

  const { body } = await authenticate(server, { grant_type: 'authorization_code', code })
  await authenticate(server, { grant_type: 'authorization_code', code })
  keep('access token', body.access_token)
  const refreshToken = keep('refresh token', body.refresh_token)
  const refreshed = await authenticate(server, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  })
  keep('next refresh token', refreshed.body.refresh_token)

  const wrong = keep('wrong password', 'canary of somebody who mistypes')
  await authenticate(server, { grant_type: 'password', email, password: wrong })
  // In a hurry people type the password where the address belongs.
  await authenticate(server, { grant_type: 'password', email: wrong, password: 'x' })
  await authenticate(server, {
    grant_type: 'password',
    email,
    password,
    client_secret: 'sk_canary_of_nobody',
  })
  keep('unknown API key', 'sk_canary_of_nobody')
  await callApi(server, 'GET', '/user_management/users', undefined, {
    apiKey: 'sk_canary_of_nobody',
  })

  const unverified = newEmail()
  await callApi(server, 'POST', '/user_management/users', { email: unverified, password })
  const pending = await authenticate(server, {
    grant_type: 'password',
    email: unverified,
    password,
  })
  keep('pending authentication token', pending.body.pending_authentication_token)
  keep('second mailed code', await codeMailedTo(server, unverified))

  const { body: enrolled } = await callApi(
    server,
    'POST',
    `/user_management/users/${body.user.id}/auth_factors`,
    { type: 'totp' },
  )
  keep('TOTP secret', enrolled.authentication_factor.totp.secret)
  const device = await authorizeDevice(server)
  keep('device code', device.body.device_code)
  keep('user code', device.body.user_code)
  await new BrowserClient(server).visit(device.body.verification_uri_complete)

  await callApi(server, 'POST', '/user_management/password_reset', { email })
  const link = await linkMailedTo(server, email)
  const token = keep('reset token', new URL(link).searchParams.get('token'))
  await new BrowserClient(server).visit(link)
  const next = keep('new password', 'canary of a person who forgot the first')
  await callApi(server, 'POST', '/user_management/password_reset/confirm', {
    token,
    new_password: next,
  })

  await failOnPurpose(email, next)
})
afterAll(() => server?.stop())

/** Failures that nobody foresaw are logged, and are where secrets end up in logs. */
async function failOnPurpose(email: string, password: string) {
  await sql`alter table sessions rename to sessions_gone`.execute(server.deps.db)
  const failed = await read(
    await fetch(`${server.url}/user_management/authenticate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'password',
        client_id: server.staging.clientId,
        client_secret: server.staging.apiKey,
        email,
        password,
      }),
    }),
  )
  await sql`alter table sessions_gone rename to sessions`.execute(server.deps.db)
  expect(failed.status).toBe(500)
  expect(JSON.stringify(failed.body)).not.toMatch(/sessions|relation|select|at /)
}

/** Found as a word: six digits may well be part of a timestamp or of a hash. */
const holds = (text: string, secret: string) =>
  new RegExp(
    `(?<![0-9A-Za-z.])${secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![0-9A-Za-z])`,
  ).test(text)

const found = (text: string) => [...secrets].filter(([, secret]) => holds(text, secret))

describe('a secret', () => {
  test('is found where it is, so that the search can be trusted', async () => {
    expect(secrets.size).toBeGreaterThan(18)
    for (const [, secret] of secrets) expect(holds(`x "${secret}" x`, secret)).toBe(true)
    expect(readLog()).toContain('The log is written.')
    expect(readLog()).toContain('A request failed.')
    const text = [...(await readDatabaseAsText(server)).values()].join('\n')
    expect(text).toContain('client_')
  })

  test('is never in the log, not even in the one that tells all', () => {
    expect(found(readLog())).toEqual([])
  })

  test('is nowhere in the database, read as a backup is read', async () => {
    for (const [table, text] of await readDatabaseAsText(server)) {
      expect({ table, found: found(text).map(([what]) => what) }).toEqual({ table, found: [] })
    }
  })

  test('is in no event', async () => {
    const events = await server.deps.db.selectFrom('events').selectAll().execute()
    expect(events.length).toBeGreaterThan(10)
    expect(found(JSON.stringify(events))).toEqual([])
  })

  test('that was sealed is readable with the secret of the server alone', async () => {
    const text = [...(await readDatabaseAsText(server)).values()].join('\n')
    expect(text).not.toContain('PRIVATE KEY')
    const rows = await server.deps.db.selectFrom('emails').select('content_sealed').execute()
    for (const { content_sealed } of rows) expect(content_sealed).toMatch(/^1\.[\w-]+$/)
  })

  test('in the subject of a mail is not shown by the list of mails', async () => {
    const recipients = await server.deps.db.selectFrom('emails').select('recipient').execute()
    for (const { recipient } of recipients) {
      for (const { subject } of await mailsTo(server, recipient)) {
        expect(found(subject)).toEqual([])
      }
    }
  })
})
