import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
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
import { emptyFolder, json, jsonError, type RunOptions } from '../../test/run.ts'
import { spawnProcess } from '../../test/run-process.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(() => platform.stop())

const run = (cwd: string, args: string[], options: RunOptions = {}) =>
  platform.run(args, { ...options, cwd, env: { ...withNpmOfTests(), ...options.env } })

async function installed(files: Record<string, string | object> = {}) {
  const folder = expressApplication(files)
  const before = snapshot(folder)
  const { code, stderr } = await run(folder, ['init'])
  if (code !== 0) throw new Error(stderr)
  return { folder, before }
}

async function registered(): Promise<string[]> {
  const answer = await platform.run(['api', '/user_management/redirect_uris?limit=100'])
  return JSON.parse(answer.stdout).data.map(({ uri }: { uri: string }) => uri)
}

describe('latchkey undo', () => {
  test('leaves the folder and the redirect URIs as they were', async () => {
    const uris = await registered()
    const { folder, before } = await installed({
      'server.js': "import express from 'express'\nconst app = express()\napp.listen(3201)\n",
    })
    expect(await registered()).toHaveLength(uris.length + 1)
    const { code, stdout, stderr } = await run(folder, ['undo'])
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^✓ Taken back\.\n/),
    })
    expect(stdout).toContain('  restored  server.js\n')
    expect(stdout).toContain('  removed   .env\n')
    expect(stderr).toContain(
      '! The platform keeps what was registered there: sign out redirect http://localhost:3201/.',
    )
    expect(snapshot(folder)).toEqual(before)
    expect(await registered()).toEqual(uris)
  })

  test('goes back to before the first of several installations', async () => {
    const { folder, before } = await installed()
    const settings = readFileSync(join(folder, '.env'), 'utf8')
    writeFileSync(join(folder, '.env'), settings.replace('WORKOS_CLIENT_ID=', '#'))
    expect((await run(folder, ['init'])).code).toBe(0)
    expect((await run(folder, ['undo', '--force'])).code).toBe(0)
    expect(snapshot(folder)).toEqual(before)
  })

  test('leaves a file that was changed since, names it, and puts it back with --force', async () => {
    const { folder, before } = await installed()
    writeFileSync(join(folder, 'server.js'), 'mine')
    const first = await run(folder, ['undo'])
    expect(first.stderr).toContain('! server.js was changed since, so it stays.')
    expect(first.stdout).toContain('Taken back, except what was changed since.')
    expect(readFileSync(join(folder, 'server.js'), 'utf8')).toBe('mine')
    const forced = await run(folder, ['undo', '--force', '--json'])
    expect(json(forced).data).toMatchObject({ restored: ['server.js'], removed: [], left: [] })
    expect(snapshot(folder)).toEqual(before)
  })

  test('takes only the SDK out of a package.json that was changed since', async () => {
    const { folder } = await installed()
    const file = join(folder, 'package.json')
    const now = JSON.parse(readFileSync(file, 'utf8'))
    now.dependencies.zod = '^4.0.0'
    writeFileSync(file, JSON.stringify(now))
    const { stdout } = await run(folder, ['undo'])
    expect(stdout).toContain('✓ Taken back.\n')
    expect(stdout).toContain('  removed   @latchkey/node from package.json\n')
    expect(JSON.parse(readFileSync(file, 'utf8')).dependencies).toEqual({
      express: '^5.0.0',
      zod: '^4.0.0',
    })
    expect(existsSync(join(folder, 'vendor'))).toBe(false)
  })

  test('says what a platform keeps that does not answer, and takes the rest back', async () => {
    const { folder, before } = await installed()
    const file = join(folder, '.latchkey/installation.json')
    const journal = readFileSync(file, 'utf8').replaceAll(platform.url, 'http://localhost:59998')
    const uri = 'http://localhost:3000/callback'
    const kept = [{ kind: 'redirect_uri', key: uri }]
    writeFileSync(file, JSON.stringify({ ...JSON.parse(journal), registered: kept }))
    const undone = json(await run(folder, ['undo', '--json']))
    expect(undone.data.kept).toEqual(kept)
    expect(snapshot(folder)).toEqual(before)
    expect(await registered()).toContain(uri)
  })

  test.each([
    ['nothing was installed', () => emptyFolder(), 'nothing_to_undo'],
    [
      'the journal cannot be read',
      async () => expressApplication({ '.latchkey/installation.json': '{' }),
      'broken_journal',
    ],
  ])('is refused where %s', async (_, make, code) => {
    const refused = await run(await make(), ['undo', '--json'])
    expect(refused.code).toBe(1)
    expect(jsonError(refused)).toMatchObject({ code, recovery: expect.any(String) })
  })
})

describe('an installation that does not come to its end', () => {
  test('is taken back by Ctrl-C, whatever it is at', async () => {
    const folder = expressApplication()
    const before = snapshot(folder)
    const stopping = new AbortController()
    const running = run(folder, ['init'], {
      env: { TEST_NPM: 'hangs install' },
      environment: { signal: stopping.signal },
    })
    await expect.poll(() => existsSync(join(folder, 'hanging'))).toBe(true)
    stopping.abort()
    const { code, stderr } = await running
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/✗ Installing.*✓ Taking everything back\n.*as it was\.\n$/s),
    })
    const { hanging, ...after } = snapshot(folder)
    expect(hanging).toBeDefined()
    expect(after).toEqual(before)
  })

  test('is taken back by undo when it was killed', async () => {
    const { folder, before } = await killed()
    expect(snapshot(folder)).not.toEqual(before)
    expect((await run(folder, ['undo'])).code).toBe(0)
    expect(snapshot(folder)).toEqual(before)
  })

  test('is taken back by the next init first, which says so', async () => {
    const { folder } = await killed()
    const planned = await run(folder, ['init', '--dry-run', '--json'])
    expect(jsonError(planned).code).toBe('unfinished_installation')
    const { code, stderr } = await run(folder, ['init'])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('! An earlier installation was cut short. It is taken back'),
    })
    expect((await run(folder, ['undo'])).code).toBe(0)
    expect(snapshot(folder)['package.json']).toBe(JSON.stringify(packageJson(), null, 2))
  })

  test('is not taken back by itself when git has its journal: somebody else wrote that', async () => {
    const { folder } = await killed()
    commit(folder)
    execFileSync('git', ['add', '--force', '.latchkey/installation.json'], { cwd: folder })
    const before = snapshot(folder)
    const refused = await run(folder, ['init', '--json'])
    expect(jsonError(refused)).toMatchObject({
      code: 'foreign_journal',
      recovery: expect.stringContaining('git rm --cached'),
    })
    expect(snapshot(folder)).toEqual(before)
  })

  test('is not taken back over what was changed since, unless somebody says so', async () => {
    const { folder } = await killed()
    writeFileSync(join(folder, 'server.js'), 'mine')
    const refused = await run(folder, ['init', '--json'])
    expect(jsonError(refused)).toMatchObject({
      code: 'unfinished_installation',
      message: expect.stringContaining('server.js changed after'),
      recovery: expect.stringContaining('latchkey undo --force'),
    })
    expect(readFileSync(join(folder, 'server.js'), 'utf8')).toBe('mine')
  })

  test.each([
    [
      'our own files',
      1,
      /^✗ \S+installation\.json cannot be written: it is larger than .+\n.+ulimit/,
    ],
    [
      'those of the package manager',
      40,
      /✓ Taking everything back\n✗ .+ could not be packed: .*EFBIG/s,
    ],
  ])('leaves nothing behind when the disk takes no more: %s', async (_, blocks, message) => {
    const folder = expressApplication()
    const before = snapshot(folder)
    const { code, stderr } = await inShell(folder, `ulimit -f ${blocks}; exec "$@"`)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(message) })
    expect(snapshot(folder)).toEqual(before)
  })

  test('is left alone while it goes on', async () => {
    const { folder, kill } = await hanging()
    const refused = await run(folder, ['init', '--json'])
    expect(jsonError(refused)).toMatchObject({
      code: 'installation_runs',
      message: expect.stringMatching(/Process \d+ is installing here right now/),
    })
    await kill()
  })

  /** The command as a process, killed while the package manager is at work. */
  async function killed() {
    const { folder, kill, before } = await hanging()
    await kill()
    return { folder, before }
  }

  async function hanging() {
    const folder = expressApplication()
    const before = snapshot(folder)
    const { PATH, HOME } = withNpmOfTests()
    const child = await spawnProcess(
      ['init', '--url', platform.url, '--api-key', platform.apiKey],
      {
        cwd: folder,
        env: { PATH, HOME, TEST_NPM: 'hangs install' },
      },
    )
    await expect.poll(() => existsSync(join(folder, 'hanging'))).toBe(true)
    const file = join(folder, 'hanging')
    before.hanging = readFileSync(file, 'utf8')
    const kill = async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
      process.kill(Number(before.hanging), 'SIGKILL')
    }
    return { folder, before, kill }
  }

  async function inShell(folder: string, script: string) {
    const { PATH, HOME } = withNpmOfTests()
    const bin = new URL('../../bin/latchkey.mjs', import.meta.url).pathname
    const init = [
      process.execPath,
      bin,
      'init',
      '--url',
      platform.url,
      '--api-key',
      platform.apiKey,
    ]
    const child: ChildProcess = spawn('sh', ['-c', script, 'sh', ...init], {
      cwd: folder,
      env: { PATH, HOME },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr?.on('data', (chunk) => {
      stderr += chunk
    })
    const [code] = await once(child, 'close')
    return { code, stderr }
  }
})
