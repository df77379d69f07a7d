import { spawnSync } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { x } from 'tinyexec'
import { CommandError } from '../../command/command-error.ts'
import type { Environment } from '../../environment/environment.ts'
import type { Command } from '../project/package-manager.ts'

export interface Outcome {
  succeeded: boolean
  /** Standard output and error, as they came, without colours. */
  output: string
}

/**
 * Runs a program of the project in its folder. Its failure is an answer; only its absence is thrown,
 * and that it was stopped. What it started is stopped with it.
 */
export async function runProgram(
  { env, signal, platform }: Environment,
  folder: string,
  command: Command,
): Promise<Outcome> {
  signal.throwIfAborted()
  const isGroup = platform !== 'win32'
  const running = x(command.program, command.arguments, {
    // The person's own PATH decides whose npm it is.
    nodePath: false,
    nodeOptions: {
      cwd: folder,
      env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0', CI: env.CI ?? '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A package manager starts a shell that starts the program: only as a group do all of them end.
      detached: isGroup,
    },
  })
  const stop = () => stopProcess(running.pid, isGroup)
  signal.addEventListener('abort', stop)
  try {
    const { stdout, stderr, exitCode } = await running
    signal.throwIfAborted()
    return {
      succeeded: exitCode === 0,
      output: stripVTControlCharacters(`${stdout}${stderr}`).trim(),
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new CommandError(
      'program_missing',
      `${command.program} is not installed, and this project uses it.`,
      { recovery: `Install ${command.program}, or run in a shell where it is on the PATH.` },
    )
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function stopProcess(pid: number | undefined, isGroup: boolean): void {
  if (pid === undefined) return
  try {
    if (isGroup) process.kill(-pid, 'SIGKILL')
    else spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'])
  } catch {
    // It ended by itself.
  }
}

/** The last lines of what a program printed: where programs say what was wrong. */
export function endOf(output: string, lines = 40): string {
  return output.split('\n').slice(-lines).join('\n')
}
