import { createApp } from './app.ts'
import { ConfigError, readConfig } from './config/config.ts'
import { createLogger } from './config/logger.ts'
import { openDatabase } from './db/database.ts'
import { createDeps } from './deps.ts'

/**
 * The OpenAPI document of the routes as they are in the source. Nothing is opened for it: a pool
 * connects with its first query, and describing the routes makes none.
 */
export async function createOpenApiDocument(): Promise<object> {
  const secret = 'needed by nothing that is described'
  const config = readConfig([], { LATCHKEY_SECRET: secret })
  if (config === 'help') throw new ConfigError('No help was asked for.')
  const { db, pool } = openDatabase({}, () => {})
  const log = createLogger('silent')
  const app = await createApp(createDeps({ config: { ...config, secret }, log, db }).deps)
  await app.ready()
  const document = app.swagger()
  await app.close()
  await pool.end()
  return document
}
