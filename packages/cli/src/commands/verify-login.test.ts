import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeSettings } from '../../test/people.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { json, jsonError } from '../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const people = async (...options: string[]) =>
  json(await platform.run(['user', 'list', '--json', ...options])).data
const asProduction = () => ['--api-key', platform.server.production.apiKey]

test('signs somebody in, checks and refreshes their session, and leaves nobody behind', async () => {
  const { code, stdout } = await platform.run(['verify-login'])
  expect(code).toBe(0)
  expect(stdout).toContain(`Signing in works at ${platform.url}.`)
  expect(stdout).toMatch(/Refresh the session +\d+ ms/)
  expect(await people()).toEqual([])
})

test('tells programs how long each part took, and how large the cookie is', async () => {
  const { data } = json(await platform.run(['verify-login', '--json']))
  expect(data.steps).toHaveLength(5)
  expect(data.cookieBytes).toBeGreaterThan(500)
})

test('leaves production alone, unless that is meant', async () => {
  const refused = await platform.run(['verify-login', '--json', ...asProduction()])
  expect(jsonError(refused).code).toBe('production_refused')
  const meant = await platform.run(['verify-login', '--production', ...asProduction()])
  expect(meant).toMatchObject({ code: 0 })
  expect(await people(...asProduction())).toEqual([])
})

test('says what the platform refuses, and still deletes the person', async () => {
  await changeSettings(platform.server, { mfaPolicy: 'required' })
  const { code, stderr } = await platform.run(['verify-login'])
  await changeSettings(platform.server, { mfaPolicy: 'off' })
  expect(code).toBe(1)
  expect(stderr).toMatch(/MFA|factor/i)
  expect(await people()).toEqual([])
})

test('deletes the person also when it is stopped on the way', async () => {
  const stopping = new AbortController()
  const stopAtSignIn: typeof fetch = (input, init) => {
    if (String(input).endsWith('/authenticate')) stopping.abort()
    return fetch(input, init)
  }
  const environment = { fetch: stopAtSignIn, signal: stopping.signal }
  expect((await platform.run(['verify-login'], { environment })).code).toBe(2)
  expect(await people()).toEqual([])
})

test('refuses a key that the platform does not know', async () => {
  expect((await platform.run(['verify-login', '--api-key', 'sk_test_x'])).code).toBe(4)
})
