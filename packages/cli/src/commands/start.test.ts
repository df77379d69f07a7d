import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { findFreePort, untilPrinted } from '../../../../tests/platform.ts'
import { emptyFolder, json, jsonError } from '../../test/run.ts'
import { runProcess, spawnProcess } from '../../test/run-process.ts'

const running: Awaited<ReturnType<typeof spawnProcess>>[] = []

afterEach(async () => {
  await Promise.all(
    running.splice(0).map(async (child) => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    }),
  )
})

async function start(args: string[], cwd: string, env: Record<string, string> = {}) {
  const child = await spawnProcess(['start', ...args], { cwd, env })
  running.push(child)
  const printed = await untilPrinted(child, /set-up\?token=\S+\n|Dashboard +http\S+\n/)
  return { child, printed }
}

describe('latchkey start', () => {
  test('runs a platform for the folder, which the other commands find, until Ctrl-C', async () => {
    const cwd = await emptyFolder()
    const port = await findFreePort()
    const url = `http://localhost:${port}`
    const { child, printed } = await start([`--port=${port}`], cwd)
    expect(printed.split('\n')[0]).toBe(`Latchkey is ready at ${url}`)
    expect(printed).toMatch(/Staging API key +sk_test_/)
    const made = await runProcess(['user', 'create', 'ada@example.com', '--url', url], { cwd })
    expect(made.stdout).toContain('Created ada@example.com.')

    const other = await findFreePort()
    const locked = await runProcess(['start', '--port', String(other)], { cwd })
    expect(locked.code).toBe(1)
    expect(locked.stderr).toContain('is in use by another Latchkey')

    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
    const again = await start(['--port', String(port)], cwd)
    expect(again.printed).not.toContain('Staging API key')
    const listed = await runProcess(['user', 'list', '--url', url], { cwd })
    expect(listed.stdout).toContain('ada@example.com')
  })

  test('says that the port is taken, and leaves the program that has it alone', async () => {
    const server = createServer().listen(0, 'localhost')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const { code, stderr } = await runProcess(['start', '--port', String(port)])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`Another program uses port ${port}.`),
    })
    server.close()
  })

  test.each([
    [['--port', 'many'], 'PORT must be a number'],
    [['--url', 'auth.example.com'], 'LATCHKEY_URL is not a usable address'],
    [['--database-url', 'postgres://localhost/x'], 'LATCHKEY_SECRET is required'],
    [['--data-dir', '/dev/null/latchkey'], 'a part of its path is a file'],
    [['--prot', '4100'], 'Did you mean --port?'],
  ])('refuses %j in a sentence', async (typed, message) => {
    const cwd = await emptyFolder()
    const { code, stdout, stderr } = await runProcess(['start', ...typed], { cwd })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/\n +at /)
  })
})

describe('latchkey owner-link', () => {
  test('prints the way in for the first owner, beside a platform that runs', async () => {
    const cwd = await emptyFolder()
    const port = String(await findFreePort())
    const { printed } = await start(['--port', port], cwd)
    const [setUp] = /http\S+set-up\?token=\S+/.exec(printed) ?? []
    const { code, stdout } = await runProcess(['owner-link', '--port', port], { cwd })
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(setUp as string) })
    const told = await runProcess(['owner-link', '--port', port, '--json'], { cwd })
    expect(json(told).data).toEqual({ email: null, url: setUp })
  })

  test('says where no platform was ever started, and makes none', async () => {
    const cwd = await emptyFolder()
    const { code, stderr } = await runProcess(['owner-link'], { cwd })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('There is no Latchkey here yet.'),
    })
    const told = await runProcess(['owner-link', '--json'], { cwd })
    expect({ code: told.code, error: jsonError(told).code }).toEqual({
      code: 1,
      error: 'no_owner_link',
    })
    expect(await readdir(cwd)).toEqual([])
  })
})

test('help, version and completion load no command and need no platform', async () => {
  const home = await emptyFolder()
  for (const typed of [['--help'], ['--version'], ['help', 'user', 'list'], ['user', '--help']]) {
    expect(await runProcess(typed, { home })).toMatchObject({ code: 0, stderr: '' })
  }
})

describe('completion', () => {
  test('of bash knows commands, verbs and options', async () => {
    const { stdout: script } = await runProcess(['completion', 'bash'])
    expect(complete(script, ['latchkey', 'us'])).toEqual(['user'])
    expect(complete(script, ['latchkey', 'user', 'de'])).toEqual(['delete'])
    expect(complete(script, ['latchkey', 'user', 'list', '--em'])).toEqual(['--email'])
    expect(complete(script, ['latchkey', 'user', 'list', '--order', 'asc', '--af'])).toEqual([
      '--after',
    ])
  })

  test('of a shell that is not known is refused', async () => {
    expect((await runProcess(['completion', 'dos'])).stderr).toContain('bash, zsh, fish')
  })
})

/** What bash would offer for the last word. */
function complete(script: string, words: string[]): string[] {
  const typed = words.map((word) => `'${word}'`).join(' ')
  const program = `${script}\nCOMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _latchkey; echo "\${COMPREPLY[*]}"`
  const { stdout } = spawnSync('bash', ['--norc', '-c', program], { encoding: 'utf8' })
  return stdout.trim().split(' ')
}
