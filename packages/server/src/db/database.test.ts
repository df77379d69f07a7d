import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../test/server.ts'
import {
  inTransaction,
  inTransactionTakenBack,
  momentFromJson,
  openDatabase,
  type Pool,
  statement,
} from './database.ts'
import { isDatabaseUnavailable } from './unavailable.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Pool
let pool: pg.Pool
let broken: Error[]

beforeEach(async () => {
  database = await createTestDatabase()
  broken = []
  const connection = { ...inject('postgres'), database: database.name, max: 3 }
  ;({ db, pool } = openDatabase(connection, (error) => broken.push(error)))
})
afterEach(async () => {
  await pool.end()
  await database.drop()
})

/** As a crash of the database does: every connection ends, whatever it is doing. */
async function breakConnections(): Promise<void> {
  const administrator = new pg.Client(inject('postgres'))
  await administrator.connect()
  await administrator.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
    [database.name],
  )
  await administrator.end()
}

const count = statement<{ count: number }>('tests.count', 'select count(*) from environments')

test('a connection that breaks between two statements fails its transaction, not the process', async () => {
  const failing = inTransaction(db, async (transaction) => {
    await sql`select 1`.execute(transaction)
    await breakConnections()
    await sql`select 1`.execute(transaction)
  })
  const error = await failing.catch((reason) => reason)
  expect(isDatabaseUnavailable(error)).toBe(true)
  expect(broken.length).toBeGreaterThan(0)
})

test('the next query after a crash gets a new connection', async () => {
  await count(db, [])
  await breakConnections()
  const answers = await Promise.allSettled([count(db, []), count(db, []), count(db, [])])
  expect(answers.length).toBe(3)
  expect(await count(db, [])).toEqual([{ count: 0 }])
})

test('a wrong query is no reason to say that the database is away', async () => {
  const error = await sql`select nonsense`.execute(db).catch((reason) => reason)
  expect(isDatabaseUnavailable(error)).toBe(false)
})

test('a transaction that another one forces to fail is run again, whole', async () => {
  let attempts = 0
  const answer = await inTransaction(db, async (transaction) => {
    attempts++
    if (attempts < 3) await sql`do $$ begin raise sqlstate '40001'; end $$`.execute(transaction)
    return attempts
  })
  expect(answer).toBe(3)
})

test('a transaction that fails leaves nothing behind', async () => {
  const now = new Date()
  const failing = inTransaction(db, async (transaction) => {
    await transaction
      .insertInto('environments')
      .values({
        id: 'environment_x',
        kind: 'staging',
        name: 'X',
        created_at: now,
        updated_at: now,
      })
      .execute()
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await count(db, [])).toEqual([{ count: 0 }])
})

const insert = (transaction: Pool, kind: 'staging' | 'production') => {
  const now = new Date()
  return transaction
    .insertInto('environments')
    .values({ id: `environment_${kind}`, kind, name: kind, created_at: now, updated_at: now })
    .execute()
}

test('a transaction inside of another one can fail by itself', async () => {
  await inTransaction(db, async (transaction) => {
    await insert(transaction, 'staging')
    const part = inTransaction(transaction, async (inner) => {
      await insert(inner, 'production')
      await insert(inner, 'staging')
    })
    await expect(part).rejects.toMatchObject({ code: '23505' })
    expect(await count(transaction, [])).toEqual([{ count: 1 }])
  })
  expect(await count(db, [])).toEqual([{ count: 1 }])
})

test('a transaction inside of another one goes with it', async () => {
  const failing = inTransaction(db, async (transaction) => {
    await inTransaction(transaction, (inner) => insert(inner, 'staging'))
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await count(db, [])).toEqual([{ count: 0 }])
})

test('inside of a transaction only the whole of it is run again', async () => {
  let parts = 0
  const wholes = await inTransaction(db, (transaction) =>
    inTransaction(transaction, async (inner) => {
      parts++
      if (parts < 3) await sql`do $$ begin raise sqlstate '40P01'; end $$`.execute(inner)
      return count(inner, [])
    }),
  )
  expect(parts).toBe(3)
  expect(wholes).toEqual([{ count: 0 }])
})

test('what is taken back has a result and leaves nothing behind', async () => {
  const seen = await inTransactionTakenBack(db, async (transaction) => {
    await insert(transaction, 'staging')
    return count(transaction, [])
  })
  expect(seen).toEqual([{ count: 1 }])
  expect(await count(db, [])).toEqual([{ count: 0 }])
})

test('what is taken back fails where its commit would', async () => {
  await sql`create table parents (id int primary key)`.execute(db)
  await sql`create table children (parent int references parents deferrable initially deferred)`.execute(
    db,
  )
  const failing = inTransactionTakenBack(db, (transaction) =>
    sql`insert into children values (1)`.execute(transaction),
  )
  await expect(failing).rejects.toMatchObject({ code: '23503' })
})

test.each(['2026-11-26 16:00:00.123+00', '1969-12-31 23:59:59+00', '12026-01-01', '0001-06-01 BC'])(
  'the moment %s is the same in JSON and in a column of its own',
  async (text) => {
    const { rows } = await sql<{ moment: Date; json: string }>`
      select moment, to_json(moment) as json from (select ${text}::timestamptz) as of (moment)
    `.execute(db)
    const [row] = rows
    expect(row?.moment.getTime()).not.toBeNaN()
    expect(momentFromJson(row?.json as string)).toEqual(row?.moment)
  },
)
