import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate, callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { ConfigError } from '../../config/config.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { toLine } from './change.ts'
import {
  applyDeclaredConfiguration,
  readDeclaredConfiguration,
  rehearse,
} from './declared-configuration.ts'

let server: TestServer
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-configuration-'))
})
afterAll(() => rm(folder, { recursive: true }))

const read = async (text: string) => {
  const path = join(folder, 'latchkey.config.yaml')
  await writeFile(path, text)
  return readDeclaredConfiguration(path)
}
const apply = async (text: string) => {
  const changes = await applyDeclaredConfiguration(server.deps, await read(text))
  return changes.map(toLine)
}
const preview = async (text: string) => {
  const { changes } = await rehearse(server.deps, await read(text))
  return changes.map(toLine)
}
const refusal = async (text: string, act: (text: string) => Promise<unknown> = apply) => {
  const error = await act(text).catch((thrown: Error) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  return (error as Error).message
}

const apiKey = 'sk_test_declared0123456789'
const userId = 'user_01K0000000000000000000000A'
const organizationId = 'org_01K0000000000000000000000A'
const person = { email: 'ada@example.com', password: 'correct horse battery staple' }
const whole = `# What the team works with.
environments:
  staging:
    application:
      name: Acme
      client_id: client_acme
      sign_in_endpoint: http://localhost:8080/login
      homepage_url: http://localhost:8080
    redirect_uris:
      - http://localhost:8080/callback
      - http://localhost:*/callback
    sign_out_redirects:
      - http://localhost:8080
    cors_origins:
      - http://localhost:8080
    api_keys:
      - name: CI
        value: ${apiKey}
    organizations:
      - id: ${organizationId}
        name: Acme
        external_id: acme
        metadata: { plan: free }
    users:
      - id: ${userId}
        email: ${person.email}
        password: ${person.password}
        email_verified: true
        first_name: Ada
        external_id: ada
        metadata: { team: one }
      - email: grace@example.com
  production:
    redirect_uris:
      - https://acme.example.com/callback
`

/** What the API shows with the declared key. */
const show = async (path: string) =>
  (await callApi(server, 'GET', path, undefined, { apiKey })).body.data

describe('a configuration file', () => {
  beforeEach(async () => {
    server = await startTestServer()
  })
  afterEach(() => server?.stop())

  test('makes what it declares, and people sign in with it', async () => {
    expect(await apply(whole)).toEqual([
      `staging  ~ application: name "Your application" → "Acme", client_id "${server.staging.clientId}" → "client_acme", sign_in_endpoint "" → "http://localhost:8080/login", homepage_url "" → "http://localhost:8080"`,
      'staging  + redirect_uri http://localhost:8080/callback',
      'staging  + redirect_uri http://localhost:*/callback',
      'staging  + sign_out_redirect http://localhost:8080',
      'staging  + cors_origin http://localhost:8080',
      'staging  + api_key CI',
      `staging  + organization ${organizationId}`,
      'staging  + user ada@example.com',
      'staging  + user grace@example.com',
      'production  + redirect_uri https://acme.example.com/callback',
    ])
    const { status, body } = await authenticate(server, {
      grant_type: 'password',
      client_id: 'client_acme',
      client_secret: apiKey,
      ...person,
    })
    expect(status).toBe(200)
    expect(body.user).toMatchObject({
      id: userId,
      first_name: 'Ada',
      external_id: 'ada',
      metadata: { team: 'one' },
    })
    expect(await show('/user_management/users')).toHaveLength(2)
    const redirects = await show('/user_management/redirect_uris')
    expect(redirects.find((redirect: { default: boolean }) => redirect.default).uri).toBe(
      'http://localhost:8080/callback',
    )
    expect(await show('/user_management/cors_origins')).toMatchObject([
      { origin: 'http://localhost:8080' },
    ])
  })

  test('applied again changes nothing, not even a password that was changed since', async () => {
    await apply(whole)
    const changed = { password: 'four other unrelated words' }
    await callApi(server, 'PUT', `/user_management/users/${userId}`, changed, { apiKey })
    expect(await preview(whole)).toEqual([])
    expect(await apply(whole)).toEqual([])
    const again = await authenticate(server, {
      grant_type: 'password',
      client_id: 'client_acme',
      client_secret: apiKey,
      email: person.email,
      ...changed,
    })
    expect(again.status).toBe(200)
  })

  test('changes what differs, and leaves alone what it does not name', async () => {
    await apply(whole)
    const changes = await apply(`
environments:
  staging:
    organizations:
      - { id: ${organizationId}, name: Acme Inc., metadata: { plan: paid } }
    users:
      - { email: ADA@example.com, last_name: Lovelace, metadata: { floor: "3" } }
`)
    expect(changes).toEqual([
      `staging  ~ organization ${organizationId}: name "Acme" → "Acme Inc.", metadata.plan "free" → "paid"`,
      'staging  ~ user ada@example.com: email "ada@example.com" → "ADA@example.com", last_name null → "Lovelace", metadata.floor null → "3"',
    ])
    const users = await show('/user_management/users')
    expect(users).toHaveLength(2)
    expect(users.find(({ id }: { id: string }) => id === userId)).toMatchObject({
      first_name: 'Ada',
      last_name: 'Lovelace',
      email_verified: true,
      metadata: { team: 'one', floor: '3' },
    })
  })

  test('is told by events as the doing of the system', async () => {
    await apply(
      'environments:\n  staging:\n    feature_flags: [{ slug: editor, name: Editor, enabled: true }]\n',
    )
    const path = '/events?events=flag.created&events=flag.rule_updated'
    const { status, body } = await callApi(server, 'GET', path)
    expect(status).toBe(200)
    expect(body.data).toHaveLength(2)
    for (const { context } of body.data) {
      expect(context.actor).toEqual({ id: 'latchkey.config.yaml', source: 'system', name: null })
    }
  })

  test('is shown before it is applied, and nothing has happened then', async () => {
    const lines = await preview(whole)
    expect(lines).toContain('staging  + user ada@example.com')
    const staging = await getDefaultApplication(server.deps, server.staging.environment.id)
    expect(staging.clientId).toBe(server.staging.clientId)
    expect((await callApi(server, 'GET', '/user_management/users')).body.data).toEqual([])
    expect(await apply(whole)).toEqual(lines)
  })

  test('applied by several starts at once makes each thing once', async () => {
    const file = await read(whole)
    const made = await atOnce(() => applyDeclaredConfiguration(server.deps, file), 3)
    expect(made.filter((lines) => lines.length > 0)).toHaveLength(1)
    expect(await show('/user_management/users')).toHaveLength(2)
  })
})

describe('a configuration file that cannot be read', () => {
  test.each([
    ['', '1:1 The file must be object.'],
    ['environments: [', '1:'],
    ['environments:\n  staging: {}\n  staging: {}\n', '3:3 Map keys must be unique'],
    ['environments:\n  testing: {}\n', '2:3 testing is not known here.'],
    ['environments:\n  staging:\n    userz: []\n', '3:5 userz is not known here.'],
    [
      'environments:\n  staging:\n    users:\n      - emial: a@example.com\n',
      '4:9 emial is not known here.',
    ],
    [
      'environments:\n  staging:\n    users:\n      - email: a@example.com\n      - password: x\n',
      '5:9 email is missing.',
    ],
    [
      'environments:\n  staging:\n    cors_origins:\n      - 7\n',
      '4:9 environments.staging.cors_origins.0 must be string.',
    ],
    [
      'environments:\n  staging:\n    api_keys:\n      - name: CI\n        value: short\n',
      '5:9 environments.staging.api_keys.0.value must match pattern',
    ],
    [
      'environments:\n  staging:\n    users:\n      - id: user_1\n        email: a@example.com\n',
      '4:9 environments.staging.users.0.id must match pattern',
    ],
  ])('%j is refused with the place of the mistake', async (text, words) => {
    expect(await refusal(text, read)).toContain(`latchkey.config.yaml:${words}`)
  })

  test('names every mistake at once', async () => {
    const text = 'environments:\n  staging:\n    usrs: []\n    api_kys: []\n'
    const message = await refusal(text, read)
    expect(message).toContain('latchkey.config.yaml:3:5')
    expect(message).toContain('latchkey.config.yaml:4:5')
  })

  test('that is not there says so', async () => {
    const missing = join(folder, 'missing.yaml')
    await expect(readDeclaredConfiguration(missing)).rejects.toThrow(`${missing} cannot be read`)
  })
})

describe('what a configuration file declares', () => {
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server?.stop())

  test.each([
    [
      'a redirect URI',
      '    redirect_uris:\n      - http://localhost:8080/callback\n      - javascript:alert(1)\n',
      '5:9 Enter an absolute URI',
    ],
    ['a CORS origin', '    cors_origins:\n      - https://a.example/\n', '4:9 An origin is scheme'],
    [
      'a password',
      '    users:\n      - email: a@example.com\n        password: short\n',
      '5:9 Use 10 characters or more.',
    ],
    ['an address', '    users:\n      - email: nobody\n', '4:9 '],
    [
      'a sign-in endpoint',
      '    application:\n      sign_in_endpoint: login\n',
      '4:7 The sign-in endpoint must be',
    ],
  ])('is refused where it stands: %s', async (_, lines, words) => {
    const message = await refusal(`environments:\n  staging:\n${lines}`)
    expect(message).toContain(`latchkey.config.yaml:${words}`)
  })

  test('takes no key of another environment, and does not repeat it', async () => {
    await apply(whole)
    const message = await refusal(
      `environments:\n  production:\n    api_keys:\n      - { name: CI, value: ${apiKey} }\n`,
    )
    expect(message).toContain('Another environment has this key.')
    expect(message).not.toContain(apiKey)
  })

  test('gives no account that is there another id', async () => {
    await apply(whole)
    const message = await refusal(`
environments:
  staging:
    users:
      - email: ada@example.com
        id: user_01K0000000000000000000000B
`)
    expect(message).toContain(
      `latchkey.config.yaml:6:9 ada@example.com is ${userId} already, and ids do not change.`,
    )
  })
})
