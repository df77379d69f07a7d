import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { CommandError, cancelled } from '../../command/command-error.ts'
import type { Environment } from '../../environment/environment.ts'
import { readOrNull, writeWhole } from '../changes/files.ts'
import { makeOwnFolder, ownFolder, refuseForeignData, removeOwnFolder } from '../own-folder.ts'
import { identifyProcess, isRunning, type ProcessIdentity } from '../process-identity.ts'
import { freePort } from './free-port.ts'

/** A platform that we started in the background for one project. */
interface LocalPlatform extends ProcessIdentity {
  url: string
}

export interface StartedPlatform extends LocalPlatform {
  /** The one-time link that makes its owner; null when the platform has one already. */
  setUpUrl: string | null
  /** Whether this start made the folder with its data. */
  isNew: boolean
}

const ownManifest = fileURLToPath(import.meta.resolve('latchkey/package.json'))
const readyWithinMilliseconds = 60_000
const stoppedWithinMilliseconds = 20_000
const readyLine = /^Latchkey is ready at /m
const portTaken = /^The platform did not start\. .*\bAnother program uses port \d/
const mostPorts = 5
const setUpLink = /\S+\/set-up\?token=\S+/

const recordOf = (folder: string) => join(folder, ownFolder, 'platform.json')
const logOf = (folder: string) => join(folder, ownFolder, 'platform.log')

/** The command that runs a platform for a folder, with its data in there. */
export function platformCommand(folder: string, port: number): string[] {
  refuseForeignData(folder)
  const bin = join(dirname(ownManifest), 'bin/latchkey.mjs')
  const dataFolder = makeOwnFolder(folder)
  return [process.execPath, bin, 'start', '--port', String(port), '--data-dir', dataFolder]
}

/** Starts a platform that outlives this command, and waits until it can serve. */
export async function startLocalPlatform(
  environment: Environment,
  folder: string,
  wantedPort?: number,
): Promise<StartedPlatform> {
  const isNew = !existsSync(join(folder, ownFolder))
  let port = await freePort(wantedPort)
  for (let tries = 1; ; tries += 1) {
    try {
      return { ...(await startAt(environment, folder, port)), isNew }
    } catch (error) {
      // Between the look and the start, somebody else may have taken the port.
      if (isPortTaken(error) && tries < mostPorts) {
        port = await freePort(port + 1)
        continue
      }
      if (isNew) removeOwnFolder(folder)
      throw error
    }
  }
}

async function startAt(
  environment: Environment,
  folder: string,
  port: number,
): Promise<Omit<StartedPlatform, 'isNew'>> {
  const url = `http://localhost:${port}`
  const command = platformCommand(folder, port)
  const before = statSync(logOf(folder), { throwIfNoEntry: false })?.size ?? 0
  const child = spawnPlatform(environment, folder, command)
  const platform = { ...identifyProcess(child.pid ?? 0), url }
  // Before it is ready: whatever ends this process, `latchkey stop` finds it.
  writeWhole(recordOf(folder), `${JSON.stringify(platform)}\n`, 0o600)
  const printed = () => readLog(folder).subarray(before).toString('utf8')
  try {
    await untilReady(environment, child, printed)
  } catch (error) {
    await end(environment, child)
    rmSync(recordOf(folder), { force: true })
    throw error
  }
  child.unref()
  return { ...platform, setUpUrl: setUpLink.exec(printed())?.[0] ?? null }
}

/** Detached, so that Ctrl-C at this terminal later on does not end it. */
function spawnPlatform(
  { env }: Environment,
  folder: string,
  [program = '', ...args]: string[],
): ChildProcess {
  const log = openSync(logOf(folder), 'a', 0o600)
  try {
    return spawn(program, args, {
      cwd: folder,
      detached: true,
      windowsHide: true,
      env: { ...env },
      stdio: ['ignore', log, log],
    })
  } finally {
    closeSync(log)
  }
}

/** By its own words: on its port somebody else may answer. */
async function untilReady(
  { now, signal }: Environment,
  child: ChildProcess,
  printed: () => string,
): Promise<void> {
  let failure: Error | undefined
  child.once('error', (error) => {
    failure = error
  })
  const until = now().getTime() + readyWithinMilliseconds
  while (!readyLine.test(printed())) {
    if (signal.aborted) throw cancelled('Stopped.')
    if (failure || hasEnded(child) || now().getTime() > until) {
      throw notStarted(failure?.message ?? printed().trim().split('\n').at(-1) ?? '')
    }
    await wait(50)
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null

async function end({ now }: Environment, child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  const until = now().getTime() + stoppedWithinMilliseconds
  while (!hasEnded(child) && now().getTime() < until) await wait(50)
}

/** The platform that was started for this folder and still answers, or null. */
export async function findLocalPlatform(
  environment: Environment,
  folder: string,
): Promise<LocalPlatform | null> {
  const platform = readRecord(folder)
  if (!platform || !isRunning(platform)) return null
  return (await isHealthy(environment, platform.url)) ? platform : null
}

/** Ends the folder's platform in good order; false when none was running. */
export async function stopLocalPlatform(
  environment: Environment,
  folder: string,
): Promise<boolean> {
  const recorded = readRecord(folder)
  // One that is known by its start is ended also when it does not answer: nothing else would find it.
  const isKnown = recorded !== null && recorded.startedAt !== null && isRunning(recorded)
  const platform = isKnown ? recorded : await findLocalPlatform(environment, folder)
  if (platform) {
    process.kill(platform.pid, 'SIGTERM')
    const until = environment.now().getTime() + stoppedWithinMilliseconds
    while (isRunning(platform)) {
      if (environment.now().getTime() > until) throw notStopped(platform.pid)
      await wait(50)
    }
  }
  rmSync(recordOf(folder), { force: true })
  return platform !== null
}

/** It comes with the folder, so perhaps from a stranger: only what we would write is believed. */
function readRecord(folder: string): LocalPlatform | null {
  try {
    const { pid, startedAt, url } = JSON.parse(readOrNull(recordOf(folder)) ?? '{}')
    const isProcess = Number.isSafeInteger(pid) && pid > 1
    const isIdentified = typeof startedAt === 'string' || startedAt === null
    return isProcess && isIdentified && isOnThisMachine(url) ? { pid, startedAt, url } : null
  } catch {
    return null
  }
}

/** An origin and nothing more, so that no path or password rides along. */
function isOnThisMachine(url: unknown): boolean {
  if (typeof url !== 'string') return false
  const { protocol, hostname, origin } = new URL(url)
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'http:' && isLoopback && url === origin
}

/** Whether a Latchkey answers there, and can serve. */
export async function isHealthy({ fetch }: Environment, url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })
    return (await response.json()).status === 'ok'
  } catch {
    return false
  }
}

function readLog(folder: string): Buffer {
  return readFileSync(logOf(folder))
}

const isPortTaken = (error: unknown) =>
  error instanceof CommandError && portTaken.test(error.message)

function notStarted(last: string): CommandError {
  return new CommandError('platform_not_started', `The platform did not start. ${last}`.trim(), {
    recovery: '`latchkey start` shows all it says.',
  })
}

function notStopped(pid: number): CommandError {
  return new CommandError('platform_not_stopped', `The platform (process ${pid}) does not end.`, {
    recovery: `End it yourself: kill ${pid}`,
  })
}
