import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { joinEmbeddedPostgres } from '../../packages/server/src/db/embedded-postgres/embedded-postgres.ts'

const inRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const builtServer = inRoot('packages/server/dist/main.js')
// Ends the server when the bench is gone, however it ended; `npm start` does the same.
const endWithParent = new URL('../../scripts/workspace/end-with-parent.mjs', import.meta.url).href

export const clientId = 'client_bench'
export const apiKey = 'sk_test_thekeyofthebenchthatopensnothingelse'

export interface RunningLatchkey {
  origin: string
  pid: number
  /** From the start of the process to the line that says it is ready. */
  startMilliseconds: number
  stop(): Promise<void>
}

/** The built server as `npm start` runs it, with a PostgreSQL and a data folder of its own. */
export async function startLatchkey(folder: string): Promise<RunningLatchkey> {
  const port = await freePort()
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--import', endWithParent, ...profiling(), builtServer], {
    env: {
      ...withoutSettings(process.env),
      PORT: String(port),
      LATCHKEY_DATA_DIR: join(folder, 'data'),
      LATCHKEY_CLIENT_ID: clientId,
      LATCHKEY_API_KEY: apiKey,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  await untilReady(child)
  return {
    origin: `http://localhost:${port}`,
    pid: child.pid as number,
    startMilliseconds: performance.now() - startedAt,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** A way in beside the server, to put thousands of people there at once. */
export async function connectToItsDatabase(folder: string): Promise<pg.Client> {
  const client = new pg.Client(await joinEmbeddedPostgres(join(folder, 'data')))
  await client.connect()
  return client
}

/** `LATCHKEY_BENCH_PROFILE=<folder>` keeps a processor profile of every server that was measured. */
function profiling(): string[] {
  const folder = process.env.LATCHKEY_BENCH_PROFILE
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
}

/** What is set on this machine must not change what is measured. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isSetting = (name: string) => /^(LATCHKEY_|PORT$|HOST$|NODE_OPTIONS$)/.test(name)
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSetting(name)))
}

export async function untilReady(child: ChildProcess): Promise<void> {
  const lines = createInterface({ input: child.stdout as Readable })
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.startsWith('Latchkey is ready')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error('Latchkey ended before it was ready.')))
  })
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
