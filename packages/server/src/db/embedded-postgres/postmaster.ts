import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Access, Connection } from './access.ts'
import { cannotRunBinaries, explainFailure } from './failure.ts'
import type { Home } from './home.ts'
import { spawnAs } from './run-as.ts'
import { followServerLog } from './server-log.ts'
import { settings } from './settings.ts'
import { stopInSteps } from './stop-in-steps.ts'

/** One run of PostgreSQL's main process, from its start to its end. */
export interface Postmaster {
  readonly pid: number
  /** Resolves when it accepts connections; rejects with the reason when it ends before that. */
  readonly ready: Promise<void>
  /** Resolves with how it ended, in words. Never rejects. */
  readonly ended: Promise<string>
  /** What it said last. */
  lastWords(): string
  stop(): Promise<void>
}

export function launchPostmaster(home: Home, access: Access, log: Logger): Postmaster {
  const all = { ...settings, ...access.settings }
  const parameters = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawnAs(home.runAs, home.binaries.postgres, ['-D', home.cluster, ...parameters], {
    // A session of its own: Ctrl-C in the terminal is for the server, which still needs its database.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const serverLog = followServerLog(child.stderr as NonNullable<typeof child.stderr>, log)
  child.once('error', () => {})
  const pid = child.pid
  if (pid === undefined) throw cannotRunBinaries(home.binaries.postgres, 'it cannot be started')
  child.once('exit', endWithUs(pid))
  const ended = new Promise<string>((resolve) => {
    // "close" comes when the log has ended too: the last line is read, and the last of the processes
    // that a killed postmaster leaves for a moment is gone, so that a new one can start.
    child.once('close', (code, signal) => resolve(signal ? `by ${signal}` : `exit code ${code}`))
  })
  return {
    pid,
    ended,
    ready: untilReady(access.connection, ended, serverLog.recent),
    lastWords: serverLog.recent,
    async stop() {
      const running = child.exitCode === null && child.signalCode === null
      if (running) await stopInSteps(pid, ended)
    },
  }
}

/** Knocks until somebody opens. A recovery may take its time: only the end of the process ends this. */
async function untilReady(
  connection: Connection,
  ended: Promise<string>,
  lastWords: () => string,
): Promise<void> {
  let end: string | undefined
  ended.then((words) => {
    end = words
  })
  for (let pause = 4; ; pause = Math.min(pause * 1.5, 100)) {
    if (end !== undefined) {
      throw explainFailure('PostgreSQL could not start', lastWords() || end)
    }
    if (await accepts(connection)) return
    await sleep(pause)
  }
}

/** Not listening yet, or listening and still starting up (57P03: cannot_connect_now). */
const notYet = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03'])

async function accepts(connection: Connection): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    // Without a code it broke off or timed out: the end of the process or the next attempt will tell.
    if (code === undefined || notYet.has(code)) return false
    throw explainFailure('PostgreSQL runs, but does not let Latchkey in', message)
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * Even a server killed by force takes its PostgreSQL along: a small process waits for the pipe from
 * us to close, which the operating system does whatever our end, and then asks for a fast shutdown.
 */
function endWithUs(pid: number): () => void {
  if (process.platform === 'win32') return () => {}
  const watcher = spawn('/bin/sh', ['-c', 'read _; kill -INT "$1"', 'sh', String(pid)], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.on('error', () => {})
  watcher.stdin.on('error', () => {})
  watcher.unref()
  return () => watcher.kill('SIGKILL')
}
