import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface Mail {
  to: string
  subject: string
  kind: string
  code: string | null
  url: string | null
}

export interface Platform {
  /** Where it listens, without a trailing slash. */
  url: string
  /** What the first start printed, as the person at the terminal sees it. */
  terminal: string
  /** The one-time link on the terminal. */
  setUpUrl: string
  clientId: string
  apiKey: string
  /** A request to the REST API with Staging's key; throws where it is refused. */
  // biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the tests find out.
  call(method: string, path: string, body?: unknown): Promise<any>
  /** Everything mailed to an address, newest first. */
  mailsTo(address: string): Promise<Mail[]>
  advanceClock(seconds: number): Promise<void>
  /** Another command of the server, beside it and on the same data folder: what it prints. */
  run(...words: string[]): Promise<string>
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../packages/server/dist/main.js', import.meta.url))
/** A test run that is killed takes its servers along. */
const endWithParent = new URL('../scripts/workspace/end-with-parent.mjs', import.meta.url).href

/** The built server as a process of its own, the way it runs for people, with an empty data folder. */
export async function startPlatform(settings: Record<string, string> = {}): Promise<Platform> {
  if (!existsSync(main)) throw new Error('The server is not built. Run npm run build first.')
  const dataFolder = await mkdtemp(join(tmpdir(), 'latchkey-platform-'))
  const env = {
    PATH: process.env.PATH,
    PORT: String(await findFreePort()),
    LATCHKEY_DATA_DIR: dataFolder,
    ...settings,
  }
  const child = spawn(process.execPath, ['--import', endWithParent, main], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const terminal = await untilPrinted(child, /set-up\?token=\S+\n/)
  const find = (pattern: RegExp) => pattern.exec(terminal)?.[1] as string
  const url = find(/^Latchkey is ready at (\S+)/)
  const apiKey = find(/Staging API key\s+(\S+)/)

  const platform: Platform = {
    url,
    terminal,
    setUpUrl: find(/(http\S+set-up\?token=\S+)/),
    clientId: find(/Staging client ID\s+(\S+)/),
    apiKey,
    async call(method, path, body) {
      const response = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return text === '' ? null : JSON.parse(text)
    },
    async mailsTo(address) {
      const { data } = await platform.call('GET', `/_dev/emails?to=${encodeURIComponent(address)}`)
      return data
    },
    advanceClock: (seconds) => platform.call('POST', '/_dev/clock', { advance_seconds: seconds }),
    async run(...words) {
      return (await promisify(execFile)(process.execPath, [main, ...words], { env })).stdout
    },
    async stop() {
      await stopProcess(child)
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
  return platform
}

/** Resolves with everything printed so far once a process has printed this; fails when it ends before. */
export function untilPrinted(child: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    let complaints = ''
    child.stdout?.on('data', (chunk) => {
      printed += chunk
      if (wanted.test(printed)) resolve(printed)
    })
    child.stderr?.on('data', (chunk) => {
      complaints += chunk
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      reject(new Error(`The process ended with ${code}.\n${printed}\n${complaints}`))
    })
  })
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** A port that nobody listens on. Addresses must be known before the program that has them starts. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
