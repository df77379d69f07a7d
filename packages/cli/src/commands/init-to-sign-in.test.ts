import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '../../../../tests/platform.ts'
import { programs, signInTo, startApplication } from '../../test/agent/application.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { expressApplication } from '../../test/projects/application.ts'
import { json } from '../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

test('an Express application: installed with npm, signed in to, and taken back whole', {
  timeout: 180_000,
}, async () => {
  const port = await findFreePort()
  const folder = expressApplication({
    'server.js': [
      "import express from 'express'",
      '',
      'const app = express()',
      "app.get('/', (req, res) => res.send('Home'))",
      `app.listen(${port})`,
      '',
    ].join('\n'),
  })
  const options = { cwd: folder, env: programs() }
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder })
  const paths = ['package.json', 'package-lock.json', 'server.js', '.gitignore']
  const read = () => paths.map((path) => readFileSync(join(folder, path), 'utf8'))
  const before = read()

  const installed = await platform.run(['init', '--json'], options)
  expect(installed).toMatchObject({ code: 0, stderr: '' })
  await startApplication(folder, json(installed).data.run)
  await signInTo(port, platform)

  const again = json(await platform.run(['init', '--json'], options))
  expect(again.data).toMatchObject({ files: [], registered: [] })
  expect((await platform.run(['undo'], options)).code).toBe(0)
  expect(read()).toEqual(before)
  for (const path of ['.env', '.latchkey', 'vendor', 'node_modules/@latchkey/node'])
    expect(existsSync(join(folder, path)), path).toBe(false)
  expect(existsSync(join(folder, 'node_modules/express'))).toBe(true)
})
