import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '../../../../../tests/platform.ts'
import { programs, signInTo, startApplication } from '../../../test/agent/application.ts'
import {
  expressFactory,
  expressSignIn,
  fastifyAutoload,
  fastifySignIn,
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

async function initWith(folder: string, turns: Turn[]) {
  const model = await startScriptedModel(turns)
  const clientId = platform.server.staging.clientId
  const words = ['init', '--model', 'local/scripted', '--client-id', clientId, '--json']
  const env = { ...programs(), LATCHKEY_MODEL_URL: `${model.url}/v1` }
  return { model, result: await platform.run(words, { cwd: folder, env }) }
}

test('Express made by a factory: a mistake that the build finds is mended, and somebody signs in', async () => {
  const port = await findFreePort()
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
  await signInTo(port, platform)
})

test('Koa, which the installer does not know: the model checks with a script, and somebody signs in', async () => {
  const port = await findFreePort()
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
  await signInTo(port, platform)
})

test('Fastify that loads its routes from a folder: one new file, and somebody signs in', async () => {
  const port = await findFreePort()
  const folder = makeFolder(fastifyAutoload(port))
  const { result } = await initWith(folder, [
    [['create_file', { path: 'routes/sign-in.js', text: fastifySignIn }]],
    [['finish', serverAnswer(port)]],
  ])
  expect(result).toMatchObject({ code: 0, stderr: '' })
  await startApplication(folder, json(result).data.run)
  await signInTo(port, platform)
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
