import { startTestServer, type TestServer } from '../../server/test/server.ts'
import { type RunOptions, run } from './run.ts'

/** A running platform, and commands that are pointed at its Staging environment. */
export interface TestPlatform {
  server: TestServer
  url: string
  apiKey: string
  /** In this process, with `LATCHKEY_URL` and `LATCHKEY_API_KEY` set. */
  run(args: string[], options?: RunOptions): ReturnType<typeof run>
  stop(): Promise<void>
}

/** One for each file of tests: the real server in this process, on a database of its own. */
export async function startTestPlatform(env: Record<string, string> = {}): Promise<TestPlatform> {
  const server = await startTestServer({ env })
  const { url, staging } = server
  const pointed = { LATCHKEY_URL: url, LATCHKEY_API_KEY: staging.apiKey }
  return {
    server,
    url,
    apiKey: staging.apiKey,
    run: (args, options = {}) => run(args, { ...options, env: { ...pointed, ...options.env } }),
    stop: () => server.stop(),
  }
}
