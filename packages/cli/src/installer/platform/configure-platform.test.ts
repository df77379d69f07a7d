import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { removeRedirectUri } from '../../configuration/redirect-uris.ts'
import { type Connection, openConnection } from '../../connection/connection.ts'
import type { Environment } from '../../environment/environment.ts'
import { clientIdOf, configurePlatform } from './configure-platform.ts'

let platform: TestPlatform
let connection: Connection

beforeAll(async () => {
  platform = await startTestPlatform()
  const { url, apiKey } = platform
  const environment = { fetch, signal: new AbortController().signal } as Environment
  connection = await openConnection(environment, { url, apiKey, source: 'the test' })
})
afterAll(() => platform.stop())

async function listed() {
  const { parse } = await import('yaml')
  const response = await connection.send('GET', '/latchkey/configuration')
  const { redirect_uris, sign_out_redirects } = parse(await response.text()).environments.staging
  return { redirect_uris, sign_out_redirects }
}

const lists = (port: number) => ({
  redirect_uris: [`http://localhost:${port}/callback`],
  sign_out_redirects: [`http://localhost:${port}/`],
})

test('the default redirects of another application stay the default ones', async () => {
  await configurePlatform(connection, lists(3101))
  const before = await listed()
  await configurePlatform(connection, lists(3102))
  const after = await listed()
  for (const list of ['redirect_uris', 'sign_out_redirects'] as const) {
    expect(after[list][0]).toBe(before[list][0])
    expect(after[list]).toContain(lists(3102)[list][0])
  }
  // The default one can still be taken back: another becomes the default first.
  const [byDefault] = after.redirect_uris
  expect(await removeRedirectUri(connection, byDefault)).toBe(true)
  expect((await listed()).redirect_uris).not.toContain(byDefault)
})

test('the client ID is the one that the key belongs to, and unknown where there is no such route', async () => {
  expect(await clientIdOf(connection)).toBe(platform.server.staging.clientId)
  const older = { ...connection, call: () => connection.call('GET', '/no/such/route') }
  expect(await clientIdOf(older as Connection)).toBeUndefined()
})
