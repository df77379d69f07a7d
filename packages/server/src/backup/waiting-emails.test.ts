import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { databaseUrl, databaseUrlOf } from '../../test/database-url.ts'
import { createTestDatabase, startTestServer, type TestServer } from '../../test/server.ts'
import { addSeconds } from '../config/clock.ts'
import { readConfig } from '../config/config.ts'
import { inTransaction } from '../db/database.ts'
import { writeEmail } from '../mail/mail.ts'
import { startMailServer } from '../mail/mail-server.fixture.ts'
import { backup, restore } from '../operations.ts'
import { startServer } from '../start-server.ts'

let mailServer: Awaited<ReturnType<typeof startMailServer>>
let before: TestServer
let target: Awaited<ReturnType<typeof createTestDatabase>>
let folder: string

beforeAll(async () => {
  mailServer = await startMailServer()
  before = await startTestServer({ env: { LATCHKEY_SMTP_URL: mailServer.url } })
  target = await createTestDatabase()
  const client = new pg.Client({ ...inject('postgres'), database: target.name })
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
  folder = await mkdtemp(join(tmpdir(), 'latchkey-mails-'))
})
afterAll(async () => {
  await before?.stop()
  await target?.drop()
  await mailServer?.close()
  await rm(folder, { recursive: true })
})

/** An email that waits, as it does while no mail server answers. */
async function leaveWaiting(to: string, hoursAgo: number): Promise<void> {
  const { deps, staging } = before
  const now = () => addSeconds(deps.clock.now(), -hoursAgo * 3600)
  const earlier = { ...deps, clock: { ...deps.clock, now }, jobs: { ...deps.jobs, enqueue } }
  const content = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello', code: null, url: null }
  const email = { environmentId: staging.environment.id, to, kind: 'magic_auth', content } as const
  await inTransaction(deps.db, (transaction) => writeEmail(earlier, transaction, email))
}
const enqueue = async () => {}

test('emails that waited when a backup was made are sent, once, by the server that it is restored to', async () => {
  await leaveWaiting('ada@example.com', 1)
  await leaveWaiting('of-last-week@example.com', 7 * 24)
  const secret = before.deps.config.secret
  const installation = (databaseUrl: string) => ({
    databaseUrl,
    dataDir: folder,
    env: { LATCHKEY_SECRET: secret },
  })
  const file = join(folder, 'backup.gz')
  await backup({ installation: installation(await databaseUrlOf(before)), file, now: new Date() })
  const url = databaseUrl(target.name)
  await restore({ installation: installation(url), file })

  const config = readConfig([], {
    LATCHKEY_DATABASE_URL: url,
    LATCHKEY_SECRET: secret,
    LATCHKEY_SMTP_URL: mailServer.url,
    LATCHKEY_DATA_DIR: join(folder, 'data'),
    LATCHKEY_LOG_LEVEL: 'fatal',
  })
  if (config === 'help') throw new Error('Nobody asked for help.')
  for (const _ of ['the first start', 'the next one']) {
    const server = await startServer({ ...config, port: 0 })
    try {
      await vi.waitUntil(() => mailServer.received.length > 0, { timeout: 60_000 })
    } finally {
      await server.stop()
    }
  }
  expect(mailServer.received.map(({ to }) => to)).toEqual([['ada@example.com']])
})
