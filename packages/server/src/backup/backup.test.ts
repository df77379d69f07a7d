import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseUrl } from '../../test/database-url.ts'
import { createTestDatabase } from '../../test/server.ts'
import { backup } from '../operations.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'latchkey-backup-'))
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true })
})

test('a backup is not written through a link that somebody put where it begins', async () => {
  const file = join(folder, 'backup.gz')
  const elsewhere = join(folder, 'elsewhere')
  await writeFile(elsewhere, 'precious')
  await symlink(elsewhere, `${file}.unfinished`)
  const installation = {
    databaseUrl: databaseUrl(database.name),
    dataDir: folder,
    env: { LATCHKEY_SECRET: 'a secret that only the tests have' },
  }
  await backup({ installation, file, now: new Date() })
  expect(await readFile(elsewhere, 'utf8')).toBe('precious')
  expect((await readdir(folder)).sort()).toEqual(['backup.gz', 'backup.gz.unfinished', 'elsewhere'])
})
