import { exitCodes } from './command/command-error.ts'
import { runCommandLine } from './command/run.ts'
import { root } from './commands/root.ts'
import { processEnvironment } from './environment/environment.ts'

/** The process: what was typed in, what Ctrl-C does, the exit code. */
export async function main(): Promise<void> {
  const stopping = new AbortController()
  let stoppingSince: number | undefined
  const stop = () => {
    // npx passes on what the terminal has sent already; who asks again later will not wait.
    const isAgain = stoppingSince !== undefined && performance.now() - stoppingSince > 1_000
    if (isAgain) process.exit(exitCodes.cancelled)
    stoppingSince ??= performance.now()
    stopping.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Whoever reads our output may have read enough, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.ok)
    throw error
  })
  // Remarks are no results: the command goes on without whoever listened to them.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const environment = processEnvironment(stopping.signal)
  process.exitCode = await runCommandLine(root, process.argv.slice(2), environment)
  // Whoever answered through a pipe may keep it open: nothing more is asked.
  if ('unref' in process.stdin) process.stdin.unref()
  process.off('SIGINT', stop)
  process.off('SIGTERM', stop)
}
