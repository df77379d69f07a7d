import { createApp } from './app.ts'
import { ConfigError, readConfig } from './config/config.ts'
import { createLogger } from './config/logger.ts'
import { openDatabase } from './db/database.ts'
import { createDeps } from './deps.ts'
import { listRoutes, type Route } from './http/route-table.ts'
import type { HttpServer } from './http/server.ts'

/** The OpenAPI document of the routes as they are in the source. */
export function createOpenApiDocument(): Promise<object> {
  return describeApp((app) => app.swagger())
}

/** Every route, also those that a browser visits and the document leaves out. */
export function describeRoutes(): Promise<Route[]> {
  return describeApp(listRoutes)
}

/** Nothing is opened for it: a pool connects with its first query, and describing makes none. */
async function describeApp<T>(describe: (app: HttpServer) => T): Promise<T> {
  const secret = 'needed by nothing that is described'
  const config = readConfig([], { LATCHKEY_SECRET: secret })
  if (config === 'help') throw new ConfigError('No help was asked for.')
  const { db, pool } = openDatabase({}, () => {})
  const log = createLogger('silent')
  const app = await createApp(createDeps({ config: { ...config, secret }, log, db }).deps)
  await app.ready()
  const described = describe(app)
  await app.close()
  await pool.end()
  return described
}
