import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { emptyFolder, json, jsonError, run } from '../../test/run.ts'
import { selfSigned } from '../../test/self-signed.ts'
import { profilesFile } from './profiles.ts'

let platform: TestPlatform
const closings: (() => void)[] = []

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())
afterEach(() => {
  for (const close of closings.splice(0)) close()
})

const list = ['organization', 'list', '--json']
const add = (name: string, home: string, ...more: string[]) =>
  run(['env', 'add', name, '--url', platform.url, '--api-key', platform.apiKey, ...more], { home })

/** Notes the keys that it is shown. */
async function listen(server = createServer()) {
  const keys: string[] = []
  server.on('request', (request, response) => {
    keys.push(request.headers.authorization ?? '')
    if (!response.writableEnded) response.end('<h1>Hello</h1>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => server.close()
  closings.push(close)
  return { close, keys, port: (server.address() as { port: number }).port }
}

describe('where a command finds the platform and its key', () => {
  test('in its options', async () => {
    const typed = [...list, '--url', platform.url, '--api-key', platform.apiKey]
    expect((await run(typed)).code).toBe(0)
  })

  test.each(['LATCHKEY_API_KEY', 'WORKOS_API_KEY'])('in the environment: %s', async (name) => {
    const env = { LATCHKEY_URL: platform.url, [name]: platform.apiKey }
    expect((await run(list, { env })).code).toBe(0)
  })

  test('in what the official SDKs are told: host, port and scheme', async () => {
    const env = {
      WORKOS_API_HOSTNAME: 'localhost',
      WORKOS_API_PORT: String(platform.server.port),
      WORKOS_API_HTTPS: 'false',
      WORKOS_API_KEY: platform.apiKey,
    }
    expect((await run(list, { env })).code).toBe(0)
  })

  test('in what a page without a backend is told, under the prefix of its framework', async () => {
    const cwd = await emptyFolder()
    const { port } = platform.server
    const lines = ['HOSTNAME=localhost', `PORT=${port}`, 'HTTPS=false']
    const file = lines.map((line) => `VITE_WORKOS_API_${line}\n`).join('')
    await writeFile(join(cwd, '.env.local'), file)
    const told = json(await run(['whoami', '--json'], { cwd }))
    expect(told.data).toMatchObject({ url: platform.url })
  })

  test('in the env files of the project, of which .env.local counts most', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, '.env'), `LATCHKEY_URL=${platform.url}\nWORKOS_API_KEY=sk_test_old\n`)
    expect((await run(list, { cwd })).code).toBe(4)
    await writeFile(join(cwd, '.env.local'), `WORKOS_API_KEY='${platform.apiKey}'\n`)
    expect((await run(list, { cwd })).code).toBe(0)
  })

  test('in the stored environment that is active, or is named', async () => {
    const home = await emptyFolder()
    await add('first', home)
    await add('second', home)
    expect((await run(list, { home })).code).toBe(0)
    expect((await run([...list, '--environment', 'second'], { home })).code).toBe(0)
    const unknown = await run([...list, '--environment', 'third'], { home })
    expect(jsonError(unknown)).toMatchObject({ code: 'environment_not_found' })
  })

  test('from a development server on this machine', async () => {
    expect((await run([...list, '--url', platform.url])).code).toBe(0)
  })

  test('a stored key never goes to another address than the one it was stored with', async () => {
    const home = await emptyFolder()
    await add('staging', home)
    const { keys, port } = await listen()
    const result = await run([...list, '--url', `http://127.0.0.1:${port}`], { home })
    expect(result.code).toBe(4)
    expect(keys.join()).not.toContain(platform.apiKey)
  })

  test.each([
    ['LATCHKEY_URL=http://latchkey.invalid\n', [], 'LATCHKEY_API_KEY', 'LATCHKEY_URL in .env'],
    [
      'WORKOS_API_HOSTNAME=latchkey.invalid\n',
      ['--api-key', 'sk_test_typed'],
      '--api-key',
      'WORKOS_API_HOSTNAME in .env',
    ],
  ])('a key of the shell never goes where only a file leads: %s', async (...given) => {
    const [file, args, ofKey, ofUrl] = given
    const cwd = await emptyFolder()
    await writeFile(join(cwd, '.env'), file)
    const env = { LATCHKEY_API_KEY: platform.apiKey }
    const refused = jsonError(await run([...list, ...args], { cwd, env }))
    expect(refused).toMatchObject({ code: 'invalid_usage' })
    expect(refused.message).toContain(`The key of ${ofKey} would go to`)
    expect(refused.message).toContain(ofUrl)
    const meant = await run([...list, ...args, '--url', 'http://latchkey.invalid'], { cwd, env })
    expect(jsonError(meant).code).toBe('server_unreachable')
  })

  test('a key of the shell goes to this machine, whoever names it', async () => {
    const cwd = await emptyFolder()
    await writeFile(join(cwd, '.env'), `LATCHKEY_URL=${platform.url}\n`)
    const env = { LATCHKEY_API_KEY: platform.apiKey }
    expect(await run(list, { cwd, env })).toMatchObject({ code: 0 })
  })
})

describe('what keeps a command from its platform is one sentence', () => {
  test.each([
    ['the host is unknown', 'http://latchkey.invalid', 'server_unreachable', 1],
    ['it is no address', 'latchkey', 'invalid_usage', 1],
  ])('%s', async (_, url, code, exitCode) => {
    const result = await run([...list, '--url', url, '--api-key', 'sk_test_1'])
    expect(result.code).toBe(exitCode)
    expect(jsonError(result).code).toBe(code)
  })

  test('nothing listens there, and how to start one', async () => {
    const { port, close } = await listen()
    close()
    const result = await run([...list, '--url', `http://127.0.0.1:${port}`])
    expect(jsonError(result)).toMatchObject({
      code: 'server_unreachable',
      recovery: expect.stringContaining('latchkey start'),
    })
  })

  test('the key is wrong: exit code 4, and where the key came from', async () => {
    const env = { LATCHKEY_URL: platform.url, WORKOS_API_KEY: 'sk_test_wrong' }
    const result = await run(list, { env })
    expect(result.code).toBe(4)
    expect(jsonError(result).message).toContain('the API key of WORKOS_API_KEY')
    expect(result.stderr).not.toContain('sk_test_wrong')
  })

  test('there is no key', async () => {
    const { port } = await listen()
    const result = await run([...list, '--url', `http://127.0.0.1:${port}`])
    expect(result.code).toBe(4)
    expect(jsonError(result)).toMatchObject({ code: 'authentication_required' })
  })

  test('something else answers there', async () => {
    const { port } = await listen()
    const url = `http://127.0.0.1:${port}`
    const result = await run([...list, '--url', url, '--api-key', 'sk_test_1'])
    expect(jsonError(result).code).toBe('not_a_platform')
  })

  test('it is older than the command, and lacks what is asked for', async () => {
    const server = createServer((request, response) => {
      response.writeHead(404, { 'content-type': 'application/json' })
      const message = `Cannot ${request.method} ${request.url?.split('?')[0]}`
      response.end(JSON.stringify({ message, error: 'Not Found', statusCode: 404 }))
    })
    const { port } = await listen(server)
    const url = `http://127.0.0.1:${port}`
    const result = await run([...list, '--url', url, '--api-key', 'sk_test_1'])
    expect(jsonError(result)).toMatchObject({
      code: 'endpoint_not_found',
      message: 'This platform has no GET /organizations.',
    })
  })

  test('its certificate is self-signed', async () => {
    const { port } = await listen(createTlsServer(await selfSigned()))
    const url = `https://127.0.0.1:${port}`
    const result = await run([...list, '--url', url, '--api-key', 'sk_test_1'])
    expect(jsonError(result)).toMatchObject({
      code: 'certificate_untrusted',
      recovery: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
  })

  test('it does not speak TLS', async () => {
    const { port } = await listen()
    const url = `https://127.0.0.1:${port}`
    const result = await run([...list, '--url', url, '--api-key', 'sk_test_1'])
    expect(jsonError(result).code).toBe('no_tls')
  })
})

describe('stored environments', () => {
  const place = (home: string) => ({ env: {}, home, platform: process.platform })

  test('are kept in a file for this user alone, and listed without their keys', async () => {
    const home = await emptyFolder()
    await add('staging', home)
    const file = profilesFile(place(home))
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).toContain(platform.apiKey)
    const listed = await run(['env', 'list', '--json'], { home })
    expect(json(listed).data).toMatchObject([{ name: 'staging', active: true, url: platform.url }])
    expect(listed.stdout).not.toContain(platform.apiKey)
  })

  test('a key that does not open anything is not stored', async () => {
    const home = await emptyFolder()
    const typed = ['env', 'add', 'bad', '--url', platform.url, '--api-key', 'sk_test_wrong']
    expect((await run(typed, { home })).code).toBe(4)
    expect(json(await run(['env', 'list', '--json'], { home })).data).toEqual([])
  })

  test('the key is asked for at a terminal, and not shown', async () => {
    const home = await emptyFolder()
    const keys = [...platform.apiKey, '\r']
    const result = await run(['env', 'add', 'asked', '--url', platform.url], { home, keys })
    expect(result.code).toBe(0)
    expect(result.stderr).not.toContain(platform.apiKey)
  })

  test('one name is one environment, unless --force replaces it', async () => {
    const home = await emptyFolder()
    await add('staging', home)
    expect((await add('staging', home)).stderr).toContain('is stored already')
    expect((await add('staging', home, '--force')).code).toBe(0)
  })

  test('switch chooses another one, remove forgets it', async () => {
    const home = await emptyFolder()
    await add('first', home)
    await add('second', home)
    await run(['env', 'switch', 'second'], { home })
    await run(['env', 'remove', 'first'], { home })
    const { data } = json(await run(['env', 'list', '--json'], { home }))
    expect(data).toMatchObject([{ name: 'second', active: true }])
    expect((await run(['env', 'switch', 'first'], { home })).code).toBe(1)
  })

  test('a file that others can read is refused, and so is a damaged one', async () => {
    const home = await emptyFolder()
    await add('staging', home)
    const file = profilesFile(place(home))
    await chmod(file, 0o644)
    expect((await run(['env', 'list'], { home })).stderr).toContain(`chmod 600 ${file}`)
    await writeFile(file, 'broken')
    await chmod(file, 0o600)
    expect((await run(['env', 'list'], { home })).stderr).toContain('is no JSON')
  })

  test('a file that cannot be written is one sentence', async () => {
    const home = await emptyFolder()
    const folder = dirname(profilesFile(place(home)))
    await mkdir(dirname(folder), { recursive: true })
    await writeFile(folder, 'a file where the folder should be')
    const { code, stderr } = await add('staging', home)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('cannot be used') })
  })
})
