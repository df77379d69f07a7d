import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { expressApplication, snapshot, withNpmOfTests } from '../../test/projects/application.ts'
import {
  emptyFolder,
  json,
  jsonError,
  type RunOptions,
  run as runAnywhere,
} from '../../test/run.ts'

/** In a world where nothing says where a platform is. What it starts is stopped when the test ends. */
function run(cwd: string, args: string[], options: RunOptions = {}) {
  onTestFinished(async () => {
    await runAnywhere(['stop'], { cwd })
  })
  return runAnywhere(args, { ...options, cwd, env: { ...withNpmOfTests(), ...options.env } })
}

const isRunning = (url: string) =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  )

describe('a platform that init starts', () => {
  test('goes on until stop, starts again where it was, and outlives undo', async () => {
    const folder = expressApplication()
    const installed = await run(folder, ['init', '--new-platform'])
    expect(installed.code).toBe(0)
    expect(installed.stderr).toContain('✓ Starting a platform for this project\n')
    const url = /^Platform +(http:\S+), in the background until: latchkey stop$/m.exec(
      installed.stdout,
    )?.[1] as string
    // The link that makes its owner: nobody saw the platform's own output.
    const setUp = /^Dashboard +(\S+set-up\?token=\S+) \(works once\)$/m.exec(installed.stdout)?.[1]
    expect((await fetch(setUp as string, { redirect: 'manual' })).status).toBeLessThan(400)
    expect(readFileSync(join(folder, '.env'), 'utf8')).toContain(`LATCHKEY_URL=${url}\n`)

    expect(json(await run(folder, ['stop', '--json'])).data).toMatchObject({ wasRunning: true })
    expect(await isRunning(url)).toBe(false)
    expect((await run(folder, ['stop'])).stdout).toContain('No platform runs for this folder.')

    // The settings name its port: it comes back there, with the data it had.
    const again = json(await run(folder, ['init', '--json']))
    expect(again.data).toMatchObject({ url, setUp: expect.any(String), files: [], registered: [] })
    const undone = await run(folder, ['undo'])
    expect(undone.stdout).toContain(`Platform    ${url} still runs: latchkey stop`)
    expect(await isRunning(url)).toBe(true)
  })

  test('leaves nothing behind when its data is to be deleted, except what undo goes by', async () => {
    const folder = expressApplication()
    const before = snapshot(folder)
    await run(folder, ['init', '--new-platform'])
    const { url } = json(await run(folder, ['init', '--json'])).data

    const unasked = jsonError(await run(folder, ['stop', '--delete-data', '--json']))
    expect(unasked.recovery).toContain('--yes')
    expect(await isRunning(url)).toBe(true)

    const stopped = await run(folder, ['stop', '--delete-data', '--yes'])
    expect(stopped.stdout).toBe('✓ Stopped, and its data is deleted.\n')
    expect(await isRunning(url)).toBe(false)
    await run(folder, ['undo'])
    expect(snapshot(folder)).toEqual(before)
  })

  test('deletes no data that another server may be using', async () => {
    const folder = expressApplication({
      '.latchkey/secret': 'of a server that was started by hand',
    })
    const before = snapshot(folder)
    const refused = await run(folder, ['stop', '--delete-data', '--yes', '--json'])
    expect(jsonError(refused)).toMatchObject({
      code: 'no_platform',
      recovery: expect.stringContaining('.latchkey'),
    })
    expect(snapshot(folder)).toEqual(before)
  })

  test('is taken back with its data when the installation fails', async () => {
    const folder = expressApplication()
    const before = snapshot(folder)
    const failed = await run(folder, ['init', '--new-platform', '--json'], {
      env: { TEST_NPM: 'fails install' },
    })
    expect(jsonError(failed).code).toBe('install_failed')
    expect(snapshot(folder)).toEqual(before)
  })

  test('is not there afterwards when it does not start', async () => {
    const folder = expressApplication()
    const before = snapshot(folder)
    const failed = await run(folder, ['init', '--new-platform', '--json'], {
      env: { LATCHKEY_DATABASE_URL: 'postgres://localhost/x' },
    })
    expect(jsonError(failed)).toMatchObject({
      code: 'platform_not_started',
      message: expect.stringContaining('LATCHKEY_SECRET is required'),
      recovery: expect.stringContaining('latchkey start'),
    })
    expect(snapshot(folder)).toEqual(before)
  })

  test('takes the next port when its own is lost between the look and the start', async () => {
    const other = createServer()
    // Not seen by who looks at localhost, and in the way of a platform that listens elsewhere.
    await once(other.listen(0, '127.0.0.2'), 'listening')
    onTestFinished(() => {
      other.close()
    })
    const { port } = other.address() as { port: number }
    const folder = expressApplication({ '.env': `LATCHKEY_URL=http://localhost:${port}\n` })
    const env = { HOST: '127.0.0.2' }
    const { code, message } = jsonError(
      await run(folder, ['init', '--replace-settings', '--json'], { env }),
    )
    // It started, elsewhere; that nobody asks it there is because of the address.
    expect(code).toBe('no_development_keys')
    expect(message).not.toContain(`:${port} `)
  })

  test('keeps out of the way of a program that has the port its settings name', async () => {
    const other = createServer((_, response) => response.end('something else'))
    await once(other.listen(0, 'localhost'), 'listening')
    onTestFinished(() => {
      other.close()
    })
    const { port } = other.address() as { port: number }
    const folder = expressApplication({ '.env': `LATCHKEY_URL=http://localhost:${port}\n` })
    const replaced = json(await run(folder, ['init', '--replace-settings', '--json']))
    expect(new URL(replaced.data.url).port).not.toBe(String(port))
    expect(await isRunning(replaced.data.url)).toBe(true)
  })
})

test('latchkey stop where nothing was ever started', async () => {
  const { code, stdout } = await run(await emptyFolder(), ['stop'])
  expect({ code, stdout }).toEqual({ code: 0, stdout: '✓ No platform runs for this folder.\n' })
})
