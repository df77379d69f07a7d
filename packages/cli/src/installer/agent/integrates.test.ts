import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { BrowserClient } from '../../../../server/test/browser-client.ts'
import { createPerson } from '../../../../server/test/people.ts'
import { expressFactory, koa, serverAnswer } from '../../../test/agent/projects.ts'
import { startScriptedModel, type Turn } from '../../../test/agent/scripted-model.ts'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { makeFolder } from '../../../test/projects/project.ts'
import { json } from '../../../test/run.ts'

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
  const routes = (end: string) =>
    `import { authKit } from '@latchkey/node/express'\n\nprocess.loadEnvFile()\nconst { login, callback, logout, withAuth } = authKit()\n\nexport function addSignIn(app) {\n  app.get('/login', login)\n  app.get('/callback', callback)\n  app.get('/logout', logout)\n  app.get('/account', withAuth, (req, res) => res.json(req.auth.user))\n${end}`
  const { model, result } = await initWith(folder, [
    [['list_files', {}]],
    [
      ['read_file', { path: 'package.json' }],
      ['read_file', { path: 'src/app.js' }],
    ],
    [['create_file', { path: 'src/sign-in.js', text: routes('}\n') }]],
    [['edit_file', { path: 'src/app.js', old_text: 'app', new_text: 'other' }]],
    [
      [
        'edit_file',
        {
          path: 'src/app.js',
          old_text: '  addRoutes(app)\n',
          new_text: '  addSignIn(app\n  addRoutes(app)\n',
        },
      ],
      [
        'edit_file',
        {
          path: 'src/app.js',
          old_text: "import { addRoutes } from './routes.js'\n",
          new_text:
            "import { addRoutes } from './routes.js'\nimport { addSignIn } from './sign-in.js'\n",
        },
      ],
    ],
    [['add_packages', { names: ['@latchkey/node'] }]],
    [['run_script', { script: 'build' }]],
    [['finish', serverAnswer(port, { checks: ['build'] })]],
    [['edit_file', { path: 'src/app.js', old_text: 'addSignIn(app\n', new_text: 'addSignIn(app)\n' }]],
    [['finish', serverAnswer(port, { checks: ['build'] })]],
  ])
  console.log(result, model.answers())
  expect(result.code).toBe(0)
  const { run } = json(result).data
  await startApplication(folder, run)
  expect(await signIn(port)).toContain('@')
})

async function startApplication(folder: string, run: string) {
  const [program = 'npm', ...words] = run.split(' ')
  const child = spawn(program, words, { cwd: folder, detached: true, env: { PATH, HOME }, stdio: ['ignore', 'pipe', 'inherit'] })
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
      headers: { cookie, accept: 'text/html' },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  await expect.poll(() => visit('/').then(({ status }) => status, () => 0)).toBe(200)
  const browser = new BrowserClient(platform.server)
  await browser.visit((await visit('/login')).headers.get('location') ?? '')
  await browser.submit({ email: person.email })
  const { location } = await browser.submit({ password: person.password })
  await visit(location ?? '')
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
