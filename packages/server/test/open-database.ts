import { inject } from 'vitest'
import { openDatabase } from '../src/db/database.ts'
import { createTestDatabase } from './server.ts'

/** A migrated, empty database with a pool of its own, for what needs no HTTP server. */
export async function openTestDatabase() {
  const database = await createTestDatabase()
  const { db, pool } = openDatabase(
    { ...inject('postgres'), database: database.name, max: 6 },
    () => {},
  )
  return {
    db,
    pool,
    async close() {
      await pool.end()
      await database.drop()
    },
  }
}
