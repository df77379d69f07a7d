import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../test/server.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let folder: string
let pools: pg.Pool[]

beforeEach(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'latchkey-migrations-'))
  const connection = { ...inject('postgres'), database: database.name, max: 2 }
  pools = [1, 2, 3].map(() => openDatabase(connection, () => {}).pool)
  await pools[0]?.query('drop table migrations')
})
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await rm(folder, { recursive: true })
  await database.drop()
})

const write = (name: string, sql: string) => writeFile(join(folder, name), sql)
const [create, extend] = ['0001-create.sql', '0002-extend.sql']

test('processes that start together run each migration once', async () => {
  await write(create, 'create table things (id integer primary key)')
  await write(extend, 'insert into things values (1)')
  const applied = await Promise.all(pools.map((pool) => migrate(pool, folder)))
  expect(applied.flat().sort()).toEqual([create, extend])
})

test('a migration that fails leaves nothing of itself and of those with it', async () => {
  await write(create, 'create table things (id integer primary key)')
  await write(extend, 'insert into nowhere values (1)')
  const [pool] = pools as [pg.Pool]
  await expect(migrate(pool, folder)).rejects.toThrow('nowhere')
  const { rows } = await pool.query(`select to_regclass('things') as found`)
  expect(rows).toEqual([{ found: null }])
})

test('refuses a database that a newer version has changed', async () => {
  await write(create, 'create table things (id integer primary key)')
  const [pool] = pools as [pg.Pool]
  await migrate(pool, folder)
  await pool.query(`insert into migrations (name) values ('0099-from-the-future.sql')`)
  await expect(migrate(pool, folder)).rejects.toThrow('newer Latchkey')
})
