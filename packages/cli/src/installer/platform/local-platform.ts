import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { CommandError } from '../../command/command-error.ts'
import type { Environment } from '../../environment/environment.ts'
import { makeOwnFolder, OWN_FOLDER } from '../own-folder.ts'

/** A platform that we started in the background for one project. */
export interface LocalPlatform {
  pid: number
  url: string
}

const PACKAGE_JSON = fileURLToPath(import.meta.resolve('latchkey/package.json'))
const FIRST_PORT = 4000
const READY_WITHIN_MS = 60_000
const STOPPED_WITHIN_MS = 20_000

const recordOf = (folder: string) => join(folder, OWN_FOLDER, 'platform.json')
const logOf = (folder: string) => join(folder, OWN_FOLDER, 'platform.log')

/** The command that runs a platform for a folder, with its data in there. */
export function platformCommand(folder: string, port: number): string[] {
  const bin = join(dirname(PACKAGE_JSON), 'bin/latchkey.mjs')
  const dataFolder = makeOwnFolder(folder)
  return [process.execPath, bin, 'start', '--port', String(port), '--data-dir', dataFolder]
}

/** Starts a platform that outlives this command, and waits until it can serve. */
export async function startLocalPlatform(
  environment: Environment,
  folder: string,
): Promise<LocalPlatform> {
  const port = await choosePort()
  const url = `http://localhost:${port}`
  const [program = '', ...args] = platformCommand(folder, port)
  const log = openSync(logOf(folder), 'a', 0o600)
  const child = spawn(program, args, {
    cwd: folder,
    detached: true,
    env: { ...environment.env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let hasEnded = false
  child.once('exit', () => {
    hasEnded = true
  })
  const { pid } = child
  const until = environment.now().getTime() + READY_WITHIN_MS
  while (!(await isHealthy(environment, url))) {
    const isLate = environment.now().getTime() > until
    if (pid === undefined || hasEnded || isLate || environment.signal.aborted) {
      child.kill()
      throw notStarted(folder)
    }
    await wait(50)
  }
  const platform = { pid: pid ?? 0, url }
  writeFileSync(recordOf(folder), `${JSON.stringify(platform)}\n`, { mode: 0o600 })
  return platform
}

/** The platform that was started for this folder and still answers, or null. */
export async function findLocalPlatform(
  environment: Environment,
  folder: string,
): Promise<LocalPlatform | null> {
  const platform = readRecord(folder)
  return platform && (await isHealthy(environment, platform.url)) ? platform : null
}

/** Ends the folder's platform in good order; false when none was running. */
export async function stopLocalPlatform(
  environment: Environment,
  folder: string,
): Promise<boolean> {
  const platform = await findLocalPlatform(environment, folder)
  if (platform) {
    process.kill(platform.pid, 'SIGTERM')
    const until = environment.now().getTime() + STOPPED_WITHIN_MS
    while (isRunning(platform.pid)) {
      if (environment.now().getTime() > until) throw notStopped(platform.pid)
      await wait(50)
    }
  }
  rmSync(recordOf(folder), { force: true })
  return platform !== null
}

function readRecord(folder: string): LocalPlatform | null {
  try {
    return JSON.parse(readFileSync(recordOf(folder), 'utf8'))
  } catch {
    return null
  }
}

async function isHealthy({ fetch }: Environment, url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The port that somebody asked for, which must be free; else the first free one from 4000 on. */
export async function choosePort(wanted?: number): Promise<number> {
  if (wanted !== undefined) {
    if (await canListen(wanted)) return wanted
    throw new CommandError('port_in_use', `Another program uses port ${wanted}.`, {
      recovery: 'Stop it, or choose another port with --port.',
    })
  }
  for (let port = FIRST_PORT; port < FIRST_PORT + 100; port += 1) {
    if (await canListen(port)) return port
  }
  throw new CommandError('no_port', `No port from ${FIRST_PORT} on is free.`, {
    recovery: 'Stop what listens there, or start a platform yourself: latchkey start --port 5000',
  })
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: 'localhost' }, () => server.close(() => resolve(true)))
  })
}

function notStarted(folder: string): CommandError {
  const last = readLog(folder).trim().split('\n').at(-1) ?? ''
  return new CommandError('platform_not_started', `The platform did not start. ${last}`.trim(), {
    recovery: 'All it said is in .latchkey/platform.log. `latchkey start` shows it here.',
  })
}

function readLog(folder: string): string {
  try {
    return readFileSync(logOf(folder), 'utf8')
  } catch {
    return ''
  }
}

function notStopped(pid: number): CommandError {
  return new CommandError('platform_not_stopped', `The platform (process ${pid}) does not end.`, {
    recovery: `End it yourself: kill ${pid}`,
  })
}
