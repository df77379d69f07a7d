import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findFreePort, type Platform, untilPrinted } from './platform.ts'

export interface FrameworkExample {
  url: string
  /** Runs a program of its packages in its folder; throws with what it said when it fails. */
  run(program: string, ...args: string[]): Promise<unknown>
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
  const folder = await copyExample(inRoot(`examples/${name}`))
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
    run: (program, ...args) =>
      promisify(execFile)(join(folder, 'node_modules', '.bin', program), args, {
        cwd: folder,
        env: { PATH },
      }).catch(({ stdout, stderr }) => {
        throw new Error(`${program}: ${stdout}${stderr}`)
      }),
    setClock,
    async stop() {
      await stopGroup(child)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** What a person who copies the folder gets, and the packages that `npm install` would bring. */
async function copyExample(example: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `latchkey-${basename(example)}-`))
  const isMade = /[\\/](\.env(\.local)?|\.next|\.tanstack|\.vite|dist)$/
  if (existsSync(join(example, 'package-lock.json'))) {
    const { ensureDependencies } = await import(installer)
    await ensureDependencies(example)
  } else {
    await symlink(inRoot('node_modules'), join(folder, 'node_modules'), 'junction')
  }
  await cp(example, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path.includes('node_modules') || !isMade.test(path),
  })
  return folder
}

/** Over when everybody who could still print something is gone. */
async function stopGroup(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close')
  process.kill(-(child.pid as number), 'SIGTERM')
  await ended
}
