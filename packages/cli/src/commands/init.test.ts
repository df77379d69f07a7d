import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
import { json, jsonError, type RunOptions } from '../../test/run.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const run = (cwd: string, args: string[], options: RunOptions = {}) =>
  platform.run(args, { ...options, cwd, env: { ...withNpmOfTests(), ...options.env } })

test('adds', async () => {
  const folder = expressApplication()
  const before = snapshot(folder)
  const r = await run(folder, ['init'])
  console.log(r, Object.keys(snapshot(folder)))
  console.log(await run(folder, ['init']))
  console.log(await run(folder, ['undo']))
  expect(snapshot(folder)).toEqual(before)
})
