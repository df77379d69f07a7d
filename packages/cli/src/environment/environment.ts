import { homedir } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { type Mode, modeOf } from './mode.ts'

type Input = Readable & { isTTY?: boolean }
export type Terminal = Writable & { isTTY?: boolean; columns?: number }

/** Everything outside of the command, so that tests can put another world in its place. */
export interface Environment {
  env: Record<string, string | undefined>
  cwd: string
  home: string
  platform: NodeJS.Platform
  stdin: Input
  stdout: Terminal
  stderr: Terminal
  fetch: typeof fetch
  now(): Date
  /** Aborted by Ctrl-C and by SIGTERM. */
  signal: AbortSignal
  mode: Mode
}

/** Whether a person could be asked here. `LATCHKEY_FORCE_TTY=1` says so where it cannot be seen. */
export const isTerminal = ({ env, stdin, stdout }: Pick<Environment, 'env' | 'stdin' | 'stdout'>) =>
  env.LATCHKEY_FORCE_TTY === '1' || (stdin.isTTY === true && stdout.isTTY === true)

/** The environment of this process. */
export function processEnvironment(signal: AbortSignal): Environment {
  const { env, stdin, stdout, stderr, platform } = process
  return {
    env,
    cwd: process.cwd(),
    home: homedir(),
    platform,
    stdin,
    stdout,
    stderr,
    fetch,
    now: () => new Date(),
    signal,
    mode: modeOf(env, isTerminal({ env, stdin, stdout })),
  }
}
