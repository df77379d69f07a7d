import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import {
  commit,
  expressApplication,
  packageJson,
  snapshot,
  withNpmOfTests,
} from '../../test/projects/application.ts'
import { makeFolder } from '../../test/projects/project.ts'
import {
  emptyFolder,
  json,
  jsonError,
  type RunOptions,
  run as runAnywhere,
} from '../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const run = (cwd: string, args: string[], options: RunOptions = {}) =>
  platform.run(args, { ...options, cwd, env: { ...withNpmOfTests(), ...options.env } })

/** What a test of an application at a port of its own finds registered there. */
async function redirectUris(): Promise<string[]> {
  const response = await fetch(`${platform.url}/user_management/redirect_uris?limit=100`, {
    headers: { authorization: `Bearer ${platform.apiKey}` },
  })
  return (await response.json()).data.map(({ uri }: { uri: string }) => uri)
}

const listeningAt = (port: number) => ({
  'server.js': `import express from 'express'\n\nconst app = express()\napp.listen(${port})\n`,
})

describe('latchkey init', () => {
  test('installs the SDK, writes settings and code, registers the application and says how to go on', async () => {
    const folder = expressApplication(listeningAt(3101))
    const { code, stdout, stderr } = await run(folder, ['init'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '✓ Installing @latchkey/node\n' })
    expect(stdout).toContain('✓ AuthKit is in this application.\n')
    expect(stdout).toContain('  changed  server.js\n')
    expect(stdout).toMatch(
      /^ {2}vendor\/\S+\.tgz is @latchkey\/node, which .*: commit it with the rest$/m,
    )
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Sign in   http://localhost:3101/login')

    const files = snapshot(folder)
    expect(files['server.js']).toContain("app.get('/callback', callback)")
    expect(files['package.json']).toContain('"@latchkey/node": "file:vendor/')
    expect(files['.gitignore']).toBe('node_modules\n.env\n')
    const { clientId } = platform.server.staging
    expect(files['.env']).toMatch(
      new RegExp(
        `^LATCHKEY_URL=${platform.url}\nWORKOS_API_KEY=${platform.apiKey}\nWORKOS_CLIENT_ID=${clientId}\n` +
          'WORKOS_COOKIE_PASSWORD=[\\w-]{32}\nWORKOS_REDIRECT_URI=http://localhost:3101/callback\n$',
      ),
    )
    expect(await redirectUris()).toContain('http://localhost:3101/callback')
  })

  test.each([
    ['main of package.json', { main: 'server.js' }, 'node server.js'],
    ['no main that is there', { main: 'index.js' }, 'node server.js'],
    ['a script', { main: 'server.js', scripts: { start: 'node server.js' } }, 'npm run start'],
  ])('says how the application starts, by %s', async (_, description, start) => {
    const manifest = JSON.stringify({
      type: 'module',
      dependencies: { express: '5' },
      ...description,
    })
    const folder = expressApplication({ ...listeningAt(3104), 'package.json': manifest })
    const { stdout } = await run(folder, ['init'])
    expect(stdout).toContain(`\nStart     ${start}\n`)
  })

  test('a second time changes nothing, and asks nothing, whatever git says', async () => {
    const folder = expressApplication()
    commit(folder)
    await run(folder, ['init'])
    const before = snapshot(folder)
    const again = await run(folder, ['init'])
    expect(again).toMatchObject({ code: 0, stderr: '' })
    expect(again.stdout).toContain('Everything is in place. Nothing was changed.')
    // Its own settings lead to the platform, without what the first call was given.
    const alone = await runAnywhere(['init', '--json'], { cwd: folder, env: withNpmOfTests() })
    expect(json(alone).data).toMatchObject({ files: [], registered: [], url: platform.url })
    expect(snapshot(folder)).toEqual(before)
  })

  test('tells programs what it did, without a word beside it', async () => {
    const folder = expressApplication(listeningAt(3102))
    const result = await run(folder, ['init', '--json'])
    expect(result.stderr).toBe('')
    expect(json(result)).toMatchObject({
      status: 'ok',
      data: {
        framework: 'express',
        files: expect.arrayContaining([{ path: 'server.js', change: 'changed' }]),
        registered: expect.arrayContaining([
          expect.objectContaining({ key: 'http://localhost:3102/callback', change: 'create' }),
        ]),
        url: platform.url,
        run: 'npm run start',
        signIn: 'http://localhost:3102/login',
      },
    })
    expect(result.stdout).not.toContain(platform.apiKey)
  })

  test('keeps the cookie password that is there, for it keeps people signed in', async () => {
    const password = 'a password that has been in use for long'
    const folder = expressApplication({ '.env': `WORKOS_COOKIE_PASSWORD='${password}'\n` })
    await run(folder, ['init'])
    expect(snapshot(folder)['.env']).toContain(`WORKOS_COOKIE_PASSWORD='${password}'\n`)
  })

  test('asks before it writes beside changes that are not committed', async () => {
    const folder = expressApplication()
    commit(folder)
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    const before = snapshot(folder)
    const refused = await run(folder, ['init'], { keys: ['n'] })
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('1 file has changes that are not committed. Go on?'),
    })
    expect(snapshot(folder)).toEqual(before)
    expect((await run(folder, ['init'], { keys: ['y'] })).code).toBe(0)
  })

  test('replaces settings of another platform when told to', async () => {
    const folder = expressApplication({ '.env': 'WORKOS_API_KEY=sk_test_of_another\nPORT=1\n' })
    expect((await run(folder, ['init', '--replace-settings'])).code).toBe(0)
    const text = snapshot(folder)['.env']
    expect(text).toContain(`WORKOS_API_KEY=${platform.apiKey}\nPORT=1\n`)
    expect(text).not.toContain('sk_test_of_another')
  })

  test('offers the new keys where the platform of its settings was made anew', async () => {
    const folder = expressApplication({
      '.env': `LATCHKEY_URL=${platform.url}\nWORKOS_API_KEY=sk_test_of_the_old_one\n`,
    })
    const options = { cwd: folder, env: withNpmOfTests() }
    expect(jsonError(await runAnywhere(['init', '--json'], options))).toMatchObject({
      code: 'settings_differ',
      message: expect.stringContaining('already sets WORKOS_API_KEY'),
    })
    expect((await runAnywhere(['init', '--replace-settings'], options)).code).toBe(0)
    expect(snapshot(folder)['.env']).not.toContain('sk_test_of_the_old_one')
  })

  test('asks TypeScript where no script of the project does', async () => {
    const folder = expressApplication({
      'package.json': packageJson({ devDependencies: { typescript: '*' } }),
      'tsconfig.json': '{}',
      'compiler.js': 'console.log("server.ts(1,1): error TS1"); process.exitCode = 1',
    })
    const { stdout } = await run(folder, ['init', '--dry-run', '--json'])
    expect(JSON.parse(stdout).data.checks).toEqual([])
    const compiler = {
      'node_modules/typescript/package.json': '{"bin":{"tsc":"./tsc.js"}}',
      'node_modules/typescript/tsc.js': '',
    }
    const typed = expressApplication({ ...snapshot(folder), ...compiler })
    const planned = await run(typed, ['init', '--dry-run', '--json'])
    expect(json(planned).data.checks).toEqual(['npx tsc --noEmit'])
  })
})

describe('latchkey init --dry-run', () => {
  test('shows exactly what is applied then, and does nothing', async () => {
    const folder = expressApplication(listeningAt(3103))
    const copy = expressApplication(listeningAt(3103))
    const before = snapshot(folder)
    const registeredBefore = await redirectUris()
    const planned = json(await run(folder, ['init', '--dry-run', '--json'])).data
    expect(snapshot(folder)).toEqual(before)
    expect(await redirectUris()).toEqual(registeredBefore)

    execFileSync('git', ['apply'], { cwd: copy, input: planned.patch })
    const { data } = json(await run(folder, ['init', '--json']))
    const { 'server.js': server, '.gitignore': ignore } = snapshot(folder)
    expect(snapshot(copy)).toMatchObject({ 'server.js': server, '.gitignore': ignore })
    expect(planned).toMatchObject({
      packages: ['@latchkey/node'],
      settings: {
        file: '.env',
        added: [...(snapshot(folder)['.env'] ?? '').matchAll(/^\w+/gm)].map(([name]) => name),
      },
      url: data.url,
    })
    const written = data.files.map(({ path }: { path: string }) => path)
    const byNpm = ['package-lock.json', 'package.json', 'vendor/latchkey-node-0.1.0.tgz']
    expect(written.filter((path: string) => !byNpm.includes(path))).toEqual(
      [...planned.patch.matchAll(/^(?:diff --git a\/\S+ b\/|# )([^\s:]+)/gm)].map(
        ([, path]) => path,
      ),
    )
  })

  test('prints a patch that git applies, also to files with the line ends of Windows', async () => {
    const { 'server.js': server } = listeningAt(3104)
    const windows = { 'server.js': server.replaceAll('\n', '\r\n') }
    const folder = expressApplication(windows)
    const { stdout } = await run(folder, ['init', '--dry-run'])
    execFileSync('git', ['apply'], { cwd: folder, input: stdout })
    expect(snapshot(folder)['server.js']).toContain("app.get('/login', login)\r\n")
  })

  test('is painted before a person', async () => {
    const { stdout } = await run(expressApplication(), ['init', '--dry-run'], { keys: [] })
    expect(stdout).toContain("\u001b[32m+app.get('/login', login)\u001b[39m")
  })

  test('is for people, too, and never shows a secret', async () => {
    const folder = expressApplication({ '.env': 'WORKOS_API_KEY=sk_test_of_another\n' })
    const { code, stdout } = await run(folder, ['init', '--dry-run'])
    expect(code).toBe(0)
    expect(stdout).toContain('Nothing was changed.')
    expect(stdout).toMatch(/Replaced +WORKOS_API_KEY\n/)
    expect(stdout).toContain("+app.get('/login', login)")
    expect(stdout).toContain('# .env: not shown, it holds secrets')
    for (const secret of [platform.apiKey, 'sk_test_of_another'])
      expect(stdout).not.toContain(secret)
  })
})

describe('what is refused leaves everything as it was', () => {
  const server = 'server.js'
  const refusals: [
    name: string,
    application: Record<string, string | object>,
    args: string[],
    code: string,
    message: RegExp,
    env?: Record<string, string>,
  ][] = [
    ['a broken package.json', { 'package.json': '{' }, [], 'broken_package_json', /package\.json/],
    ['an unknown framework', {}, ['--framework', 'rails'], 'invalid_usage', /rails/],
    [
      'no framework that is known',
      { 'package.json': {}, [server]: '' },
      [],
      'unknown_framework',
      /none of the frameworks/,
    ],
    [
      'a project that the recipe would have to guess about',
      { [server]: "import express from 'express'\nexport const make = () => express()\n" },
      [],
      'recipe_refused',
      /No file makes the Express server/,
    ],
    [
      'a platform that does not answer',
      {},
      ['--url', 'http://localhost:59998'],
      'server_unreachable',
      /nothing listens there/,
    ],
    [
      'a wrong key',
      {},
      ['--api-key', 'sk_test_wrong'],
      'unauthorized',
      /does not know the API key of --api-key/,
    ],
    [
      'two wishes at once',
      {},
      ['--new-platform', '--url', 'http://localhost:59998'],
      'invalid_usage',
      /--new-platform/,
    ],
    [
      'settings of another platform',
      { '.env': 'WORKOS_CLIENT_ID=client_of_another\n' },
      [],
      'settings_differ',
      /already sets WORKOS_CLIENT_ID/,
    ],
    [
      'an installation that fails',
      {},
      [],
      'install_failed',
      /404 Not Found/,
      { TEST_NPM: 'fails install' },
    ],
    [
      'an SDK that cannot be packed',
      {},
      [],
      'sdk_not_packed',
      /404 Not Found/,
      { TEST_NPM: 'fails pack' },
    ],
    [
      'a build that fails with the integration alone',
      { 'package.json': packageJson({ scripts: { build: '! grep callback server.js' } }) },
      [],
      'check_failed',
      /`npm run build` fails with the integration:\n.*callback/,
    ],
    [
      'a build that prints what it was configured with',
      { 'package.json': packageJson({ scripts: { build: '! cat .env' } }) },
      [],
      'check_failed',
      /WORKOS_API_KEY=<WORKOS_API_KEY>/,
    ],
    [
      'a file in the place of our folder',
      { '.latchkey': '' },
      [],
      'disk_refused',
      /\.latchkey.* a file is in its place/,
    ],
  ]

  test.each(refusals)('%s', async (_, files, args, code, message, env) => {
    const folder = expressApplication(files)
    const before = snapshot(folder)
    const refused = await run(folder, ['init', ...args, '--json'], { env })
    expect(refused).toMatchObject({ code: code === 'unauthorized' ? 4 : 1, stdout: '' })
    expect(jsonError(refused)).toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
    expect(snapshot(folder)).toEqual(before)
  })

  test('a folder without a project', async () => {
    const folder = makeFolder({})
    const { code, stderr } = await run(folder, ['init'])
    expect(code).toBe(1)
    expect(stderr).toContain('There is no package.json')
    expect(snapshot(folder)).toEqual({})
  })

  test('changes that are not committed, where nobody can be asked', async () => {
    const folder = expressApplication()
    commit(folder)
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    const before = snapshot(folder)
    const refused = await run(folder, ['init', '--json'])
    expect(jsonError(refused)).toMatchObject({
      code: 'dirty_work_tree',
      message: '1 file has changes that are not committed, such as notes.txt.',
      recovery: expect.stringContaining('--allow-dirty'),
    })
    expect(snapshot(folder)).toEqual(before)
    expect((await run(folder, ['init', '--allow-dirty'])).code).toBe(0)
  })

  test('a platform that takes no configuration, or tells no client ID', async () => {
    const folder = expressApplication()
    const before = snapshot(folder)
    const old = createServer((_, response) => {
      const isKnown = _.url?.startsWith('/organizations')
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' })
      response.end(isKnown ? '{"data":[]}' : '{"message":"Not Found"}')
    })
    await new Promise<void>((resolve) => old.listen(0, 'localhost', resolve))
    const { port } = old.address() as { port: number }
    const args = ['init', '--json', '--url', `http://localhost:${port}`, '--api-key', 'sk_test_old']
    expect(jsonError(await run(folder, args)).code).toBe('client_id_missing')
    const known = [...args, '--client-id', 'client_1']
    expect(jsonError(await run(folder, known)).code).toBe('platform_too_old')
    expect(snapshot(folder)).toEqual(before)
    old.close()
  })

  test('a check that failed before, too, stops nothing, and the person is told', async () => {
    const folder = expressApplication({
      'package.json': packageJson({ scripts: { build: 'exit 1' } }),
    })
    const { code, stderr } = await run(folder, ['init'])
    expect(code).toBe(0)
    expect(stderr).toContain('! `npm run build` failed before AuthKit was added, too')
    expect(snapshot(folder)['server.js']).toContain('callback')
  })

  test('with --skip-checks nothing of the project is run', async () => {
    const folder = expressApplication({
      'package.json': packageJson({ scripts: { build: 'touch built; exit 1' } }),
    })
    expect((await run(folder, ['init', '--skip-checks'])).code).toBe(0)
    expect(snapshot(folder)).not.toHaveProperty('built')
  })
})

describe('latchkey alone', () => {
  test('asks in the folder of an application, and does nothing after "no"', async () => {
    const folder = expressApplication()
    const before = snapshot(folder)
    const refused = await run(folder, [], { keys: ['n'] })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('Add AuthKit to this Express application?')
    expect(snapshot(folder)).toEqual(before)
    expect((await run(folder, [], { keys: ['y'] })).stdout).toContain('AuthKit is in this')
    // There is nothing to ask about any more.
    expect((await run(folder, [], { keys: [] })).stdout).toContain('Everything is in place.')
  })

  test('shows an agent or a build what it would do, and how to do it', async () => {
    const folder = expressApplication()
    const before = snapshot(folder)
    const { code, stdout } = await run(folder, [])
    expect(code).toBe(0)
    expect(stdout).toContain("+app.get('/login', login)")
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Do it with: latchkey init')
    expect(json(await run(folder, ['--json'])).data.framework).toBe('express')
    expect(snapshot(folder)).toEqual(before)
    await run(folder, ['init'])
    expect((await run(folder, [])).stdout).toContain('There is nothing to change.')
  })

  test('does it where nobody can be asked when it is told to', async () => {
    const folder = expressApplication()
    expect((await run(folder, ['--yes'])).stdout).toContain('AuthKit is in this')
  })

  test('says what is wrong with a package.json that cannot be read', async () => {
    const { code, stderr } = await run(makeFolder({ 'package.json': '{' }), [])
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('package.json') })
  })

  test('with --help explains itself', async () => {
    const { code, stdout } = await run(await emptyFolder(), ['--help'])
    expect(code).toBe(0)
    expect(stdout).toContain('latchkey alone adds AuthKit to the application in this folder')
  })
})
