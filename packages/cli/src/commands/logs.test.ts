import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authenticateByPassword, createPerson, newEmail } from '../../test/people.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { json, jsonError } from '../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const createUser = (email: string) => platform.run(['user', 'create', email])

/** `latchkey logs --follow`, which ends when all of these were printed. */
async function follow(
  untilPrinted: string[],
  meanwhile: (line: string) => void,
  doubles: { fetch?: typeof fetch } = {},
  args: string[] = [],
) {
  const stopping = new AbortController()
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const printed = { stdout: '', stderr: '' }
  stdout.on('data', (text) => {
    printed.stdout += text
    meanwhile(String(text))
    if (untilPrinted.every((part) => printed.stdout.includes(part))) stopping.abort()
  })
  stderr.on('data', (text) => {
    printed.stderr += text
    meanwhile(String(text))
  })
  const environment = { stdout, stderr, signal: stopping.signal, ...doubles }
  const { code } = await platform.run(['logs', '--follow', '--interval', '1', ...args], {
    environment,
  })
  return { code, ...printed }
}

describe('latchkey logs', () => {
  test('shows the past, oldest first, a line each', async () => {
    const [first, second] = [newEmail('first'), newEmail('second')]
    await createUser(first)
    await createUser(second)
    const { stdout } = await platform.run(['logs', '--event', 'user.created', '--limit', '2'])
    const lines = stdout.trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d [\\d:]+Z  user.created  ${first}$`))
    expect(lines[1]).toContain(second)
  })

  test('says why a sign-in failed', async () => {
    const person = await createPerson(platform.server)
    await authenticateByPassword(platform.server, person.email, 'not the password')
    const { stdout } = await platform.run(['logs', '--failed', '--limit', '1'])
    expect(stdout).toContain(`authentication.password_failed  ${person.email}`)
    expect(stdout).toMatch(/password_failed {2}\S+ {2}\w.+/)
  })

  test('prints a document of JSON a line, for programs', async () => {
    const email = newEmail()
    await createUser(email)
    const { stdout } = await platform.run(['logs', '--limit', '1', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ event: 'user.created', data: { email } })
  })

  test('follows what happens from then on, until Ctrl-C', async () => {
    const [past, coming] = [newEmail('past'), newEmail('coming')]
    await createUser(past)
    let isMade = false
    const followed = await follow([coming], () => {
      if (!isMade) void createUser(coming)
      isMade = true
    })
    expect(followed.code).toBe(0)
    expect(followed.stdout.match(new RegExp(past, 'g'))).toHaveLength(1)
    expect(followed.stdout.match(new RegExp(coming, 'g'))).toHaveLength(1)
  })

  test('misses nothing while the platform is away, and prints nothing twice', async () => {
    const before = newEmail('before')
    const during = ['one', 'two'].map(newEmail)
    await createUser(before)
    let asked = 0
    const awayForAWhile: typeof fetch = async (input, init) => {
      if (!String(input).includes('/events')) return fetch(input, init)
      asked += 1
      if (asked !== 2) return fetch(input, init)
      for (const email of during) await createUser(email)
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
    }
    const followed = await follow(during, () => {}, { fetch: awayForAWhile })
    expect(followed.stderr).toContain('nothing listens there')
    expect(followed.stderr).toContain('It answers again.')
    for (const email of [before, ...during])
      expect(followed.stdout.match(new RegExp(email, 'g'))).toHaveLength(1)
  })

  test('gives up where another try would not help', async () => {
    let asked = 0
    const revoked: typeof fetch = async (input, init) => {
      asked += 1
      return asked === 1
        ? fetch(input, init)
        : Response.json({ message: 'Unauthorized' }, { status: 401 })
    }
    expect((await follow(['never'], () => {}, { fetch: revoked })).code).toBe(4)
  })

  test.each([
    [['--event', 'user.exploded'], /user\.exploded/],
    [['--since', 'yesterday'], /range_start|ISO 8601/],
    [['--limit', '0'], /from 1 to 100/],
  ])('refuses %j', async (args, message) => {
    const refused = await platform.run(['logs', '--json', ...args])
    expect(refused.code).toBe(1)
    expect(jsonError(refused).message).toMatch(message)
  })
})

test('latchkey event list pages through what happened', async () => {
  await createUser(newEmail())
  await createUser(newEmail())
  const list = async (...args: string[]) =>
    json(await platform.run(['event', 'list', '--json', '--order', 'asc', '--limit', '1', ...args]))
  const first = await list()
  const second = await list('--after', first.listMetadata.after)
  expect(second.data[0].id > first.data[0].id).toBe(true)
  expect((await platform.run(['event', 'list', '--event', 'user.created'])).stdout).toMatch(
    /ID +EVENT +ABOUT +WHEN/,
  )
})
