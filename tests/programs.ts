import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, dirname, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Where programs, the package manager's cache and authorities are: nothing else of our environment,
 * and none of the programs of this workspace, which would hide that a project lacks one.
 */
export function ownEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '', NODE_EXTRA_CA_CERTS = '' } = process.env
  const isOurs = (folder: string) => folder.endsWith(`node_modules${sep}.bin`)
  const folders = PATH.split(delimiter).filter((folder) => !isOurs(folder))
  return {
    PATH: [dirname(process.execPath), ...folders].join(delimiter),
    HOME,
    ...(NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS }),
  }
}

/** Runs a program to its end. Creators ask when there is somebody to ask: nobody types here. */
export async function runIn(
  folder: string,
  program: string,
  words: string[],
  env: Record<string, string>,
): Promise<string> {
  const child = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  if (code !== 0) throw new Error(`${program} ${words.join(' ')}\n${stdout}\n${stderr}`)
  return stdout
}

/** Ends a program with everything that it started, and waits for all of them. */
export async function stopGroup({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) return
  const until = Date.now() + endedWithinMilliseconds
  while (signalGroup(pid, 'SIGTERM')) {
    // What has ended stays in the list of processes where nobody asks how it ended; what has not, ends now.
    if (Date.now() > until) return void signalGroup(pid, 'SIGKILL')
    await wait(100)
  }
}

const endedWithinMilliseconds = 10_000

/** False when nobody of the group is left. */
function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
