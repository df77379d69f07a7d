import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort, untilPrinted } from '../../../../tests/platform.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { emptyFolder, json, type RunOptions, run } from '../../test/run.ts'
import { spawnProcess } from '../../test/run-process.ts'

let platform: TestPlatform
let port: string

beforeAll(async () => {
  platform = await startTestPlatform()
  port = String(platform.server.port)
})
afterAll(() => platform.stop())

const env = { PATH: process.env.PATH as string }

/** A folder with an application whose scripts are these. */
async function application(scripts: Record<string, string>, files: Record<string, string> = {}) {
  const cwd = await emptyFolder()
  const all = { 'package.json': JSON.stringify({ name: 'app', scripts }), ...files }
  for (const [name, text] of Object.entries(all)) await writeFile(join(cwd, name), text)
  return cwd
}

/** `latchkey dev`, with the platform of this file. */
const dev = (cwd: string, args: string[] = [], options: RunOptions = {}) =>
  run(['dev', '--port', port, ...args], { cwd, env, ...options })

const print = (...names: string[]) => names.map((name) => `console.log(process.env.${name})`).join()

describe('latchkey dev beside a platform that runs', () => {
  test('tells the application where it is, in the words of every SDK', async () => {
    const names = ['LATCHKEY_URL', 'WORKOS_API_KEY', 'WORKOS_CLIENT_ID', 'WORKOS_API_PORT']
    const cwd = await application({ dev: 'node app.js' }, { 'app.js': print(...names) })
    const { stdout, code } = await dev(cwd)
    expect(code).toBe(0)
    expect(stdout).toContain(`app      ${platform.url}\n`)
    expect(stdout).toMatch(/app {6}sk_test_/)
    expect(stdout).toContain(`app      ${platform.server.staging.clientId}\n`)
    expect(stdout).toContain(`app      ${port}\n`)
  })

  test('comes before what the environment said of another platform, and leaves the rest', async () => {
    const cwd = await application({ start: `node -e "${print('WORKOS_API_HOSTNAME', 'OTHER')}"` })
    const said = { ...env, WORKOS_API_HOSTNAME: 'api.workos.com', OTHER: 'stays' }
    const { stdout } = await dev(cwd, [], { env: said })
    expect(stdout).toContain('app      localhost\n')
    expect(stdout).toContain('app      stays\n')
  })

  test('gives the secret key to no variable that ends up in a browser', async () => {
    const cwd = await application({})
    const list = `console.log(JSON.stringify(process.env))`
    const { stdout } = await dev(cwd, ['--', 'node', '-e', list])
    const seen = JSON.parse(stdout.slice(stdout.indexOf('{')))
    const exposed = Object.keys(seen).filter((name) => /^(VITE|NEXT_PUBLIC|PUBLIC)_/.test(name))
    expect(exposed).toContain('VITE_WORKOS_CLIENT_ID')
    for (const name of exposed) expect(seen[name]).not.toMatch(/^sk_/)
  })

  test('registers where the application wants people back', async () => {
    const uri = 'http://localhost:3210/callback'
    const cwd = await application({ dev: 'node -e ""' }, { '.env': `WORKOS_REDIRECT_URI=${uri}\n` })
    await dev(cwd)
    await dev(cwd)
    const { data } = json(await platform.run(['redirect', 'list', '--json']))
    const uris = data.map((redirect: { uri: string }) => redirect.uri)
    expect(uris.filter((registered: string) => registered === uri)).toEqual([uri])
  })

  test('ends with the exit code of the application', async () => {
    expect(await dev(await application({ dev: 'exit 7' }))).toMatchObject({ code: 7 })
  })

  test('prints a line of JSON for each line, for programs', async () => {
    const cwd = await application({})
    const { stdout } = await dev(cwd, ['--json', '--', 'node', '-e', 'console.error("to stderr")'])
    expect(JSON.parse(stdout)).toEqual({ from: 'application', line: 'to stderr' })
  })

  test('with Ctrl-C ends the application and everything that it started', async () => {
    const free = await findFreePort()
    const server = `require('node:http').createServer().listen(${free}, () => console.log('ready'))`
    const starter = `require('node:child_process').spawn(process.execPath, ['server.js'],
      { stdio: 'inherit' })\nprocess.on('SIGTERM', () => process.exit(3))`
    const files = { 'app.js': starter, 'server.js': server }
    const cwd = await application({ dev: 'node app.js' }, files)
    const stopping = new AbortController()
    const stdout = new PassThrough()
    stdout.on('data', (text) => {
      if (String(text).includes('app      ready')) stopping.abort()
    })
    const ended = await dev(cwd, [], { environment: { signal: stopping.signal, stdout } })
    expect(ended.code).toBe(0)
    await expect(fetch(`http://localhost:${free}`)).rejects.toThrow('fetch failed')
  })
})

describe('latchkey dev refuses, before anything is started,', () => {
  test.each([
    ['a folder without a project', null, [], 'There is no package.json'],
    ['a project with nothing to run', {}, [], 'neither a "dev" nor a "start" script'],
    ['a script that is not there', { dev: 'true' }, ['--script', 'serve'], 'It has: dev.'],
    ['a script beside a command', { dev: 'true' }, ['--script', 'dev', '--', 'ls'], 'Leave one'],
    ['a port that is none', { dev: 'true' }, ['--port', '70000'], 'from 1 to 65535'],
  ])('%s', async (_, scripts, args, message) => {
    const cwd = scripts ? await application(scripts) : await emptyFolder()
    const { code, stderr } = await run(['dev', ...args], { cwd, env })
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) })
  })

  test('a port that another program has', async () => {
    const server = createServer((socket) => socket.end()).listen(0, 'localhost')
    await once(server, 'listening')
    const taken = String((server.address() as { port: number }).port)
    const cwd = await application({ dev: 'true' })
    const { code, stderr } = await run(['dev', '--port', taken], { cwd, env })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`Another program uses port ${taken}.`),
    })
    server.close()
  })

  test('a command that is not installed', async () => {
    const { code, stderr } = await dev(await application({}), ['--', 'no-such-program'])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('no-such-program is not installed'),
    })
  })
})

test('latchkey dev starts a platform for the folder and takes it along when the application ends', async () => {
  const free = await findFreePort()
  const ask = `fetch(process.env.LATCHKEY_URL + '/organizations', { headers: {
      authorization: 'Bearer ' + process.env.WORKOS_API_KEY } })
      .then(({ status }) => { console.log('answered ' + status); setInterval(() => {}, 1000) })`
  const cwd = await application({ dev: 'node app.js' }, { 'app.js': ask })
  const child = await spawnProcess(['dev', '--port', String(free)], { cwd })
  const printed = await untilPrinted(child, /answered \d+\n/)
  expect(printed).toContain(`latchkey Latchkey is ready at http://localhost:${free}`)
  expect(printed).toContain('app      answered 200')
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
  await expect(fetch(`http://localhost:${free}/health`)).rejects.toThrow()
})
