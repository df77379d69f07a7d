import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../../../tests/platform.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { emptyFolder, json, type RunOptions, run } from '../../test/run.ts'

let platform: TestPlatform
/** One that is registered. Nothing listens there, unless a test starts it. */
let redirectUri: string
let applicationPort: number
let registry: Server
/** What the registry has, by name. */
const newest = new Map<string, string>()
const running: Server[] = []

beforeAll(async () => {
  platform = await startTestPlatform()
  applicationPort = await findFreePort()
  redirectUri = `http://localhost:${applicationPort}/callback`
  await platform.run(['redirect', 'create', redirectUri])
  registry = await listen((request, response) => {
    const version = newest.get(decodeURIComponent(request.url ?? '').slice(1, -'/latest'.length))
    response.statusCode = version ? 200 : 404
    response.end(JSON.stringify({ version }))
  })
})
afterEach(() => {
  newest.clear()
  for (const server of running.splice(0)) server.close().closeAllConnections()
})
afterAll(async () => {
  registry?.close()
  await platform?.stop()
})

/** A server on loopback; what a test starts ends with it. */
async function listen(answer: RequestListener, port = 0): Promise<Server> {
  const server = createServer(answer).listen(port, 'localhost')
  await once(server, 'listening')
  return server
}

type Files = Record<string, string | null>

const server = `
const { login, callback, logout, withAuth } = authKit()
app.get('/login', login)
app.get('/callback', callback)
app.get('/account', withAuth, (req, res) => res.json(req.auth.user))
`
const settings = (changes: Record<string, string | null> = {}) =>
  Object.entries({
    LATCHKEY_URL: platform.url,
    WORKOS_API_KEY: platform.apiKey,
    WORKOS_CLIENT_ID: platform.server.staging.clientId,
    WORKOS_COOKIE_PASSWORD: 'a cookie password of 32 characters or more',
    WORKOS_REDIRECT_URI: redirectUri,
    ...changes,
  })
    .flatMap(([name, value]) => (value === null ? [] : [`${name}='${value}'\n`]))
    .join('')

/** A folder with an application that nothing is wrong with, except for these files. */
async function application(changes: Files = {}, dependencies: string[] = ['@latchkey/node']) {
  const cwd = await emptyFolder()
  const ranges = Object.fromEntries(dependencies.map((name) => [name, '1.0.0']))
  const files: Files = {
    'package.json': JSON.stringify({ name: 'app', dependencies: ranges }),
    '.env': settings(),
    '.gitignore': '.env\nnode_modules\n',
    'server.js': server,
    ...changes,
  }
  for (const name of dependencies) {
    files[`node_modules/${name}/package.json`] ??= JSON.stringify({ name, version: '1.0.0' })
  }
  for (const [name, text] of Object.entries(files)) {
    if (text === null) continue
    await mkdir(dirname(join(cwd, name)), { recursive: true })
    await writeFile(join(cwd, name), text)
  }
  execFileSync('git', ['init', '--quiet'], { cwd })
  return cwd
}

const urlOf = (server: Server) => `http://localhost:${(server.address() as AddressInfo).port}`

interface Found {
  code: string
  severity: string
  message: string
  fixed?: string
}

async function examine(cwd: string, args: string[] = [], options: RunOptions = {}) {
  const result = await run(['doctor', '--json', ...args], {
    cwd,
    env: { PATH: process.env.PATH as string, npm_config_registry: urlOf(registry) },
    ...options,
  })
  const found: Found[] = json(result).data.findings
  return {
    code: result.code,
    found,
    wrong: found.filter(({ severity }) => severity !== 'good').map(({ code }) => code),
    text: result.stdout,
  }
}

const offline = { npm_config_registry: 'http://127.0.0.1:1/' }

/** The files alone, which is quicker. */
const examineFiles = async (changes: Files, dependencies?: string[]) =>
  examine(await application(changes, dependencies), ['--skip-api'])

describe('latchkey doctor', () => {
  test('finds nothing wrong with an application that is right, and leaves nobody behind', async () => {
    const { code, wrong, found } = await examine(await application())
    expect({ code, wrong }).toEqual({ code: 0, wrong: [] })
    expect(found.map((finding) => finding.code)).toEqual([
      'sdk',
      'cookie_password',
      'callback_route',
      'platform',
      'clock',
      'api_key',
      'client_id',
      'redirect_uri',
      'session',
    ])
    expect(json(await platform.run(['user', 'list', '--json'])).data).toEqual([])
  })

  test('says to a person what is wrong, what to do, and nothing that is right', async () => {
    const cwd = await application({ '.env': settings({ WORKOS_CLIENT_ID: 'client_other' }) })
    const { code, stdout } = await run(['doctor', '--skip-sign-in'], { cwd, env: offline })
    expect(code).toBe(1)
    expect(stdout).toContain('WORKOS_CLIENT_ID in .env is not of the environment of the API key.')
    expect(stdout).toContain(`The client ID of Staging is ${platform.server.staging.clientId}.`)
    expect(stdout).toContain('1 problem, 0 warnings.')
    expect(stdout).not.toContain('answers in')
    const verbose = await run(['doctor', '--skip-sign-in', '--verbose'], {
      cwd,
      env: offline,
    })
    expect(verbose.stdout).toMatch(/answers in \d+ ms/)
  })

  test('says that nothing answers', async () => {
    const url = `http://localhost:${await findFreePort()}`
    const { wrong, code } = await examine(
      await application({ '.env': settings({ LATCHKEY_URL: url }) }),
    )
    expect({ wrong, code }).toEqual({ wrong: ['api_unreachable'], code: 1 })
  })

  test('says that the key is unknown', async () => {
    const env = settings({ WORKOS_API_KEY: 'sk_test_of_nobody' })
    expect((await examine(await application({ '.env': env }))).wrong).toEqual(['invalid_api_key'])
  })

  test('says that the clocks differ', async () => {
    const environment = { now: () => new Date(Date.now() + 120_000) }
    const options = { environment }
    const { wrong, found } = await examine(await application(), ['--skip-sign-in'], options)
    expect(wrong).toEqual(['clock_skew'])
    expect(found.find(({ code }) => code === 'clock_skew')?.message).toMatch(/1(19|20|21) seconds/)
  })

  test('asks production nothing, unless that is meant', async () => {
    const { apiKey, clientId } = platform.server.production
    const env = settings({
      LATCHKEY_URL: platform.url.replace('localhost', '127.0.0.1'),
      WORKOS_API_KEY: apiKey,
      WORKOS_CLIENT_ID: clientId,
      WORKOS_REDIRECT_URI: 'https://app.example.com/callback',
    })
    const cwd = await application({ '.env': env })
    const { wrong } = await examine(cwd)
    expect(wrong).toEqual(['mixed_environment', 'production_left_alone'])
    const asked = await examine(cwd, ['--production', '--skip-sign-in'])
    expect(asked.wrong).toEqual(['mixed_environment'])
    expect(asked.found.map(({ code }) => code)).toContain('client_id')
  })

  test('measures the cookie that a person would have', async () => {
    const template = `{"plan": "${'x'.repeat(2_500)}"}`
    const write = (content: string) =>
      platform.run([
        'api',
        '/user_management/jwt_template',
        '-X',
        'PUT',
        '-d',
        JSON.stringify({ content }),
      ])
    expect(await write(template)).toMatchObject({ code: 0 })
    const { wrong } = await examine(await application())
    await write('{}')
    expect(wrong).toEqual(['cookie_too_large'])
  })

  test.each<[code: string, changes: () => Files]>([
    ['missing_api_key', () => ({ '.env': settings({ WORKOS_API_KEY: null }) })],
    ['missing_client_id', () => ({ '.env': settings({ WORKOS_CLIENT_ID: null }) })],
    ['missing_cookie_password', () => ({ '.env': settings({ WORKOS_COOKIE_PASSWORD: null }) })],
    [
      'cookie_password_too_short',
      () => ({ '.env': settings({ WORKOS_COOKIE_PASSWORD: 'short' }) }),
    ],
    ['mixed_environment', () => ({ '.env': settings({ WORKOS_API_HOSTNAME: 'api.workos.com' }) })],
    ['api_key_leaked_to_client', () => ({ '.env': settings({ VITE_KEY: 'sk_test_x' }) })],
    [
      'api_key_leaked_to_client',
      () => ({ 'button.tsx': `'use client'\nfetch('/', { key: process.env.WORKOS_API_KEY })` }),
    ],
    ['api_key_in_source', () => ({ 'key.js': `const key = 'sk_test_0123456789abcdef0123'` })],
    ['env_file_not_gitignored', () => ({ '.gitignore': 'node_modules\n' })],
    ['callback_route_missing', () => ({ 'server.js': server.replace('/callback', '/other') })],
    ['middleware_loop', () => ({ 'server.js': `app.use(withAuth)\n${server}` })],
    ['sdk_not_installed', () => ({ 'node_modules/@latchkey/node/package.json': '' })],
    ['sdk_outdated', () => ({ 'node_modules/@latchkey/node/package.json': '{"version":"0.0.1"}' })],
  ])('finds %s', async (code, changes) => {
    const files = changes()
    const lost = Object.entries(files).find(([, text]) => text === '')?.[0]
    const cwd = await application(lost ? { ...files, [lost]: '{}' } : files)
    if (lost) execFileSync('rm', [join(cwd, lost)])
    expect((await examine(cwd, ['--skip-api'])).wrong).toEqual([code])
  })

  test('never prints a secret that it found', async () => {
    const secret = 'sk_test_0123456789abcdef0123'
    const { text } = await examineFiles({
      'key.js': `const key = '${secret}'`,
      '.env': settings({ VITE_KEY: secret, WORKOS_COOKIE_PASSWORD: 'short-secret' }),
    })
    expect(text).not.toContain(secret)
    expect(text).not.toContain('short-secret')
  })

  test('knows that our SDK asks this machine, also under the name of the official one', async () => {
    const env = settings({ LATCHKEY_URL: null })
    const name = '@workos-inc/node'
    const under = (range: string) =>
      examineFiles(
        { '.env': env, 'package.json': JSON.stringify({ dependencies: { [name]: range } }) },
        [name],
      )
    expect((await under('npm:@latchkey/node@^0.1.0')).wrong).toEqual([])
    expect((await under('^11.0.0')).wrong).toEqual(['platform_address_missing'])
  })

  test('says when a package.json names no SDK at all', async () => {
    const { wrong } = await examineFiles({ 'server.js': null, '.env': null }, [])
    expect(wrong).toEqual(['no_sdk_found'])
  })

  test('says when git has the secrets already, and does not pretend to mend that', async () => {
    const cwd = await application({ '.gitignore': 'node_modules\n' })
    execFileSync('git', ['add', '.env'], { cwd })
    const { wrong, code } = await examine(cwd, ['--skip-api', '--fix'])
    expect({ wrong, code }).toEqual({ wrong: ['env_file_committed'], code: 1 })
  })

  test('refuses a folder without a project', async () => {
    const { code, stderr } = await run(['doctor'])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('There is no package.json'),
    })
  })
})

describe('latchkey doctor, of Next.js,', () => {
  const nextSettings = () =>
    settings({ WORKOS_API_HOSTNAME: 'localhost', LATCHKEY_URL: null, WORKOS_REDIRECT_URI: null }) +
    `NEXT_PUBLIC_WORKOS_REDIRECT_URI='${redirectUri}'\n`
  const next = (changes: Files): Files => ({
    'server.js': null,
    '.env': nextSettings(),
    'src/app/layout.tsx': `<AuthKitProvider>{children}</AuthKitProvider>`,
    'src/app/(auth)/callback/route.ts': `export const GET = handleAuth()`,
    'src/middleware.ts': `export default authkitMiddleware()`,
    ...changes,
  })
  const dependencies = ['next', '@workos-inc/authkit-nextjs']

  test('finds nothing wrong where the guide was followed', async () => {
    expect((await examineFiles(next({}), dependencies)).wrong).toEqual([])
  })

  test.each<[string, Files]>([
    ['missing_middleware', { 'src/middleware.ts': null }],
    [
      'middleware_wrong_location',
      { 'src/middleware.ts': null, 'middleware.ts': 'authkitMiddleware()' },
    ],
    ['missing_authkit_provider', { 'src/app/layout.tsx': '<body>{children}</body>' }],
    ['callback_route_missing', { 'src/app/(auth)/callback/route.ts': null }],
    ['signout_link_prefetch', { 'src/app/page.tsx': `<Link href="/sign-out">Sign out</Link>` }],
    ['signout_get_handler', { 'src/app/sign-out/route.ts': `export async function GET() {}` }],
  ])('finds %s', async (code, changes) => {
    expect((await examineFiles(next(changes), dependencies)).wrong).toEqual([code])
  })

  test('says when the official SDK would ask somebody else', async () => {
    const env = nextSettings().replace(/^WORKOS_API_HOSTNAME.*\n/m, '')
    const { wrong } = await examineFiles(next({ '.env': env }), dependencies)
    expect(wrong).toEqual(['platform_address_missing'])
  })
})

describe('latchkey doctor --fix', () => {
  test('registers the redirect URI, ignores the env file and makes a cookie password', async () => {
    const uri = 'http://localhost:3999/callback'
    const env = settings({ WORKOS_REDIRECT_URI: uri, WORKOS_COOKIE_PASSWORD: 'short' })
    const cwd = await application({ '.env': env, '.gitignore': null })
    const { code, found } = await examine(cwd, ['--fix', '--skip-sign-in'])
    const fixed = found.filter((finding) => finding.fixed).map((finding) => finding.code)
    expect({ code, fixed }).toEqual({
      code: 0,
      fixed: ['cookie_password_too_short', 'env_file_not_gitignored', 'redirect_uri_mismatch'],
    })
    expect(await readFile(join(cwd, '.gitignore'), 'utf8')).toBe('.env\n')
    expect((await examine(cwd, ['--skip-sign-in'])).wrong).toEqual([])
    // Everything else stands where it stood.
    const lines = (text: string) => text.split('\n').filter((line) => !/COOKIE/.test(line))
    expect(lines(await readFile(join(cwd, '.env'), 'utf8'))).toEqual(lines(env))
  })

  test('leaves what it cannot know, and says so by its exit code', async () => {
    const env = settings({ WORKOS_CLIENT_ID: 'client_other' })
    const cwd = await application({ '.env': env })
    expect((await examine(cwd, ['--fix', '--skip-sign-in'])).code).toBe(1)
    expect(await readFile(join(cwd, '.env'), 'utf8')).toBe(env)
  })
})

describe('latchkey doctor, of the registry,', () => {
  test('says that there is a newer SDK, and nothing once it is installed', async () => {
    newest.set('@latchkey/node', '1.2.0')
    const old = await examine(await application(), ['--skip-sign-in'])
    expect({ code: old.code, wrong: old.wrong }).toEqual({ code: 0, wrong: ['sdk_outdated'] })
    expect(old.found.find(({ code }) => code === 'sdk_outdated')).toMatchObject({
      message: '@latchkey/node 1.0.0 is not the newest: there is 1.2.0.',
      recovery: expect.stringContaining('npm install @latchkey/node@1.2.0'),
    })
    const manifest = JSON.stringify({ name: '@latchkey/node', version: '1.2.0' })
    const mended = await application({ 'node_modules/@latchkey/node/package.json': manifest })
    expect((await examine(mended, ['--skip-sign-in'])).wrong).toEqual([])
  })

  test('asks for ours where it is installed under the name of the official one', async () => {
    newest.set('@workos-inc/node', '11.0.0')
    const name = '@workos-inc/node'
    const files = {
      'package.json': JSON.stringify({ dependencies: { [name]: 'npm:@latchkey/node@^1.0.0' } }),
      [`node_modules/${name}/package.json`]: '{"name":"@latchkey/node","version":"1.0.0"}',
    }
    const cwd = await application(files, [name])
    expect((await examine(cwd, ['--skip-sign-in'])).wrong).toEqual([])
    newest.set('@latchkey/node', '1.0.1')
    const { found } = await examine(cwd, ['--skip-sign-in'])
    expect(found.find(({ code }) => code === 'sdk_outdated')).toMatchObject({
      recovery: expect.stringContaining(`npm install ${name}@npm:@latchkey/node@1.0.1`),
    })
  })

  test.each<[string, () => string | undefined]>([
    ['does not answer', () => offline.npm_config_registry],
    ['is no address', () => 'nonsense'],
    ['does not know the SDK', () => urlOf(registry)],
  ])('says nothing where it %s', async (_, address) => {
    const env = { PATH: process.env.PATH as string, npm_config_registry: address() as string }
    const { code, wrong } = await examine(await application(), ['--skip-sign-in'], { env })
    expect({ code, wrong }).toEqual({ code: 0, wrong: [] })
  })

  test('is the one that npm is configured with for the project', async () => {
    newest.set('@latchkey/node', '99.0.0')
    const cwd = await application({ '.npmrc': `registry=${urlOf(registry)}\n` })
    const env = { PATH: process.env.PATH as string }
    const { wrong } = await examine(cwd, ['--skip-sign-in'], { env })
    expect(wrong).toEqual(['sdk_outdated'])
  })

  test('tells it no name but those of SDKs, and takes nothing but a version for one', async () => {
    const fork = 'node_modules/@latchkey/node/package.json'
    newest.set('@acme/secret-fork', '1.2.0')
    const forked = { [fork]: '{"name":"@acme/secret-fork","version":"1.0.0"}' }
    expect((await examine(await application(forked), ['--skip-sign-in'])).wrong).toEqual([])
    newest.set('@latchkey/node', '1.2.0; curl thief.example')
    expect((await examine(await application(), ['--skip-sign-in'])).wrong).toEqual([])
  })

  test('asks it nothing where only the files are examined', async () => {
    newest.set('@latchkey/node', '1.2.0')
    expect((await examineFiles({})).wrong).toEqual([])
  })
})

describe('latchkey doctor, of an application that runs,', () => {
  type Routes = Record<
    string,
    (cookie: string) => { status?: number; to?: string; cookie?: string }
  >

  /** Serves these paths where the redirect URI says that the application is. */
  async function serve(routes: Routes) {
    const server = await listen((request, response) => {
      const path = (request.url ?? '').split('?')[0] as string
      const { status, to, cookie } = routes[path]?.(request.headers.cookie ?? '') ?? { status: 404 }
      if (cookie) response.setHeader('set-cookie', `${cookie}; Path=/`)
      response.writeHead(status ?? (to ? 302 : 200), to ? { location: to } : {}).end('<p>')
    }, applicationPort)
    running.push(server)
  }
  const signInAt = async (path: string) => {
    const sign_in_endpoint = new URL(path, redirectUri).href
    const declaration = { environments: { staging: { application: { sign_in_endpoint } } } }
    const cwd = await emptyFolder()
    await writeFile(join(cwd, 'app.yaml'), JSON.stringify(declaration))
    expect(await platform.run(['config', 'apply', 'app.yaml'], { cwd })).toMatchObject({ code: 0 })
  }
  const authorize = (changes: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      client_id: platform.server.staging.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      provider: 'authkit',
      ...changes,
    })
    return `${platform.url}/user_management/authorize?${query}`
  }
  const look = async (routes: Routes) => {
    await serve(routes)
    await signInAt('/login')
    const { wrong, found } = await examine(await application(), ['--skip-sign-in'])
    return { wrong, found, good: found.map(({ code }) => code) }
  }

  test('finds nothing wrong with a sign-in that leads to the platform', async () => {
    const { wrong, good } = await look({ '/': () => ({}), '/login': () => ({ to: authorize() }) })
    expect(wrong).toEqual([])
    expect(good).toContain('sign_in_route')
  })

  test('finds a page that leads to a sign-in that leads back', async () => {
    const { wrong, found } = await look({
      '/': () => ({ to: '/login' }),
      '/login': () => ({ to: '/' }),
    })
    expect(wrong).toEqual(['redirect_loop'])
    const message = found.find(({ code }) => code === 'redirect_loop')?.message
    expect(message).toBe(
      `${new URL('/', redirectUri)} sends browsers in a circle: to /login and on.`,
    )
  })

  test('finds a sign-in that asks everybody to sign in', async () => {
    const { wrong } = await look({ '/': () => ({}), '/login': () => ({ to: '/login' }) })
    expect(wrong).toEqual(['redirect_loop'])
  })

  test('finds a circle that gives out another cookie each time', async () => {
    let count = 0
    const { wrong } = await look({
      '/': () => ({}),
      '/login': () => ({ to: '/login', cookie: `state=${++count}` }),
    })
    expect(wrong).toEqual(['redirect_loop'])
  })

  test('takes a page that comes back once, with a cookie, for no circle', async () => {
    const { wrong } = await look({
      '/': (cookie) => (cookie.includes('seen=1') ? {} : { to: '/', cookie: 'seen=1' }),
      '/login': () => ({ to: authorize() }),
    })
    expect(wrong).toEqual([])
  })

  test.each<[code: string, login: () => { status?: number; to?: string }]>([
    ['sign_in_route_fails', () => ({ status: 500 })],
    ['sign_in_route_fails', () => ({ status: 404 })],
    ['sign_in_elsewhere', () => ({ to: 'https://api.workos.com/user_management/authorize' })],
    ['authorize_refused', () => ({ to: authorize({ client_id: 'client_unknown' }) })],
  ])('finds %s', async (code, login) => {
    expect((await look({ '/': () => ({}), '/login': login })).wrong).toEqual([code])
  })

  test.each(['http://127.thief.example', 'http://localhost.thief.example'])(
    'does not follow a sign-in to %s, which is not this machine',
    async (thief) => {
      const { wrong } = await look({
        '/': () => ({}),
        '/login': () => ({ to: authorize().replace(/^http:\/\/[^:/]+/, thief) }),
      })
      expect(wrong).toEqual(['sign_in_elsewhere'])
    },
  )

  test('asks nobody where people come back to an application on a phone', async () => {
    const files = { '.env': settings({ WORKOS_REDIRECT_URI: 'acme://callback' }) }
    const { wrong } = await examine(await application(files), ['--skip-sign-in'])
    expect(wrong).toEqual(['redirect_uri_mismatch'])
  })

  test('asks no other application that the environment serves', async () => {
    await serve({ '/': () => ({}) })
    await signInAt('http://127.0.0.1:1/login')
    expect((await examine(await application(), ['--skip-sign-in'])).wrong).toEqual([])
  })
})

describe('latchkey doctor, of other SDKs and settings,', () => {
  const react = '@workos-inc/authkit-react'
  const router = '@workos-inc/authkit-react-router'
  const start = '@workos/authkit-tanstack-react-start'
  const told = () => settings({ WORKOS_API_HOSTNAME: 'localhost', LATCHKEY_URL: null })
  const browserTold = () =>
    `VITE_WORKOS_CLIENT_ID='client_1'\nVITE_WORKOS_API_HOSTNAME='localhost'\n`
  const routes = { 'app/root.tsx': 'export const loader = authkitLoader' }
  const callback = { 'app/routes/callback.ts': 'export const loader = authLoader()' }
  const started = { 'src/start.ts': 'requestMiddleware: [authkitMiddleware()]' }
  const provided = { 'src/root.tsx': '<AuthKitProvider>' }

  test.each<[string, string, () => Files, Files, string[]]>([
    [
      'no provider',
      react,
      () => ({ '.env': browserTold() }),
      provided,
      ['missing_authkit_provider'],
    ],
    [
      'no loader at the root',
      router,
      () => ({ '.env': told(), ...callback }),
      routes,
      ['missing_root_auth_loader'],
    ],
    [
      'a callback that is no authLoader',
      router,
      () => ({ '.env': told(), ...routes, 'app/routes/callback.ts': 'export const loader = x' }),
      callback,
      ['wrong_callback_loader'],
    ],
    [
      'no middleware',
      start,
      () => ({ '.env': told(), ...provided, 'src/routes/callback.tsx': 'handleCallbackRoute()' }),
      started,
      ['missing_authkit_middleware'],
    ],
  ])('finds %s of %s, and nothing once it is there', async (_, sdk, files, mend, codes) => {
    const broken = { 'server.js': null, ...files() }
    expect((await examineFiles(broken, [sdk])).wrong).toEqual(codes)
    expect((await examineFiles({ ...broken, ...mend }, [sdk])).wrong).toEqual([])
  })

  test('finds a runtime that is older than the SDK asks for', async () => {
    const asking = (node: string) =>
      examineFiles({
        'node_modules/@latchkey/node/package.json': JSON.stringify({
          version: '1.0.0',
          engines: { node },
        }),
      })
    expect((await asking('>=99')).wrong).toEqual(['runtime_too_old'])
    expect((await asking('>=20.1')).wrong).toEqual([])
  })

  test('finds a cookie domain that browsers would refuse', async () => {
    const of = (domain: string) =>
      examineFiles({
        '.env': settings({
          WORKOS_COOKIE_DOMAIN: domain,
          WORKOS_REDIRECT_URI: 'https://app.acme.com/callback',
        }),
      })
    expect((await of('example.com')).wrong).toEqual(['cookie_domain_mismatch'])
    expect((await of('cme.com')).wrong).toEqual(['cookie_domain_mismatch'])
    for (const domain of ['app.acme.com', '.acme.com', 'Acme.com']) {
      expect((await of(domain)).wrong).toEqual([])
    }
  })

  test('says that two applications side by side share no session', async () => {
    const uri = (name: string) => `https://${name}.acme.example/callback`
    for (const name of ['app', 'admin']) await platform.run(['redirect', 'create', uri(name)])
    const env = {
      WORKOS_REDIRECT_URI: uri('app'),
      WORKOS_API_HOSTNAME: 'localhost',
    }
    const of = async (more: Record<string, string>) => {
      const files = { 'server.js': `authkitLoader, authLoader, '/callback'` }
      const cwd = await application({ ...files, '.env': settings({ ...env, ...more }) }, [router])
      return (await examine(cwd, ['--skip-sign-in'])).wrong
    }
    expect(await of({})).toEqual(['cookie_domain_not_set'])
    expect(await of({ WORKOS_COOKIE_DOMAIN: 'acme.example' })).toEqual([])
  })
})

describe('latchkey doctor --fix, where it makes a file or cannot,', () => {
  test('keeps the secret from git that it writes into a file of its own', async () => {
    const env = Object.fromEntries(
      settings({ WORKOS_COOKIE_PASSWORD: null })
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(/='|'$/)),
    )
    const cwd = await application({ '.env': null, '.gitignore': null })
    const { wrong } = await examine(cwd, ['--fix', '--skip-api'], {
      env: { PATH: process.env.PATH as string, ...env },
    })
    expect(wrong).toEqual(['missing_cookie_password'])
    expect(await readFile(join(cwd, '.gitignore'), 'utf8')).toBe('.env\n')
  })

  test('tells what it could not mend, and mends the rest', async () => {
    const uri = 'http://localhost:3998/callback'
    const env = settings({ WORKOS_REDIRECT_URI: uri })
    const cwd = await application({ '.env': env, '.gitignore': null })
    await mkdir(join(cwd, '.gitignore'))
    const { code, found } = await examine(cwd, ['--fix', '--skip-sign-in'])
    expect(code).toBe(1)
    expect(found.filter(({ fixed }) => fixed).map((one) => one.code)).toEqual([
      'redirect_uri_mismatch',
    ])
  })
})
