import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort, stopProcess, untilPrinted } from './platform.ts'

/** What a person has who types `npx latchkey`: the packages as npm packs them, and nothing of this clone. */
describe('the published packages, installed into an empty folder', { timeout: 300_000 }, () => {
  let scratch: string
  let folder: string

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'latchkey-published-'))
    folder = join(scratch, 'app')
    await mkdir(folder)
    await writeFile(join(folder, 'package.json'), '{ "name": "app", "private": true }\n')
    for (const name of ['node', 'server', 'cli']) {
      const source = fileURLToPath(new URL(`../packages/${name}`, import.meta.url))
      await npm(['pack', '--ignore-scripts', '--pack-destination', scratch], source)
    }
    const packed = (await readdir(scratch)).filter((name) => name.endsWith('.tgz'))
    const tarballs = packed.map((name) => join(scratch, name))
    const quietly = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']
    await npm(['install', ...quietly, ...tarballs], folder)
  }, 300_000)

  afterAll(() => rm(scratch, { recursive: true, force: true }))

  test('start a platform, which the other commands administer, and stop with nothing left', async () => {
    const port = await findFreePort()
    const child = spawn(process.execPath, [latchkey(), 'start', '--port', String(port)], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    try {
      await untilPrinted(child, /^Latchkey is ready at/m)
      const url = `http://localhost:${port}`
      await run('user', 'create', 'ada@example.com', '--url', url)
      const { data } = JSON.parse(await run('user', 'list', '--url', url, '--json'))
      expect(data).toMatchObject([{ email: 'ada@example.com' }])
      const page = await fetch(`${url}/dashboard/`)
      expect(await page.text()).toContain('<html')
      expect(await (await fetch(`${url}/docs/quick-start`)).text()).toContain('server.js')
    } finally {
      await stopProcess(child)
    }
    expect(child.exitCode).toBe(0)
  })

  test('explain themselves', async () => {
    expect(await run('--help')).toContain('Usage')
  })

  test('have the guides that coding agents read', async () => {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'tests', version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const params = { uri: 'latchkey://guides/quick-start', _meta }
    const child = spawn(process.execPath, [latchkey(), 'mcp'], { cwd: folder })
    child.stdin.write(
      `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'resources/read', params })}\n`,
    )
    const [line] = await once(createInterface(child.stdout), 'line')
    child.stdin.end()
    expect(JSON.parse(line).result.contents[0].text).toContain('# Quick start')
    await once(child, 'close')
  })

  const latchkey = () => join(folder, 'node_modules', 'latchkey', 'bin', 'latchkey.mjs')

  async function run(...args: string[]): Promise<string> {
    const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: scratch } }
    const { stdout } = await promisify(execFile)(process.execPath, [latchkey(), ...args], options)
    return stdout
  }
})

/** That of `npm test`, where it runs under one. */
async function npm(args: string[], cwd: string): Promise<void> {
  const path = process.env.npm_execpath
  const command = path && /npm-cli\.[cm]?js$/.test(path) ? [process.execPath, path] : ['npm']
  const [program = 'npm', ...first] = command
  const child = spawn(program, [...first, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`npm ${args[0]} ended with ${code}.\n${complaints}`)
}
