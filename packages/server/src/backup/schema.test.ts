import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../test/server.ts'
import { sealedColumns } from './proof.ts'
import { listTables } from './schema.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let client: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ ...inject('postgres'), database: database.name })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

test('every sealed column of the schema is proven when a backup is restored', async () => {
  const { rows } = await client.query<{ place: string }>(
    `select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'public' and column_name like '%\\_sealed' order by 1`,
  )
  const proven = sealedColumns.map(([table, column]) => `${table}.${column}`)
  expect(proven.sort()).toEqual(rows.map(({ place }) => place))
})

test('the schema has nothing that a backup of its rows would lose', async () => {
  const { rows } = await client.query(
    `select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('S', 'm', 'f')`,
  )
  expect(
    rows,
    'sequences, materialised views and foreign tables have no place in a backup',
  ).toEqual([])
})

test('tables come after those that they refer to', async () => {
  const names = (await listTables(client)).map(({ name }) => name)
  expect(names.indexOf('users')).toBeGreaterThan(names.indexOf('environments'))
  expect(names.indexOf('sessions')).toBeGreaterThan(names.indexOf('users'))
  expect(names).not.toContain('migrations')
  expect(new Set(names).size).toBe(names.length)
})
