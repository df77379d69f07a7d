import { setTimeout as sleep } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type KyselyConfig,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  sql,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'
import { isDatabaseUnavailable } from './unavailable.ts'

/** The pool or a transaction: what every store function takes as its first argument. */
export type Database = Kysely<Tables> | Transaction<Tables>
export type Pool = Kysely<Tables>

// bigint columns here are counts well below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const parseMoment: (text: string) => Date = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)

/**
 * A timestamptz as `to_json` writes it: ISO 8601, but for years of five digits and before the first,
 * which it writes as in a column, with a T for the blank.
 */
export function momentFromJson(text: string): Date {
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) ? parseMoment(text.replace('T', ' ')) : moment
}

/**
 * Opens a pool. Connections are made on demand and survive a restart of the database. Whoever opens
 * it ends `pool`.
 */
export function openDatabase(
  connection: pg.PoolConfig,
  onBroken: (error: Error) => void,
): { db: Pool; pool: pg.Pool } {
  const pool = new pg.Pool({
    max: 12,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    ...connection,
  })
  // A connection that breaks is dropped by the pool, and its query fails. Without these listeners,
  // for connections that wait in the pool and for those in use, it would end the process as well.
  pool.on('error', onBroken)
  pool.on('connect', (client) => client.on('error', onBroken))
  const db = new Kysely<Tables>(dialectOf(pool))
  poolOf.set(db, pool)
  return { db, pool }
}

const poolOf = new WeakMap<Database, pg.Pool>()

/** A query with a name of its own, so that PostgreSQL parses and plans it once a connection. */
interface NamedQuery extends CompiledQuery {
  preparedName?: string
}

/**
 * Declares a hot statement in plain SQL. The returned function runs it, prepared under `name`,
 * on the pool or inside a transaction.
 */
export function statement<Row extends object>(name: string, text: string) {
  return (db: Database, values: unknown[]): Promise<Row[]> => {
    const pool = poolOf.get(db)
    // Outside of a transaction the query builder has nothing to add but its own cost.
    if (pool) return runPrepared<Row>(pool, { name, text, values })
    return runInTransaction<Row>(db, { ...CompiledQuery.raw(text, values), preparedName: name })
  }
}

async function runInTransaction<Row extends object>(
  db: Database,
  query: NamedQuery,
): Promise<Row[]> {
  const { rows } = await db.executeQuery<Row>(query as CompiledQuery<Row>)
  return rows
}

async function runPrepared<Row extends object>(
  pool: pg.Pool,
  query: pg.QueryConfig,
): Promise<Row[]> {
  const client = await connect(pool)
  try {
    const { rows } = await client.query<Row>(query)
    return rows
  } finally {
    client.release()
  }
}

/** A statement that found another one in its way: PostgreSQL asks to run the transaction again. */
const retryable = new Set(['40001', '40P01'])

/**
 * Runs `work` in one transaction and repeats it, whole, when PostgreSQL reports a serialisation failure.
 * Inside of a transaction it is a part of that one, which can fail by itself; only the whole is repeated.
 */
export async function inTransaction<T>(
  db: Pool,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  if (db.isTransaction) return inSavepoint(db as Transaction<Tables>, work)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === 4 || !retryable.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

/** What a savepoint is called matters to nobody: PostgreSQL goes back to the innermost of a name. */
async function inSavepoint<T>(
  transaction: Transaction<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  await sql`savepoint part`.execute(transaction)
  try {
    const result = await work(transaction)
    await sql`release savepoint part`.execute(transaction)
    return result
  } catch (error) {
    await sql`rollback to savepoint part`.execute(transaction)
    await sql`release savepoint part`.execute(transaction)
    throw error
  }
}

/** Carries the result of work out of a transaction that is to be taken back. */
class TakenBack<T> extends Error {
  constructor(readonly result: T) {
    super()
  }
}

/** Runs `work` as it would be, down to the checks of a commit, and takes everything back. */
export async function inTransactionTakenBack<T>(
  db: Pool,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  try {
    return await inTransaction(db, async (transaction) => {
      const result = await work(transaction)
      await sql`set constraints all immediate`.execute(transaction)
      throw new TakenBack(result)
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.result
    throw error
  }
}

const uniqueViolation = '23505'

/** Whether an insert or update met a row that already holds this value of the named constraint. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  const cause = error as { code?: string; constraint?: string }
  return cause.code === uniqueViolation && cause.constraint === constraint
}

const foreignKeyViolation = '23503'

/** Whether a row could not go away, or not be made, because of a reference: named by its constraint. */
export function isForeignKeyViolation(error: unknown, constraint: string): boolean {
  const cause = error as { code?: string; constraint?: string }
  return cause.code === foreignKeyViolation && cause.constraint === constraint
}

/** Kysely's own PostgreSQL driver cannot name statements; this one passes `preparedName` on. */
function dialectOf(pool: pg.Pool): KyselyConfig {
  return {
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => createDriver(pool),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }
}

type PooledConnection = DatabaseConnection & { client: pg.PoolClient; broken?: Error }

function createDriver(pool: pg.Pool): Driver {
  const run = (connection: DatabaseConnection, sql: string) =>
    connection.executeQuery(CompiledQuery.raw(sql))
  return {
    async init() {},
    async acquireConnection() {
      return createConnection(await connect(pool))
    },
    async beginTransaction(connection) {
      await run(connection, 'begin')
    },
    async commitTransaction(connection) {
      await run(connection, 'commit')
    },
    async rollbackTransaction(connection) {
      try {
        await run(connection, 'rollback')
      } catch (error) {
        // A connection that cannot roll back must not go back to the pool with its transaction open.
        ;(connection as PooledConnection).broken = error as Error
      }
    },
    async releaseConnection(connection) {
      const { client, broken } = connection as PooledConnection
      client.release(broken)
    },
    // The pool belongs to whoever opened it: Kysely would leave it open when it never ran a query.
    async destroy() {},
  }
}

const patienceMilliseconds = 5_000

/**
 * A connection, also when the database is being started again: nothing was asked of it yet, so
 * whoever waits loses nothing but the moment.
 */
async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  const giveUpAt = Date.now() + patienceMilliseconds
  for (let pause = 10; ; pause *= 2) {
    try {
      return await pool.connect()
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() + pause > giveUpAt) throw error
      await sleep(pause)
    }
  }
}

function createConnection(client: pg.PoolClient): PooledConnection {
  return {
    client,
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const { preparedName } = query as NamedQuery
      const result = await client.query({
        ...(preparedName ? { name: preparedName } : {}),
        text: query.sql,
        values: query.parameters as unknown[],
      })
      // Several statements at once, such as a migration, have a list of results that nobody reads.
      if (Array.isArray(result)) return { rows: [] }
      return {
        rows: result.rows,
        numAffectedRows: result.rowCount === null ? undefined : BigInt(result.rowCount),
      }
    },
    // biome-ignore lint/correctness/useYield: streaming is not offered, and Kysely asks for the method.
    async *streamQuery() {
      throw new Error('Streaming is not supported by this driver.')
    },
  }
}
