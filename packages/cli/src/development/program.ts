import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { x } from 'tinyexec'
import { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'

interface ProgramOptions {
  cwd: string
  env: Environment['env']
  /** Each line that it prints, on either stream. */
  onLine(line: string): void
}

/** A program that runs beside us, with whatever it started itself. It ends by itself or by `stop`. */
export interface RunningProgram {
  /** Its exit code; null when a signal ended it. Rejects where it could not be started. */
  ended: Promise<number | null>
  /** Asks all of it to end, and makes it when it does not. Resolves when nothing of it is left. */
  stop(): Promise<void>
}

const patienceMilliseconds = 5_000

/**
 * Starts a program in a process group of its own: package managers start shells that start servers,
 * and a signal for the first alone would leave the last behind.
 */
export function startProgram(
  [command = '', ...args]: string[],
  { cwd, env, onLine }: ProgramOptions,
): RunningProgram {
  const isGroup = process.platform !== 'win32'
  const running = x(command, args, {
    nodeOptions: {
      cwd,
      env: env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: isGroup,
    },
  })
  const { process: child } = running
  if (!child) throw programMissing(command)
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine)
  }
  const closed = once(child, 'close')
  closed.catch(() => {})
  const ended = once(child, 'exit').then(
    ([code]) => code as number | null,
    (error) => {
      throw error.code === 'ENOENT' ? programMissing(command) : error
    },
  )
  // Who waits for it may come later.
  ended.catch(() => {})

  const signal = (name: NodeJS.Signals) => {
    try {
      if (isGroup && child.pid) process.kill(-child.pid, name)
      else child.kill(name)
    } catch {
      // Nothing of it is left.
    }
  }
  return {
    ended,
    async stop() {
      signal('SIGTERM')
      const hurry = new AbortController()
      const late = wait(patienceMilliseconds, 'late', { signal: hurry.signal }).catch(() => {})
      if ((await Promise.race([closed.catch(() => {}), late])) === 'late') signal('SIGKILL')
      hurry.abort()
      await closed.catch(() => {})
    },
  }
}

const programMissing = (command: string) =>
  new CommandError('program_missing', `${command} is not installed, or not on the PATH.`, {
    recovery: 'Install it, or name another command: latchkey dev -- COMMAND',
  })
