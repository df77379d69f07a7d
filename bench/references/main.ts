import { generateKeyPairSync } from 'node:crypto'
import fastify from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import { startEmbeddedPostgres } from '../../packages/server/src/db/embedded-postgres/embedded-postgres.ts'
import { deliverWebhooks } from './deliver-webhooks.ts'
import { passwordSignIn } from './password-sign-in.ts'
import { readUser } from './read-user.ts'
import { refresh } from './refresh.ts'
import { createTables } from './tables.ts'

/**
 * The bare handlers that Latchkey is measured against: the same Node, Fastify, driver, pool size,
 * PostgreSQL and settings of it, and nothing that a product needs beyond the act itself.
 */
const postgres = await startEmbeddedPostgres({
  dataDir: process.argv[2] as string,
  log: pino({ level: 'fatal' }, pino.destination(2)),
})
const pool = new pg.Pool({ ...postgres.connection, max: 12 })
// Idle connections break when PostgreSQL stops.
pool.on('error', () => {})
await createTables(pool)

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const app = fastify()
passwordSignIn(app, pool, privateKey)
refresh(app, pool, privateKey)
readUser(app, pool)
deliverWebhooks(app, pool)
const origin = await app.listen({ host: 'localhost', port: 0 })

process.on('disconnect', async () => {
  await app.close()
  await pool.end()
  await postgres.stop()
  process.exit()
})
process.send?.({ origin, connection: postgres.connection })
