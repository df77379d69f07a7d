import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type Logger, pino } from 'pino'
import { inject } from 'vitest'
import { createApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config/config.ts'
import { openDatabase } from '../src/db/database.ts'
import { createDeps, type Deps } from '../src/deps.ts'
import { createApiKey } from '../src/features/api-keys/api-key.ts'
import {
  type Application,
  getDefaultApplication,
} from '../src/features/applications/application.ts'
import { type Environment, getEnvironmentOfKind } from '../src/features/environments/environment.ts'
import { prepareInstallation } from '../src/features/installation/installation.ts'
import { createRedirect } from '../src/features/redirects/redirect.ts'
import type { HttpServer } from '../src/http/server.ts'
import { templateDatabase } from './postgres.ts'

export interface TestEnvironment {
  environment: Environment
  application: Application
  clientId: string
  apiKey: string
}

export interface TestServer {
  app: HttpServer
  deps: Deps
  /** Where it listens, without a trailing slash. */
  url: string
  port: number
  staging: TestEnvironment
  production: TestEnvironment
  /** The link that the first start prints. */
  setUpUrl: string
  /** Waits for the work that answers did not wait for. */
  settled(): Promise<unknown>
  /** Another server on the same database, at the same moment: what one does, the other must see. */
  startAnother(): Promise<TestServer>
  stop(): Promise<void>
}

export const redirectUri = 'http://localhost:3000/callback'
const secret = 'a secret that only the tests have'

/** A database of its own, copied from the migrated one, which is empty, or from another. */
export async function createTestDatabase(
  template = templateDatabase,
): Promise<{ name: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await asAdministrator(`create database ${name} template ${template}`)
  return { name, drop: () => asAdministrator(`drop database ${name} with (force)`) }
}

async function asAdministrator(sql: string): Promise<void> {
  const client = new pg.Client(inject('postgres'))
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** The real server on a loopback port of its own, with a redirect URI and a key in each environment. */
export async function startTestServer(
  options: { env?: Record<string, string>; log?: Logger } = {},
): Promise<TestServer> {
  const database = await createTestDatabase()
  return startOn(database.name, options, database.drop)
}

/** Two servers with a database each, and in both the same rows: those that `prepare` made. */
export async function startTwins<T>(
  options: { env?: Record<string, string> },
  prepare: (server: TestServer) => Promise<T>,
): Promise<{ twins: [TestServer, TestServer]; prepared: T }> {
  const original = await createTestDatabase()
  const server = await startOn(original.name, options, async () => {})
  const prepared = await prepare(server)
  await server.stop()
  const startCopy = async () => {
    const copy = await createTestDatabase(original.name)
    return startOn(copy.name, options, copy.drop)
  }
  const twins: [TestServer, TestServer] = [await startCopy(), await startCopy()]
  await original.drop()
  return { twins, prepared }
}

async function startOn(
  database: string,
  options: { env?: Record<string, string>; log?: Logger },
  drop: () => Promise<void>,
): Promise<TestServer> {
  const { db, pool } = openDatabase({ ...inject('postgres'), database, max: 6 }, () => {})
  const log = options.log ?? pino({ level: 'fatal' }, pino.destination(2))
  const config = testConfig(options.env)
  const { deps, settle } = createDeps({ config, log, db })
  const unfinished = new Set<Promise<void>>()
  const { background } = deps
  deps.background = (onFailure, work) =>
    background(onFailure, () => {
      const working = work()
      unfinished.add(working)
      return working.finally(() => unfinished.delete(working))
    })
  const installation = await prepareInstallation(deps)
  await deps.jobs.start(pool)
  const app = await createApp(deps)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const port = (app.server.address() as { port: number }).port
  // Only the listening socket knows the port; whatever is configured from it follows.
  config.baseUrl = config.baseUrl.replace(':4000', `:${port}`)
  const moved = await prepareInstallation(deps)
  return {
    app,
    deps,
    url: `http://localhost:${port}`,
    port,
    staging: await describeEnvironment(deps, 'staging'),
    production: await describeEnvironment(deps, 'production'),
    setUpUrl: moved.setUpUrl ?? installation.setUpUrl ?? '',
    settled: () => Promise.allSettled(unfinished),
    async startAnother() {
      const another = await startOn(database, options, async () => {})
      const behind = deps.clock.now().getTime() - another.deps.clock.now().getTime()
      another.deps.clock.advance(behind / 1000)
      return another
    },
    async stop() {
      await app.close()
      await deps.jobs.stop()
      await settle()
      await pool.end()
      await drop()
    },
  }
}

function testConfig(env: Record<string, string> = {}): Config & { secret: string } {
  const config = readConfig([], { LATCHKEY_SECRET: secret, ...env })
  if (config === 'help') throw new Error('Nobody asked for help.')
  return { ...config, secret }
}

async function describeEnvironment(
  deps: Deps,
  kind: 'staging' | 'production',
): Promise<TestEnvironment> {
  const environment = await getEnvironmentOfKind(deps, kind)
  const application = await getDefaultApplication(deps, environment.id)
  const { value } = await createApiKey(deps, environment, 'Tests')
  const uri = kind === 'staging' ? redirectUri : 'https://app.example.com/callback'
  const owner = { environment, application }
  // A second server on the same database finds it registered.
  await createRedirect(deps, 'redirect_uris', owner, uri).catch(() => {})
  return { environment, application, clientId: application.clientId, apiKey: value }
}
