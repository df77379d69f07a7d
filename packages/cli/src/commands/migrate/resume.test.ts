import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { emptyFolder, json, jsonError } from '../../../test/run.ts'
import { spawnProcess } from '../../../test/run-process.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const people = 300
const users = `email,external_id,email_verified\n${Array.from(
  { length: people },
  (_, number) => `person${number}@example.com,person-${number},true\n`,
).join('')}`

async function storedUsers() {
  const rows = await platform.server.deps.db
    .selectFrom('users')
    .select(['email', 'external_id'])
    .where('environment_id', '=', platform.server.staging.environment.id)
    .execute()
  return rows.map(({ external_id }) => external_id)
}

test('a run that is killed goes on where it was, nobody is lost or there twice', async () => {
  const cwd = await emptyFolder()
  await writeFile(join(cwd, 'users.csv'), users)
  // From here on everybody is still made, and nobody hears of it any more.
  const silent = await behind((count) => (count > people / 5 ? 'silence' : null))
  const env = { LATCHKEY_URL: silent.url, LATCHKEY_API_KEY: platform.apiKey }
  const child = await spawnProcess(['migrate', 'csv', 'users.csv'], { cwd, env })
  await vi.waitUntil(() => silent.posts() > people / 5, { timeout: 180_000 })
  child.kill('SIGKILL')
  await once(child, 'close')
  await silent.settled()
  const checkpoint = await readFile(join(cwd, 'latchkey-migration/checkpoint.jsonl'), 'utf8')
  const afterKill = (await storedUsers()).length
  expect(afterKill).toBeGreaterThan(checkpoint.trim().split('\n').length - 1)
  expect(afterKill).toBeLessThan(people)

  silent.answer(() => null)
  const args = ['migrate', 'csv', 'users.csv', '--json']
  const result = await platform.run(args, { cwd, env: { LATCHKEY_URL: silent.url } })
  silent.close()
  expect(result.code, result.stderr).toBe(0)
  expect(json(result).data.users).toEqual({
    created: people - afterKill,
    existing: afterKill,
    refused: 0,
  })
  const stored = await storedUsers()
  expect(stored).toHaveLength(people)
  expect(new Set(stored).size).toBe(people)
  expect(await readdir(join(cwd, 'latchkey-migration'))).toEqual([])
})

type Instead = (count: number) => { status: number; headers?: object } | 'silence' | null

/** A platform behind something that answers in its place, now and then, or not at all. */
async function behind(answer: Instead) {
  let count = 0
  let insteadOf = answer
  const underWay = new Set<Promise<unknown>>()
  const pass = async ({ method = 'GET', url, headers }: IncomingMessage, body: Buffer) => {
    const answered = await fetch(`${platform.url}${url}`, {
      method,
      headers: {
        authorization: headers.authorization ?? '',
        'content-type': 'application/json',
      },
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    })
    return { status: answered.status, text: await answered.text() }
  }
  const server = createServer(async (request, response) => {
    const instead = request.method === 'POST' ? insteadOf(++count) : null
    if (instead && instead !== 'silence') {
      response.writeHead(instead.status, { 'content-type': 'application/json', ...instead.headers })
      response.end(JSON.stringify({ message: 'Not now.' }))
      return
    }
    const passed = buffer(request).then((body) => pass(request, body))
    underWay.add(passed)
    const { status, text } = await passed
    if (instead === 'silence') return
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts: () => count,
    answer(how: Instead) {
      insteadOf = how
    },
    /** What the platform was asked, it has done. */
    settled: () => Promise.allSettled(underWay),
    close: () => server.close(),
  }
}

const few = `email,external_id
few1@example.com,few-1
few2@example.com,few-2
few3@example.com,few-3
`

test('waits as long as a platform says that asks too often, and nobody is left out', async () => {
  const cwd = await emptyFolder()
  await writeFile(join(cwd, 'users.csv'), few)
  const limited = await behind((count) =>
    count <= 4 ? { status: 429, headers: { 'retry-after': '1' } } : null,
  )
  const env = { LATCHKEY_URL: limited.url }
  const result = await platform.run(['migrate', 'csv', 'users.csv', '--json'], { cwd, env })
  limited.close()
  expect(json(result).data.users).toEqual({ created: 3, existing: 0, refused: 0 })
  expect(limited.posts()).toBeGreaterThanOrEqual(7)
})

test('a platform that goes away ends the run; what was done stays done, and is of this migration alone', async () => {
  const cwd = await emptyFolder()
  await writeFile(join(cwd, 'users.csv'), few.replaceAll('few', 'away'))
  const failing = await behind((count) => (count === 1 ? null : { status: 503 }))
  const args = ['migrate', 'csv', 'users.csv', '--json']
  const failed = await platform.run(args, { cwd, env: { LATCHKEY_URL: failing.url } })
  expect(failed.code).toBe(1)
  expect(jsonError(failed).message).toBe('Not now.')
  failing.close()
  const kept = await readFile(join(cwd, 'latchkey-migration/checkpoint.jsonl'), 'utf8')
  expect(kept.trim().split('\n')).toHaveLength(2)
  expect(kept).not.toContain(platform.apiKey)

  // Another address is another platform.
  expect(jsonError(await platform.run(args, { cwd }))).toMatchObject({
    code: 'another_migration',
    recovery: expect.stringContaining('--folder'),
  })
  const elsewhere = await platform.run([...args, '--folder=another'], { cwd })
  expect(json(elsewhere).data.users).toEqual({ created: 2, existing: 1, refused: 0 })
})
