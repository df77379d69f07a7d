import { type ChildProcess, spawn } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { commit, expressApplication, snapshot } from '../../../test/projects/application.ts'
import { makeFolder } from '../../../test/projects/project.ts'
import { jsonError, run } from '../../../test/run.ts'
import { identifyProcess, isRunning } from '../process-identity.ts'

const url = 'http://localhost:4000'

/** A process that is there, and has nothing to do with us. */
function someProcess(): ChildProcess & { pid: number } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child as ChildProcess & { pid: number }
}

/** `latchkey stop` where every address answers that it is healthy. */
const stopIn = (cwd: string, words: string[], asked: string[] = []) =>
  run(['stop', '--json', ...words], {
    cwd,
    environment: {
      fetch: async (input) => {
        asked.push(String(input))
        return Response.json({ status: 'ok' })
      },
    },
  })

/** The same where the record says this. */
async function stop(record: object) {
  const folder = makeFolder({ '.latchkey/platform.json': record })
  const asked: string[] = []
  const { stdout } = await stopIn(folder, [], asked)
  return { wasRunning: JSON.parse(stdout).data.wasRunning, asked }
}

test('ends the process that the record identifies', async () => {
  const child = someProcess()
  expect(await stop({ ...identifyProcess(child.pid), url })).toMatchObject({ wasRunning: true })
  await expect.poll(() => child.signalCode).toBe('SIGTERM')
})

test('ends it also where it does not answer', async () => {
  const child = someProcess()
  const folder = makeFolder({ '.latchkey/platform.json': { ...identifyProcess(child.pid), url } })
  const silent = { fetch: async () => Promise.reject(new TypeError('fetch failed')) }
  const { stdout } = await run(['stop', '--json'], { cwd: folder, environment: silent })
  expect(JSON.parse(stdout).data.wasRunning).toBe(true)
  await expect.poll(() => child.signalCode).toBe('SIGTERM')
})

test.each([
  ['of another start', { startedAt: 'some other boot 1' }],
  ['without a start', { startedAt: null }],
  ['that is older than starts', {}],
])('leaves a process alone: a record %s', async (_, part) => {
  const { pid } = someProcess()
  const identity = identifyProcess(pid)
  expect(await stop({ pid, url, ...part })).toMatchObject({ wasRunning: false })
  expect(isRunning(identity)).toBe(true)
})

test.each([
  { url: 'http://example.com' },
  { url: 'http://169.254.169.254' },
  { url: 'https://localhost:4000' },
  { url: 'http://localhost:4000@example.com' },
  { url: 'http://localhost:4000/elsewhere?' },
  { pid: -1 },
  { pid: 0 },
  { pid: 1 },
  { pid: '12' },
])('asks nobody and ends nothing where the record says %j', async (part) => {
  const identity = identifyProcess(someProcess().pid)
  expect(await stop({ ...identity, url, ...part })).toEqual({ wasRunning: false, asked: [] })
  expect(isRunning(identity)).toBe(true)
})

describe('a folder of ours that somebody else made', () => {
  const precious = { 'precious.txt': 'kept' }

  test('deletes nothing where it leads, and puts nothing there', async () => {
    const record = { ...identifyProcess(someProcess().pid), url }
    const elsewhere = makeFolder({ ...precious, 'platform.json': record })
    const before = snapshot(elsewhere)
    const folder = expressApplication()
    symlinkSync(elsewhere, join(folder, '.latchkey'))
    const started = await run(['init', '--new-platform', '--json'], { cwd: folder })
    expect(jsonError(started).code).toBe('own_folder_is_link')
    expect(snapshot(elsewhere)).toEqual(before)
    const stopped = await stopIn(folder, ['--delete-data', '--yes'])
    expect(jsonError(stopped).code).toBe('own_folder_is_link')
    expect(snapshot(elsewhere)).toMatchObject(precious)
  })

  test('moves no data elsewhere that is to be deleted', async () => {
    const elsewhere = makeFolder(precious)
    const record = { ...identifyProcess(someProcess().pid), url }
    const folder = makeFolder({ '.latchkey/platform.json': record, '.latchkey/secret': 'a secret' })
    symlinkSync(elsewhere, join(folder, '.latchkey/deleted'))
    expect((await stopIn(folder, ['--delete-data', '--yes'])).code).toBe(0)
    expect(snapshot(elsewhere)).toEqual(precious)
    expect(snapshot(folder)).toEqual({})
  })

  test('is no data of a platform where git keeps it', async () => {
    const folder = expressApplication({ '.latchkey/secret': 'known to a stranger' })
    commit(folder)
    const started = await run(['init', '--new-platform', '--json'], { cwd: folder })
    expect(jsonError(started).code).toBe('foreign_data')
  })
})
