import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Platform, stopProcess, untilPrinted } from './platform.ts'

export interface Example {
  url: string
  /** Moves the clock of the application alone. */
  advanceClock(seconds: number): Promise<void>
  stop(): Promise<void>
}

interface ExampleOptions {
  platform: Platform
  port: number
  apiKey?: string
  clientId?: string
  cookiePassword?: string
  /** Where its server.js is. */
  folder?: string
}

const ownFolder = fileURLToPath(new URL('../examples/express', import.meta.url))
const movableClock = new URL('./movable-clock.mjs', import.meta.url).href

/** `node server.js` of examples/express, configured by its environment instead of by a file. */
export async function startExample(options: ExampleOptions): Promise<Example> {
  const { platform, port, folder = ownFolder } = options
  const api = new URL(platform.url)
  const child = spawn(process.execPath, ['--import', movableClock, 'server.js'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      WORKOS_API_KEY: options.apiKey ?? platform.apiKey,
      WORKOS_CLIENT_ID: options.clientId ?? platform.clientId,
      WORKOS_COOKIE_PASSWORD: options.cookiePassword ?? randomBytes(32).toString('base64'),
      WORKOS_API_HOSTNAME: api.hostname,
      WORKOS_API_PORT: api.port,
      WORKOS_API_HTTPS: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  await untilPrinted(child, /Server running on/)
  return {
    url: `http://localhost:${port}`,
    async advanceClock(seconds) {
      const advanced = once(child, 'message')
      child.send({ advanceSeconds: seconds })
      await advanced
    },
    stop: () => stopProcess(child),
  }
}
