import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { emptyFolder } from '../../../test/run.ts'
import { spawnProcess } from '../../../test/run-process.ts'
import { createConnector } from '../../connection/connect.ts'
import { guideNames } from '../../guides/guides.ts'

const bin = fileURLToPath(new URL('../../../bin/latchkey.mjs', import.meta.url))

/** Where no platform is: the port was free a moment ago. */
let nowhere: string
let platform: TestPlatform
const clients: Client[] = []

beforeAll(async () => {
  platform = await startTestPlatform()
  const listener = createServer().listen(0)
  await once(listener, 'listening')
  nowhere = `http://localhost:${(listener.address() as AddressInfo).port}`
  listener.close()
})
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await platform?.stop()
})

interface Agent {
  client: Client
  /** The text of an answer; a refusal is thrown. */
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the tests find out.
  call(tool: string, input?: Record<string, unknown>): Promise<any>
}

/** The SDK's own client, and the built command as it starts it. */
async function startAgent(
  flags: string[] = [],
  { url = platform.url, apiKey = platform.apiKey } = {},
): Promise<Agent> {
  const client = new Client({ name: 'tests', version: '1.0.0' })
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin, 'mcp', ...flags],
    cwd: await emptyFolder(),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: await emptyFolder(),
      LATCHKEY_URL: url,
      LATCHKEY_API_KEY: apiKey,
    },
  })
  await client.connect(transport)
  clients.push(client)
  return {
    client,
    async call(name, input = {}) {
      const result = await client.callTool({ name, arguments: input })
      const { content, isError } = CallToolResultSchema.parse(result)
      const [first] = content
      const text = first?.type === 'text' ? first.text : ''
      if (isError) throw new Error(text)
      try {
        return JSON.parse(text)
      } catch {
        return text
      }
    },
  }
}

const call = (method: string, path: string, body?: unknown, apiKey = platform.apiKey) =>
  fetch(platform.url + path, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

const redirectUris = async (apiKey?: string) => {
  const answer = await call('GET', '/user_management/redirect_uris', undefined, apiKey)
  const { data } = (await answer.json()) as { data: { uri: string; default: boolean }[] }
  return data
}

describe('an agent that only reads', () => {
  let tool: Agent['call']
  beforeAll(async () => {
    tool = (await startAgent()).call
  })

  test('is told which environment it sees, without the whole key', async () => {
    const found = await tool('get_environment')
    expect(found).toMatchObject({
      url: platform.url,
      environment: 'staging',
      may_change: false,
      client_id: platform.server.staging.clientId,
      redirect_uris: ['http://localhost:3000/callback'],
    })
    expect(JSON.stringify(found)).not.toContain(platform.apiKey)
  })

  test('changes nothing, is told why, and may see what would change', async () => {
    const wanted = { redirect_uris: ['http://localhost:5173/callback'] }
    await expect(tool('configure_application', wanted)).rejects.toThrow('This server only reads.')
    const yaml = 'environments: { staging: { cors_origins: ["http://localhost:5173"] } }'
    await expect(tool('apply_configuration', { yaml })).rejects.toThrow('--write')
    const rehearsal = await tool('configure_application', { ...wanted, dry_run: true })
    expect(rehearsal).toMatchObject({ dry_run: true, changes: [{ change: 'create' }] })
    expect(await redirectUris()).toHaveLength(1)
  })

  test('finds out why somebody could not sign in', async () => {
    const email = 'grace@example.com'
    await call('POST', '/user_management/users', { email, password: 'the right password 71' })
    const refused = await call('POST', '/user_management/authenticate', {
      grant_type: 'password',
      client_id: platform.server.staging.clientId,
      client_secret: platform.apiKey,
      email,
      password: 'not the right one',
    })
    expect(refused.status).toBe(400)
    const [failure] = await tool('failed_sign_ins', { email })
    expect(failure).toMatchObject({
      event: 'authentication.password_failed',
      email,
      reason: { code: 'invalid_credentials' },
    })
    expect(await tool('failed_sign_ins', { email: 'nobody@example.com' })).toEqual([])
    const { user } = await tool('get_user', { user: email })
    expect(user).toMatchObject({ email, email_verified: false })
    await expect(tool('get_user', { user: 'nobody@example.com' })).rejects.toThrow('Nobody has')
  })

  test('follows what happens from an event that it knows', async () => {
    await call('POST', '/user_management/users', { email: 'first@example.com' })
    const query = { events: ['user.created'] }
    const [newest] = await tool('list_events', { ...query, limit: 1 })
    const following = tool('list_events', { ...query, since: newest.id, wait_seconds: 50 })
    await call('POST', '/user_management/users', { email: 'second@example.com' })
    const [next] = await following
    expect(next.data.email).toBe('second@example.com')
  })

  test('reads the mails of a development server, with their codes', async () => {
    const email = 'mailed@example.com'
    await call('POST', '/user_management/magic_auth', { email })
    await expect.poll(() => tool('read_emails', { to: email })).toHaveLength(1)
    const [mail] = await tool('read_emails', { to: email })
    expect(mail).toMatchObject({ to: email, code: expect.stringMatching(/^\d{6}$/) })
    expect(mail).not.toHaveProperty('html')
  })

  test('sees organizations, roles and settings', async () => {
    await call('POST', '/organizations', { name: 'Acme' })
    expect((await tool('list_organizations')).data[0]).toMatchObject({ name: 'Acme' })
    expect((await tool('list_roles')).roles.length).toBeGreaterThan(0)
    expect(await tool('get_configuration')).toContain('environments:')
  })

  test('gets no key that stands in somebody’s data', async () => {
    const metadata = { note: `the key is ${platform.apiKey}` }
    await call('POST', '/user_management/users', { email: 'leak@example.com', metadata })
    const answer = JSON.stringify(await tool('list_users', { email: 'leak@example.com' }))
    expect(answer).toContain('the key is sk_test_…')
    expect(answer).not.toContain(platform.apiKey)
  })

  test.each([
    ['list_users', { limit: 0 }],
    ['list_users', { limit: 101 }],
    ['get_user', {}],
    ['list_events', { wait_seconds: 3600 }],
  ])('is refused %s with %j', async (name, input) => {
    await expect(tool(name, input)).rejects.toThrow(/[Ii]nvalid/)
  })
})

describe('an agent that may write', () => {
  let tool: Agent['call']
  beforeAll(async () => {
    tool = (await startAgent(['--write'])).call
  })

  test('adds addresses, and the default redirect URI stays the default', async () => {
    await tool('configure_application', {
      redirect_uris: ['http://localhost:5174/callback'],
      cors_origins: ['http://localhost:5174'],
      sign_in_endpoint: 'http://localhost:5174/login',
      homepage_url: 'http://localhost:5174',
    })
    const found = await tool('get_environment')
    expect(found).toMatchObject({
      may_change: true,
      sign_in_endpoint: 'http://localhost:5174/login',
      homepage_url: 'http://localhost:5174',
      cors_origins: ['http://localhost:5174'],
    })
    const uris = await redirectUris()
    expect(uris.find((uri) => uri.default)?.uri).toBe('http://localhost:3000/callback')
    expect(uris.map(({ uri }) => uri)).toContain('http://localhost:5174/callback')
  })

  test('changes all of it or nothing, and is told what was wrong', async () => {
    const before = await redirectUris()
    const wanted = { redirect_uris: ['http://localhost:5175/callback'], homepage_url: 'no address' }
    await expect(tool('configure_application', wanted)).rejects.toThrow('homepage')
    expect(await redirectUris()).toEqual(before)
  })

  test('applies a configuration file', async () => {
    const yaml = 'environments:\n  staging:\n    permissions: [{ slug: "a:b", name: A }]\n'
    const { changes } = await tool('apply_configuration', { yaml })
    expect(changes).toMatchObject([{ kind: 'permission', key: 'a:b', change: 'create' }])
    const { permissions } = await tool('list_roles')
    expect(permissions.map(({ slug }: { slug: string }) => slug)).toContain('a:b')
  })

  test('leaves Production alone, unless that was allowed as well', async () => {
    const { apiKey } = platform.server.production
    const wanted = { redirect_uris: ['https://app.example.com/other'] }
    const careful = await startAgent(['--write'], { apiKey })
    expect(await careful.call('get_environment')).toMatchObject({
      environment: 'production',
      may_change: false,
    })
    await expect(careful.call('configure_application', wanted)).rejects.toThrow('Production')
    expect(await redirectUris(apiKey)).toHaveLength(1)

    const allowed = await startAgent(['--write', '--allow-production'], { apiKey })
    await allowed.call('configure_application', wanted)
    expect(await redirectUris(apiKey)).toHaveLength(2)
  })
})

test('a wrong key is a sentence that says where it is from, and not what it is', async () => {
  const apiKey = 'sk_test_that_nobody_has_given_out'
  const { call: asked } = await startAgent([], { apiKey })
  const refused = await asked('list_users').catch((error) => error.message)
  expect(refused).toContain('does not know the API key of LATCHKEY_API_KEY')
  expect(refused).not.toContain(apiKey)
})

describe('what needs no platform', () => {
  test('every guide is a resource and can be found by its words', async () => {
    const { client, call: tool } = await startAgent([], { url: nowhere })
    const { resources } = await client.listResources()
    expect(resources.map(({ name }) => name).sort()).toEqual(guideNames())
    const { contents } = await client.readResource({ uri: 'latchkey://guides/quick-start' })
    expect(contents[0]).toMatchObject({ mimeType: 'text/markdown' })
    const found = await tool('search_guides', { words: 'inbox clock' })
    expect(found.map(({ name }: { name: string }) => name)).toContain('testing')
    expect(await tool('read_guide', { name: 'testing' })).toMatch(/^# /)
    await expect(tool('read_guide', { name: '../../package' })).rejects.toThrow('There are:')
  })

  test('prompts say how AuthKit is added and how a sign-in is explained', async () => {
    const { client } = await startAgent([], { url: nowhere })
    const { prompts } = await client.listPrompts()
    expect(prompts.map(({ name }) => name)).toEqual(['add_authkit', 'explain_sign_in'])
    const { messages } = await client.getPrompt({
      name: 'add_authkit',
      arguments: { framework: 'Express' },
    })
    expect(JSON.stringify(messages)).toContain('latchkey init --dry-run')
  })

  test('a platform that does not answer is a sentence that says what to do', async () => {
    const { call: tool } = await startAgent([], { url: nowhere })
    await expect(tool('list_users')).rejects.toThrow(`No Latchkey answers at ${nowhere}`)
    await expect(tool('list_users')).rejects.toThrow('latchkey start')
  })

  test('an agent that speaks the newest revision of the protocol, without a greeting, is served', async () => {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'tests', version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const request = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta } }
    const child = await spawnProcess(['mcp'])
    child.stdin.write(`${JSON.stringify(request)}\n`)
    const [line] = await once(createInterface(child.stdout), 'line')
    expect(JSON.parse(line).result.tools.length).toBeGreaterThan(10)
    child.stdin.end()
    expect(await once(child, 'close')).toEqual([0, null])
  })

  test('tools that only read say so, and every tool explains itself', async () => {
    const { client } = await startAgent()
    const { tools } = await client.listTools()
    const writing = tools.filter(({ annotations }) => !annotations?.readOnlyHint)
    expect(writing.map(({ name }) => name)).toEqual([
      'configure_application',
      'apply_configuration',
    ])
    for (const { description, title } of tools) {
      expect(title?.length).toBeGreaterThan(4)
      expect(description?.length).toBeGreaterThan(40)
    }
  })
})

test('a connection that failed is tried again by the next that asks', async () => {
  let answers = false
  const environment = {
    env: { LATCHKEY_URL: nowhere },
    cwd: await emptyFolder(),
    home: await emptyFolder(),
    platform: process.platform,
    fetch: async () => {
      if (!answers) throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })
      return Response.json({ api_key: 'sk_test_started', client_id: 'client_started' })
    },
    signal: new AbortController().signal,
  }
  const connect = createConnector(environment as never, {})
  await expect(connect()).rejects.toThrow('No Latchkey answers')
  answers = true
  expect(await connect()).toMatchObject({ apiKey: 'sk_test_started' })
})
