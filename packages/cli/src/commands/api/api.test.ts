import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { emptyFolder, json } from '../../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const names = async () =>
  json(await platform.run(['api', '/organizations'])).data.map(({ name }: { name: string }) => name)

describe('latchkey api', () => {
  test('sends what is typed, and prints the answer as it is', async () => {
    const made = await platform.run(['api', 'organizations', '-d', '{"name":"Acme"}'])
    expect(json(made)).toMatchObject({ object: 'organization', name: 'Acme' })
    expect(await names()).toContain('Acme')
  })

  test('reads a body from a file and from standard input', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, 'body.json'), '{"name":"From a file"}')
    await platform.run(['api', '/organizations', '--file', 'body.json'], { cwd })
    await platform.run(['api', '/organizations', '--file', '-'], { stdin: '{"name":"Piped"}' })
    expect(await names()).toEqual(expect.arrayContaining(['From a file', 'Piped']))
  })

  test('-i shows the status and the headers', async () => {
    const { stdout } = await platform.run(['api', '/organizations', '-i'])
    expect(stdout).toMatch(/^HTTP 200\n/)
    expect(stdout).toContain('content-type: application/json')
  })

  test('--dry-run sends nothing and shows no key', async () => {
    const typed = ['api', '/organizations', '-d', '{"name":"Never"}', '--dry-run']
    const { stdout } = await platform.run(typed)
    expect(stdout).toContain(`POST ${platform.url}/organizations`)
    expect(stdout).not.toContain(platform.apiKey)
    expect(await names()).not.toContain('Never')
  })

  test('--dry-run shows the address that would be asked', async () => {
    const { stdout } = await platform.run(['api', '/organizations/../x y', '--dry-run'])
    expect(stdout).toContain(`GET ${platform.url}/x%20y\n`)
  })

  test.each(['/\\evil.test/x', '//evil.test/x', '/\t/evil.test/x'])(
    'sends the key to no other site: %j',
    async (endpoint) => {
      for (const args of [[endpoint], [endpoint, '--dry-run']]) {
        const { code, stderr } = await platform.run(['api', ...args])
        const message = expect.stringContaining('must be a path of the platform')
        expect({ code, stderr }).toEqual({ code: 1, stderr: message })
      }
    },
  )

  test.each([
    ['a body that is no JSON', ['-d', '{name}'], 1, 'The body is no JSON'],
    ['a file that is not there', ['--file', 'nowhere.json'], 1, 'it is not there'],
    ['two bodies', ['-d', '{}', '--file', 'x'], 1, 'are both the body'],
  ])('refuses %s', async (_, options, code, message) => {
    const result = await platform.run(['api', '/organizations', ...options])
    expect(result.code).toBe(code)
    expect(result.stderr).toContain(message)
  })

  test('a refusal is printed too, and told by the exit code', async () => {
    const missing = await platform.run(['api', '/organizations/org_missing'])
    expect(missing.code).toBe(1)
    expect(json(missing)).toHaveProperty('message')
    const env = { LATCHKEY_API_KEY: 'sk_test_unknown' }
    expect((await platform.run(['api', '/organizations'], { env })).code).toBe(4)
  })

  test('changes in production are asked about', async () => {
    const env = { LATCHKEY_API_KEY: platform.server.production.apiKey }
    const typed = ['api', '/organizations', '-d', '{"name":"Live"}']
    expect((await platform.run(typed, { env })).stderr).toContain('--yes')
    expect((await platform.run([...typed, '--yes'], { env })).code).toBe(0)
  })

  test('production is known by what the platform says, whatever the key looks like', async () => {
    const { apiKey } = platform.server.production
    const asProduction: typeof fetch = (input, init) =>
      fetch(input, { ...init, headers: { ...init?.headers, authorization: `Bearer ${apiKey}` } })
    const env = { LATCHKEY_API_KEY: 'sk_declared' }
    const typed = ['api', '/organizations', '-d', '{"name":"Declared"}']
    const asked = await platform.run(typed, { env, environment: { fetch: asProduction } })
    expect(asked.stderr).toContain('--yes')
  })

  test('a platform that does not tell is taken for what the key looks like', async () => {
    const older: typeof fetch = async (input, init) =>
      String(input).endsWith('/latchkey/api_key')
        ? Response.json({ message: 'Cannot GET /latchkey/api_key' }, { status: 404 })
        : fetch(input, init)
    const typed = ['api', '/organizations', '-d', '{"name":"Older"}']
    const run = (env: Record<string, string>) =>
      platform.run(typed, { env, environment: { fetch: older } })
    expect((await run({})).code).toBe(0)
    const asked = await run({ LATCHKEY_API_KEY: platform.server.production.apiKey })
    expect(asked.stderr).toContain('--yes')
  })

  test('ls lists the published endpoints, without a key', async () => {
    const env = { LATCHKEY_API_KEY: '' }
    const { data } = json(await platform.run(['api', 'ls', '--json'], { env }))
    const paths = data.map(({ method, path }: Record<string, string>) => `${method} ${path}`)
    expect(paths).toContain('GET /organizations')
    expect(paths.filter((path: string) => path.includes('/dashboard/'))).toEqual([])
    const { stdout } = await platform.run(['api', 'ls', 'invitations'], { env })
    expect(stdout).toContain('/user_management/invitations')
    expect(stdout).not.toMatch(/ \/organizations/)
  })
})
