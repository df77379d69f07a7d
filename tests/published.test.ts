import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  identifyProcess,
  isRunning,
  type ProcessIdentity,
} from '../packages/cli/src/installer/process-identity.ts'
import { launchBrowser, openPage } from './browser.ts'
import { showsHeading } from './hosted-forms.ts'
import { findFreePort, untilPrinted } from './platform.ts'
import { ownEnvironment, stopGroup } from './programs.ts'
import { signUp } from './sign-up.ts'

/** What a person has who types `npx latchkey`: the packages as npm packs them, and nothing of this clone. */
describe('the published packages, installed into an empty folder', { timeout: 300_000 }, () => {
  let scratch: string
  let env: Record<string, string>
  let browser: Browser
  const application = () => join(scratch, 'app')

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'latchkey-published-'))
    const installed = join(scratch, 'installed')
    // npx looks there before it asks a registry. No environment of this machine's user is stored.
    env = { ...ownEnvironment(), npm_config_prefix: installed, XDG_CONFIG_HOME: scratch }
    ;[browser] = await Promise.all([
      launchBrowser(),
      installPackages(scratch, installed),
      makeApplication(application()),
    ])
  }, 300_000)

  afterAll(async () => {
    await browser?.close()
    await rm(scratch, { recursive: true, force: true })
  })

  /** In a group of its own, as at a terminal: npx starts the command, which starts others. */
  function npx(folder: string, words: string[], more: Record<string, string> = {}): ChildProcess {
    const [program = 'npx', ...first] = programOf('npx')
    const options = { cwd: folder, env: { ...env, ...more }, detached: true }
    return spawn(program, [...first, 'latchkey', ...words], options)
  }

  async function latchkey(folder: string, ...words: string[]): Promise<string> {
    const child = npx(folder, words)
    child.stdin?.end()
    return outputOf(child)
  }

  test('start a platform where no application is, which the other commands administer', async () => {
    const folder = join(scratch, 'empty')
    await mkdir(folder)
    const port = await findFreePort()
    const child = npx(folder, [], { PORT: String(port) })
    try {
      await untilPrinted(child, /^Latchkey is ready at/m)
      const url = `http://localhost:${port}`
      await latchkey(folder, 'user', 'create', 'ada@example.com', '--url', url)
      const { data } = JSON.parse(await latchkey(folder, 'user', 'list', '--url', url, '--json'))
      expect(data).toMatchObject([{ email: 'ada@example.com' }])
      const page = await fetch(`${url}/dashboard/`)
      expect(await page.text()).toContain('<html')
      expect(await (await fetch(`${url}/docs/quick-start`)).text()).toContain('server.js')
    } finally {
      await stopGroup(child)
    }
    // Its database ended in good order, too.
    expect(await exists(join(folder, '.latchkey', postmaster))).toBe(false)
  })

  test('add sign-in to an application, in which somebody signs up, and take it back', async () => {
    const folder = application()
    const before = await contentOf(folder)
    expect(await latchkey(folder)).toContain('Nothing was changed.')
    expect(await contentOf(folder)).toEqual(before)

    const asked = npx(folder, [], { LATCHKEY_FORCE_TTY: '1' })
    asked.stderr?.on('data', (screen) => {
      if (String(screen).includes('Add AuthKit')) asked.stdin?.write('y')
    })
    const printed = await outputOf(asked)
    const [platformUrl, signIn] = [
      lineOf(printed, /^Platform +([^\s,]+)/m),
      lineOf(printed, /^Sign in +(\S+)/m),
    ]
    const processes = await processesOf(folder)
    expect(processes.filter(isRunning)).toEqual(processes)

    const [program = '', ...words] = lineOf(printed, /^Start +(.+)$/m).split(' ')
    const server = spawn(program, words, { cwd: folder, env, detached: true, stdio: 'ignore' })
    try {
      await expect.poll(() => fetch(new URL('/', signIn)).then(({ ok }) => ok)).toBe(true)
      const page = await openPage(browser)
      await signUp(page, platformUrl, new URL('/account', signIn).href)
      await page.goto(new URL('/logout', signIn).href)
      await page.getByText('Hello').waitFor()
      await page.goto(new URL('/account', signIn).href)
      await showsHeading(page, 'Sign in')
      await page.context().close()
    } finally {
      await stopGroup(server)
    }

    expect(await latchkey(folder, 'undo')).toContain('Taken back.')
    await latchkey(folder, 'stop', '--delete-data', '--yes')
    expect(processes.filter(isRunning)).toEqual([])
    expect(await contentOf(folder)).toEqual(before)
  })

  test.each(['latchkey', '@latchkey/node', '@latchkey/server'])(
    'bring their license and a page for the registry, and nothing that only we need: %s',
    async (name) => {
      const folder = join(env.npm_config_prefix ?? '', 'lib', 'node_modules', name)
      const paths = (await readdir(folder, { recursive: true })).filter(
        (path) => !path.startsWith('node_modules'),
      )
      expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']))
      const needless = /\.test\.|\.fixture\.|(?:^|\/)tests?\/|tsconfig|tsdown|-built$/
      expect(paths.filter((path) => needless.test(path))).toEqual([])
      const page = await readFile(join(folder, 'README.md'), 'utf8')
      expect(page).toMatch(new RegExp(`^# ${name}\n`))
      const links = [...page.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path]) => path)
      expect(paths).toEqual(expect.arrayContaining(links))
    },
  )

  test('explain themselves', async () => {
    expect(await latchkey(scratch, '--help')).toContain('Usage')
  })

  test('have the guides that coding agents read', async () => {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'tests', version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': {},
    }
    const params = { uri: 'latchkey://guides/quick-start', _meta }
    const child = npx(scratch, ['mcp'])
    const { stdin, stdout } = child
    if (!stdin || !stdout) throw new Error('The command has no pipes.')
    stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'resources/read', params })}\n`)
    const [line] = await once(createInterface(stdout), 'line')
    stdin.end()
    expect(JSON.parse(line).result.contents[0].text).toContain('# Quick start')
    await once(child, 'close')
  })
})

async function installPackages(scratch: string, prefix: string): Promise<void> {
  for (const name of ['node', 'server', 'cli']) {
    const source = fileURLToPath(new URL(`../packages/${name}`, import.meta.url))
    await npm(['pack', '--ignore-scripts', '--pack-destination', scratch], source)
  }
  const packed = (await readdir(scratch)).filter((name) => name.endsWith('.tgz'))
  const tarballs = packed.map((name) => join(scratch, name))
  await npm(['install', '--global', '--prefix', prefix, ...quietly, ...tarballs], scratch)
}

const quietly = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']

/** An empty Express application. Others may have the usual ports, so it names both of its own. */
async function makeApplication(folder: string): Promise<void> {
  const [port, platformPort] = [await findFreePort(), await findFreePort()]
  const project = { name: 'app', private: true, scripts: { start: `PORT=${port} node server.js` } }
  const files = {
    'package.json': `${JSON.stringify(project, null, 2)}\n`,
    '.env': `LATCHKEY_URL=http://localhost:${platformPort}\n`,
    'server.js': [
      "const express = require('express')",
      '',
      'const app = express()',
      "app.get('/', (req, res) => res.send('Hello'))",
      'app.listen(process.env.PORT)',
      '',
    ].join('\n'),
  }
  await mkdir(folder)
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  await npm(['install', ...quietly, 'express'], folder)
}

/** Every file that is the application's own with what is in it, and which packages it has. */
async function contentOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'))
  const own = paths.filter((path) => !path.startsWith('node_modules/'))
  const packages = paths.filter((path) =>
    /^node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path),
  )
  const contents = await Promise.all(own.map((path) => readFile(join(folder, path), 'utf8')))
  return {
    ...Object.fromEntries(own.map((path, at) => [path, contents[at] ?? ''])),
    node_modules: packages.sort().join('\n'),
  }
}

const postmaster = join('postgres', 'cluster', 'postmaster.pid')

/** The platform that was started for a folder, and its database. */
async function processesOf(folder: string): Promise<ProcessIdentity[]> {
  const read = (name: string) => readFile(join(folder, '.latchkey', name), 'utf8')
  const { pid } = JSON.parse(await read('platform.json'))
  return [pid, Number.parseInt(await read(postmaster), 10)].map(identifyProcess)
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

function lineOf(printed: string, pattern: RegExp): string {
  const found = pattern.exec(printed)?.[1]
  if (found === undefined) throw new Error(`${pattern} is not in:\n${printed}`)
  return found
}

/** What a program printed that succeeded. */
async function outputOf(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('The program has no pipes.')
  const [printed, complaints, [code]] = await Promise.all([
    text(stdout),
    text(stderr),
    once(child, 'close'),
  ])
  if (code !== 0) throw new Error(`It ended with ${code}.\n${printed}\n${complaints}`)
  return printed
}

/** That of `npm test`, where it runs under one. */
function programOf(name: 'npm' | 'npx'): string[] {
  const path = process.env.npm_execpath
  if (!path || !/npm-cli\.[cm]?js$/.test(path)) return [name]
  return [process.execPath, join(dirname(path), `${name}-cli.js`)]
}

async function npm(words: string[], cwd: string): Promise<void> {
  const [program = 'npm', ...first] = programOf('npm')
  await outputOf(spawn(program, [...first, ...words], { cwd, stdio: ['ignore', 'pipe', 'pipe'] }))
}
