import { x } from 'tinyexec'
import { CommandError, cancelled } from '../../command/command-error.ts'
import type { Environment } from '../../environment/environment.ts'
import type { Command } from '../project/package-manager.ts'

export interface Outcome {
  succeeded: boolean
  /** Standard output and error, as they came, without colours. */
  output: string
}

/** Runs a program of the project in its folder. Its failure is an answer; its absence is thrown. */
export async function runProgram(
  { env, signal }: Environment,
  folder: string,
  command: Command,
): Promise<Outcome> {
  const running = x(command.program, command.arguments, {
    signal,
    // The person's own PATH decides whose npm it is.
    nodePath: false,
    nodeOptions: {
      cwd: folder,
      env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0', CI: env.CI ?? '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  })
  try {
    const { stdout, stderr, exitCode } = await running
    if (signal.aborted) throw cancelled('Stopped.')
    return { succeeded: exitCode === 0, output: `${stdout}${stderr}`.trim() }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new CommandError(
      'program_missing',
      `${command.program} is not installed, and this project uses it.`,
      { recovery: `Install ${command.program}, or run in a shell where it is on the PATH.` },
    )
  }
}

/** The last lines of what a program printed: where programs say what was wrong. */
export function endOf(output: string, lines = 40): string {
  return output.split('\n').slice(-lines).join('\n')
}
