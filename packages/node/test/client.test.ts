import { createServer } from 'node:net'
import {
  ApiKeyRequiredException as OfficialApiKeyRequiredException,
  WorkOS as OfficialWorkOS,
} from '@workos-inc/node'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiKeyRequiredException, Latchkey, WorkOS, type WorkOSOptions } from '../src/index.ts'
import { version } from '../src/version.ts'

const variables = [
  'LATCHKEY_URL',
  'WORKOS_API_HOSTNAME',
  'WORKOS_API_HTTPS',
  'WORKOS_API_KEY',
  'WORKOS_API_PORT',
  'WORKOS_CLIENT_ID',
]

beforeEach(() => {
  for (const name of variables) vi.stubEnv(name, undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('the client has two names', () => {
  expect(Latchkey).toBe(WorkOS)
})

describe('a client asks', () => {
  const baseUrlOf = (options: WorkOSOptions) => new WorkOS('sk_test', options).baseURL

  test('the Latchkey of this machine when nothing is said', () => {
    expect(baseUrlOf({})).toBe('http://localhost:4000')
  })

  test.each<[title: string, options: { apiHostname: string; port?: number; https?: boolean }]>([
    ['a host', { apiHostname: 'api.example.com' }],
    ['a host and its port', { apiHostname: 'api.example.com', port: 8443 }],
    ['a host with plain HTTP', { apiHostname: 'localhost', port: 4000, https: false }],
  ])('%s of the options, as the official SDK does', (_, options) => {
    expect(baseUrlOf(options)).toBe(new OfficialWorkOS('sk_test', { ...options }).baseURL)
  })

  test.each<[title: string, options: WorkOSOptions, baseUrl: string]>([
    ['a URL', { baseUrl: 'https://auth.example.com' }, 'https://auth.example.com'],
    ['a URL without its last slash', { baseUrl: 'http://[::1]:4000/' }, 'http://[::1]:4000'],
    ['a port of this machine', { port: 4100 }, 'http://localhost:4100'],
    ['HTTPS of this machine', { https: true, port: 4443 }, 'https://localhost:4443'],
  ])('%s of the options', (_, options, baseUrl) => {
    expect(baseUrlOf(options)).toBe(baseUrl)
  })

  test.each<[title: string, environment: Record<string, string>, baseUrl: string]>([
    ['a URL', { LATCHKEY_URL: 'https://auth.example.com/' }, 'https://auth.example.com'],
    ['a host', { WORKOS_API_HOSTNAME: 'api.example.com' }, 'https://api.example.com'],
    [
      'a host with its port and plain HTTP',
      {
        WORKOS_API_HOSTNAME: 'latchkey.internal',
        WORKOS_API_PORT: '4000',
        WORKOS_API_HTTPS: 'false',
      },
      'http://latchkey.internal:4000',
    ],
    [
      'a URL rather than a host',
      { LATCHKEY_URL: 'https://auth.example.com', WORKOS_API_HOSTNAME: 'api.example.com' },
      'https://auth.example.com',
    ],
  ])('%s of the environment', (_, environment, baseUrl) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    expect(baseUrlOf({})).toBe(baseUrl)
  })

  test.each<[title: string, options: WorkOSOptions, baseUrl: string]>([
    ['a URL', { baseUrl: 'https://one.example.com' }, 'https://one.example.com'],
    ['a host', { apiHostname: 'two.example.com' }, 'https://two.example.com'],
  ])('%s of the options rather than the environment', (_, options, baseUrl) => {
    vi.stubEnv('LATCHKEY_URL', 'https://auth.example.com')
    vi.stubEnv('WORKOS_API_HOSTNAME', 'api.example.com')
    expect(baseUrlOf(options)).toBe(baseUrl)
  })

  test('a host of the options rather than a URL', () => {
    const options = { apiHostname: 'two.example.com', baseUrl: 'https://one.example.com' }
    expect(baseUrlOf(options)).toBe('https://two.example.com')
  })

  test('the host of the environment by the port and scheme of the options', () => {
    vi.stubEnv('WORKOS_API_HOSTNAME', 'api.example.com')
    vi.stubEnv('WORKOS_API_PORT', '4000')
    expect(baseUrlOf({ port: 4100, https: false })).toBe('http://api.example.com:4100')
  })
})

describe('a client is told who it is', () => {
  const ways: [string, Record<string, string>, ConstructorParameters<typeof WorkOS>][] = [
    ['by a key', {}, ['sk_one']],
    ['by a key and options', {}, ['sk_one', { clientId: 'client_one' }]],
    ['by options', {}, [{ apiKey: 'sk_one', clientId: 'client_one' }]],
    ['without a secret', {}, [{ clientId: 'client_one' }]],
    ['by the environment', { WORKOS_API_KEY: 'sk_two', WORKOS_CLIENT_ID: 'client_two' }, []],
    ['by options before the environment', { WORKOS_API_KEY: 'sk_two' }, ['sk_one']],
    ['by the environment before an empty key', { WORKOS_API_KEY: 'sk_two' }, ['']],
  ]

  test.each(ways)('%s, as the official one is', (_, environment, given) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    const { key, clientId } = new OfficialWorkOS(...structuredClone(given))
    expect(new WorkOS(...given)).toMatchObject({ key, clientId })
  })

  test('or it is refused', () => {
    const message = 'either an API key or a clientId'
    expect(() => new OfficialWorkOS()).toThrow(message)
    expect(() => new WorkOS()).toThrow(message)
  })
})

test('a client without a secret refuses what needs one, and sends nothing', async () => {
  const fetchFn = vi.fn<typeof fetch>()
  const options = { clientId: 'client_one', fetchFn }
  const refused = { name: 'ApiKeyRequiredException', status: 403, path: '/organizations/org_01' }

  const official = await rejectionOf(() => getOrganization(new OfficialWorkOS({ ...options })))
  const ours = await rejectionOf(() => getOrganization(new WorkOS(options)))

  expect(official).toBeInstanceOf(OfficialApiKeyRequiredException)
  expect(ours).toBeInstanceOf(ApiKeyRequiredException)
  expect(official).toMatchObject(refused)
  expect(ours).toMatchObject(refused)
  expect(fetchFn).not.toHaveBeenCalled()
})

describe('a request', () => {
  test.each<[title: string, config: RequestInit]>([
    ['without more', {}],
    ['with more headers', { headers: { 'X-Tenant': 'acme' } }],
    ['with more headers as a list', { headers: [['X-Tenant', 'acme']] }],
    ['with more headers as Headers', { headers: new Headers({ 'X-Tenant': 'acme' }) }],
    ['with another Accept', { headers: { Accept: 'application/json' } }],
    ['with an API key that does not count', { headers: { Authorization: 'Bearer none' } }],
  ])('%s has the headers that the official SDK sends', async (_, config) => {
    const { 'user-agent': officialAgent, ...official } = await headersOf(OfficialWorkOS, config)
    const { 'user-agent': agent, ...ours } = await headersOf(WorkOS, config)
    expect(ours).toEqual(official)
    expect(officialAgent).toMatch(/^workos-node\//)
    expect(agent).toBe(`latchkey-node/${version}`)
  })

  test('has each header once, in whatever case it was given', async () => {
    const headers = { accept: 'text/plain', 'user-agent': 'none', authorization: 'Bearer none' }
    expect(await headersOf(WorkOS, { headers })).toMatchObject({
      accept: 'text/plain',
      authorization: 'Bearer sk_test',
      'user-agent': `latchkey-node/${version}`,
    })
  })

  test('of a path that climbs is not sent', async () => {
    for (const path of ['/organizations/../api_keys', '/organizations/%2E%2e']) {
      const official = await rejectionOf(() => new OfficialWorkOS('sk_test').get(path))
      const ours = await rejectionOf(() => new WorkOS('sk_test').get(path))
      expect(ours).toMatchObject({ name: official.name, cause: { name: 'TypeError' } })
      expect(official.cause).toBeInstanceOf(TypeError)
    }
  })
})

// The official SDK hands out none.
test('an answer has its headers', async () => {
  const fetchFn = async () => Response.json({}, { headers: { 'X-Request-ID': 'req_1' } })
  const answer = await new WorkOS('sk_test', { fetchFn }).client.get('/organizations', {})
  expect(answer.getHeaders()).toMatchObject({ 'x-request-id': 'req_1' })
  expect(answer.getStatusCode()).toBe(200)
})

// The official SDK writes `https: true` into them.
test('options are left as they are, and can be frozen', () => {
  const options = Object.freeze({ apiKey: 'sk_test' })
  expect(new WorkOS(options).options).toBe(options)
})

test('who finds nothing at the address is told what to do', async () => {
  const port = await closedPort()
  const options = { https: false, apiHostname: '127.0.0.1', port, maxRetries: 0 }
  const official = await rejectionOf(() => getOrganization(new OfficialWorkOS('sk', options)))
  const ours = await rejectionOf(() => getOrganization(new WorkOS('sk', options)))
  expect(ours.message).toContain(`Nothing answers at http://127.0.0.1:${port}.`)
  expect(ours.message).toContain('LATCHKEY_URL')
  expect(ours.name).toBe(official.name)
  expect((ours.cause as Error).name).toBe((official.cause as Error).name)
})

test('a warning is one of the process', () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue()
  new OfficialWorkOS('sk_test').emitWarning('Mind the gap.')
  new WorkOS('sk_test').emitWarning('Mind the gap.')
  expect(emitWarning.mock.calls[0]).toEqual(['Mind the gap.', 'WorkOS'])
  expect(emitWarning.mock.calls[1]).toEqual(emitWarning.mock.calls[0])
})

test('the version is the one of the package', async () => {
  const { default: description } = await import('../package.json', { with: { type: 'json' } })
  expect(new WorkOS('sk_test').version).toBe(description.version)
})

function getOrganization(sdk: WorkOS | OfficialWorkOS): Promise<unknown> {
  return sdk.organizations.getOrganization('org_01')
}

/** By their names in lower case, as a server reads them. */
async function headersOf(Sdk: typeof WorkOS | typeof OfficialWorkOS, config: RequestInit) {
  const fetchFn = vi.fn<typeof fetch>(async () => Response.json({}))
  await new Sdk('sk_test', { config, fetchFn }).get('/organizations')
  return Object.fromEntries(new Headers(fetchFn.mock.calls[0]?.[1]?.headers))
}

async function rejectionOf(call: () => Promise<unknown>): Promise<Error> {
  return call().then(
    () => expect.fail('Nothing was refused.'),
    (error) => error,
  )
}

/** A port that was just free. */
async function closedPort() {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
