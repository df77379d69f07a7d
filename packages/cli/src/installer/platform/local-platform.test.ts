import { type ChildProcess, spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from '../../../test/projects/project.ts'
import { run } from '../../../test/run.ts'
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

/** `latchkey stop` where the record says this, and every address answers that it is healthy. */
async function stop(record: object) {
  const folder = makeFolder({ '.latchkey/platform.json': record })
  const asked: string[] = []
  const { stdout } = await run(['stop', '--json'], {
    cwd: folder,
    environment: {
      fetch: async (input) => {
        asked.push(String(input))
        return Response.json({ status: 'ok' })
      },
    },
  })
  return { wasRunning: JSON.parse(stdout).data.wasRunning, asked }
}

test('ends the process that the record identifies', async () => {
  const child = someProcess()
  expect(await stop({ ...identifyProcess(child.pid), url })).toMatchObject({ wasRunning: true })
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
