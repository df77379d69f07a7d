import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { answerOf, BrowserClient } from '../../../../server/test/browser-client.ts'
import { createPerson } from '../../../../server/test/people.ts'
import {
  expressFactory,
  expressSignIn,
  koa,
  koaSignIn,
  serverAnswer,
} from '../../../test/agent/projects.ts'
import { startScriptedModel, type Turn } from '../../../test/agent/scripted-model.ts'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { makeFolder } from '../../../test/projects/project.ts'
import { snapshot } from '../../../test/projects/snapshot.ts'
import { json, jsonError } from '../../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})

afterAll(() => platform.stop())

const { PATH = '', HOME = '' } = process.env

async function initWith(folder: string, turns: Turn[]) {
  const model = await startScriptedModel(turns)
  const clientId = platform.server.staging.clientId
  const words = ['init', '--model', 'local/scripted', '--client-id', clientId, '--json']
  const env = { PATH, HOME, LATCHKEY_MODEL_URL: `${model.url}/v1` }
  return { model, result: await platform.run(words, { cwd: folder, env }) }
}

test('Express made by a factory: a mistake that the build finds is mended, and somebody signs in', async () => {
  const port = await freePort()
  const folder = makeFolder(expressFactory(port))
  const edit = (old_text: string, new_text: string): Turn => [
    ['edit_file', { path: 'src/app.js', old_text, new_text }],
  ]
  const finish: Turn = [['finish', serverAnswer(port, { checks: ['build'] })]]
  const { model, result } = await initWith(folder, [
    [
      ['list_files', {}],
      ['read_file', { path: 'src/app.js' }],
    ],
    edit('addRoutes', 'routes'),
    [['create_file', { path: 'src/sign-in.js', text: expressSignIn }]],
    edit('addRoutes(express())', 'addRoutes(addSignIn(express())'),
    edit("'./routes.js'\n", "'./routes.js'\nimport { addSignIn } from './sign-in.js'\n"),
    finish,
    edit('addSignIn(express())', 'addSignIn(express()))'),
    finish,
  ])
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(model.answers().slice(0, 3)).toEqual([
    'package.json\nsrc/app.js\nsrc/main.js\nsrc/routes.js',
    expect.stringContaining('export const createApp'),
    'old_text stands 2 times in src/app.js.',
  ])
  expect(model.requests[6]?.body).toContain('`npm run build` fails with your change')
  await startApplication(folder, json(result).data.run)
  await signIn(port)
})

test('Koa, which the installer does not know: the model checks with a script, and somebody signs in', async () => {
  const port = await freePort()
  const folder = makeFolder(koa(port))
  const { model, result } = await initWith(folder, [
    [['add_packages', { names: ['@latchkey/node'] }]],
    [['read_file', { path: 'node_modules/@latchkey/node/dist/express.d.mts' }]],
    [['create_file', { path: 'sign-in.js', text: koaSignIn }]],
    [
      [
        'edit_file',
        {
          path: 'server.js',
          old_text: 'const app = new Koa()\n',
          new_text: 'const app = new Koa()\n\napp.use(signIn)\n',
        },
      ],
      [
        'edit_file',
        {
          path: 'server.js',
          old_text: "import Koa from 'koa'\n",
          new_text: "import Koa from 'koa'\nimport { signIn } from './sign-in.js'\n",
        },
      ],
    ],
    [['run_script', { script: 'test' }]],
    [['finish', serverAnswer(port, { checks: ['test'] })]],
  ])
  expect(result).toMatchObject({ code: 0, stderr: '' })
  const [installed, types, ...more] = model.answers()
  expect(installed).toBe('Installed.')
  expect(types).toContain('withAuth')
  expect(more.at(-1)).toContain('It passes.')
  await startApplication(folder, json(result).data.run)
  await signIn(port)
})

test('a mistake that is not mended in three rounds takes everything back, packages too', async () => {
  const folder = makeFolder(koa(3000))
  const before = snapshot(folder)
  const { model, result } = await initWith(folder, [
    [
      ['create_file', { path: 'sign-in.js', text: koaSignIn }],
      ['edit_file', { path: 'server.js', old_text: 'new Koa()', new_text: 'new Koa(' }],
    ],
    [['finish', serverAnswer(3000, { checks: ['test'] })]],
  ])
  expect(result.code).toBe(1)
  expect(jsonError(result)).toMatchObject({ code: 'check_failed' })
  expect(jsonError(result).message).toContain('SyntaxError')
  // The first round, and one for each repair.
  expect(model.requests).toHaveLength(2 + 3)
  expect(snapshot(folder)).toEqual(before)
  expect(existsSync(join(folder, 'node_modules/@latchkey/node'))).toBe(false)
})

async function startApplication(folder: string, run: string) {
  const [program = 'npm', ...words] = run.split(' ')
  const child = spawn(program, words, {
    cwd: folder,
    detached: true,
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    if (child.exitCode !== null || child.pid === undefined) return
    process.kill(-child.pid, 'SIGTERM')
    await once(child, 'exit')
  })
}

/** Goes to the application, through the hosted pages and back; answers what the account page shows. */
async function signIn(port: number): Promise<string> {
  const person = await createPerson(platform.server)
  const origin = `http://localhost:${port}`
  const cookies = new Map<string, string>()
  const visit = async (path: string) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(new URL(path, origin), {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html', 'sec-fetch-mode': 'navigate' },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  await expect
    .poll(() =>
      visit('/').then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200)
  const browser = new BrowserClient(platform.server)
  await browser.visit((await visit('/login')).headers.get('location') ?? '')
  await browser.submit({ email: person.email })
  const answer = answerOf(await browser.submit({ password: person.password }))
  await visit(answer.href)
  const account = await (await visit('/account')).text()
  expect(account).toContain(person.email)
  return account
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
