import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { databaseUrl } from '../../../test/database-url.ts'
import { createTestDatabase } from '../../../test/server.ts'
import { type Config, readConfig } from '../../config/config.ts'
import { previewConfiguration, type RunningServer, startServer } from '../../start-server.ts'
import { apiKey, everyKind } from './whole.fixture.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let folder: string
let postgres: pg.Client
const running: RunningServer[] = []

beforeEach(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'latchkey-start-'))
  postgres = new pg.Client({ ...inject('postgres'), database: database.name })
  await postgres.connect()
  // As a database is before the first start.
  await postgres.query('drop schema public cascade; create schema public')
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()))
  await postgres.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

async function configure(text: string, external = true): Promise<Config> {
  await writeFile(join(folder, 'latchkey.config.yaml'), text)
  const url = databaseUrl(database.name)
  const config = readConfig([], {
    LATCHKEY_CONFIG: join(folder, 'latchkey.config.yaml'),
    LATCHKEY_DATA_DIR: join(folder, 'data'),
    ...(external
      ? { LATCHKEY_DATABASE_URL: url, LATCHKEY_SECRET: 'a secret that only this test has' }
      : {}),
  })
  if (config === 'help') throw new Error('Nobody asked for help.')
  return { ...config, port: 0 }
}

const start = async (text: string) => {
  const server = await startServer(await configure(text))
  running.push(server)
  return server
}
const read = async <Row>(sql: string) => (await postgres.query(sql)).rows as Row[]
const countTables = () =>
  read(`select table_name from information_schema.tables where table_schema = 'public'`)

describe('a dry run', () => {
  test('against an empty database shows everything and leaves it empty', async () => {
    const lines = await previewConfiguration(await configure(everyKind))
    expect(lines).toContain('staging  + api_key CI')
    expect(lines).toContain('staging  + user ada@example.com')
    expect(lines).toContain('production  ~ authentication_settings: sign_up_enabled true → false')
    expect(lines.join('\n')).not.toContain(apiKey)
    expect(await countTables()).toEqual([])
  })

  test('without a data folder makes none', async () => {
    const config = await configure(everyKind, false)
    expect(await previewConfiguration(config)).toContain('staging  + user ada@example.com')
    expect(existsSync(config.dataFolder)).toBe(false)
  })

  test('says so where everything is as it is declared', async () => {
    await start(everyKind)
    expect(await previewConfiguration(await configure(everyKind))).toEqual([
      'Everything is as the file declares it.',
    ])
  })
})

describe('a start with a configuration file', () => {
  test('applies it before the server is ready', async () => {
    const { greeting } = await start(everyKind)
    expect(greeting.join('\n')).toContain('Staging client ID  client_acme')
    expect(await read('select email from users order by email')).toEqual([
      { email: 'ada@example.com' },
      { email: 'grace@example.com' },
    ])
  })

  test('is stopped by a file of another form before anything is touched', async () => {
    const starting = start('environments:\n  staging:\n    usrs: []\n')
    await expect(starting).rejects.toThrow('latchkey.config.yaml:3:5 usrs is not known here.')
    expect(await countTables()).toEqual([])
  })

  test('is stopped by what the domain refuses before anything is made', async () => {
    const text = `${everyKind}    permissions:\n      - { slug: a:b, name: A }\n    users: [{ email: nobody }]\n`
    await expect(start(text)).rejects.toThrow(/latchkey\.config\.yaml:\d+:\d+ .*email/)
    expect(await read('select id from environments')).toEqual([])
    expect(await read('select id from events')).toEqual([])
  })

  test('of two servers at the same time has one result', async () => {
    await Promise.all([start(everyKind), start(everyKind)])
    expect(await read('select email from users')).toHaveLength(2)
    expect(
      await read(`select environment_id, event from events where event like 'user.%'`),
    ).toHaveLength(2)
    expect(await read(`select id from api_keys where name = 'CI'`)).toHaveLength(1)
  })
})
