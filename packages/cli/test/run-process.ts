import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { emptyFolder, type Result } from './run.ts'

const bin = fileURLToPath(new URL('../bin/latchkey.mjs', import.meta.url))
const main = fileURLToPath(new URL('../dist/main.mjs', import.meta.url))
const endWithParent = new URL('../../../scripts/workspace/end-with-parent.mjs', import.meta.url)
  .href

interface ProcessOptions {
  env?: Record<string, string>
  stdin?: string
  cwd?: string
  home?: string
}

/** The built command as a process of its own, as people run it, with nothing of our environment. */
export async function runProcess(args: string[], options: ProcessOptions = {}): Promise<Result> {
  const child = await spawnProcess(args, options)
  child.stdin.end(options.stdin ?? '')
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code, stdout, stderr }
}

/** For commands that run until they are stopped. A test run that is killed takes them along. */
export async function spawnProcess(args: string[], options: ProcessOptions = {}) {
  if (!existsSync(main)) throw new Error('The command is not built. Run npm run build first.')
  const home = options.home ?? (await emptyFolder())
  return spawn(process.execPath, ['--import', endWithParent, bin, ...args], {
    cwd: options.cwd ?? (await emptyFolder()),
    env: { PATH: process.env.PATH, HOME: home, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  }) as ChildProcessWithoutNullStreams
}
