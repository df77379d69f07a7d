import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findFreePort, type Platform, untilPrinted } from './platform.ts'

export interface FrameworkExample {
  url: string
  /** Where its copy is. */
  folder: string
  /** Throws with what the compiler says. */
  checkTypes(): Promise<unknown>
  /** Sets the clock of all its processes to so much later than it is. */
  setClock(secondsLater: number): Promise<void>
  stop(): Promise<void>
}

const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const sharedClock = new URL('./shared-clock.mjs', import.meta.url).href
const installer = new URL('../scripts/workspace/dependencies.mjs', import.meta.url).href

/** `npm run dev` in a copy of an example, as its README tells people to do. */
export async function startFrameworkExample(
  name: string,
  platform: Platform,
): Promise<FrameworkExample> {
  const folder = await copyExample(name)
  const clockFile = join(folder, 'clock')
  const setClock = async (secondsLater: number) => {
    // Renamed, so that nobody reads half of it.
    await writeFile(`${clockFile}.new`, String(secondsLater * 1000))
    await rename(`${clockFile}.new`, clockFile)
  }
  await setClock(0)
  const port = String(await findFreePort())
  const PATH = `${inRoot('node_modules/.bin')}${delimiter}${process.env.PATH}`
  const child = spawn('npm', ['run', 'dev'], {
    cwd: folder,
    env: {
      PATH,
      PORT: port,
      LATCHKEY_URL: platform.url,
      NODE_OPTIONS: `--import ${sharedClock}`,
      SHARED_CLOCK_FILE: clockFile,
      STARTED_BY: String(process.pid),
      NEXT_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, which can be ended whole: npm ends alone.
    detached: true,
  })
  await untilPrinted(child, /Local:/)
  const url = `http://localhost:${port}`
  // Compiled when it is asked for, which takes longer than a page may take in a browser.
  await fetch(url)
  return {
    url,
    folder,
    checkTypes: () =>
      promisify(execFile)('tsc', ['--noEmit'], { cwd: folder, env: { PATH } }).catch(
        ({ stdout }) => {
          throw new Error(stdout)
        },
      ),
    setClock,
    stop: () => stopGroup(child),
  }
}

/**
 * What a person who copies the folder gets, beside the packages of an earlier run: those of Next.js
 * alone are 378 MB. Packages that stand in Latchkey's own lock file lie further up.
 */
async function copyExample(name: string): Promise<string> {
  const folder = inRoot(`examples/.running/${name}`)
  await mkdir(folder, { recursive: true })
  for (const left of await readdir(folder)) {
    if (left !== 'node_modules') await rm(join(folder, left), { recursive: true })
  }
  const isPartOfIt = (path: string) =>
    !/[\\/](node_modules|\.env(\.local)?|\.next|\.tanstack|dist)$/.test(path)
  await cp(inRoot(`examples/${name}`), folder, { recursive: true, filter: isPartOfIt })
  if (existsSync(join(folder, 'package-lock.json'))) {
    const { ensureDependencies } = await import(installer)
    await ensureDependencies(folder)
  }
  return folder
}

/** Over when everybody who could still print something is gone. */
async function stopGroup(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close')
  process.kill(-(child.pid as number), 'SIGTERM')
  await ended
}
