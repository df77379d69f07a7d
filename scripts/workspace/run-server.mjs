import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inRoot } from './paths.mjs'
import { StepFailed, workspaceEnvironment } from './step.mjs'

const endWithParent = pathToFileURL(inRoot('scripts', 'workspace', 'end-with-parent.mjs')).href

/** Runs the server in the place of this process: its output, its signals, its exit code. */
export function runServer(runtime, args) {
  const child = spawn(runtime, ['--import', endWithParent, ...args], {
    env: serverEnvironment(),
    // The channel says nothing. It closes when this process ends, however it ends.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Ctrl-C reaches the whole group of the terminal, and npm sends it on as well: the server, in a
    // group of its own, gets it once, from here.
    detached: process.platform !== 'win32',
  })
  passOn(child, { SIGINT: 'SIGINT', SIGTERM: 'SIGTERM', SIGHUP: 'SIGTERM' })
  endWithNpm(child)
  return new Promise((_, reject) => {
    child.on('error', (error) => reject(new StepFailed(`${runtime}: ${error.message}`)))
    child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
  })
}

/** Each signal once: a server told to stop stops, and bounds by itself how long that takes. */
function passOn(child, signals) {
  for (const [received, sent] of Object.entries(signals)) {
    let passedOn = false
    process.on(received, () => {
      if (!passedOn) child.kill(sent)
      passedOn = true
    })
  }
}

/** npm killed by force cannot pass anything on: whoever it started is given another parent. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const atStart = ancestors()
  const timer = setInterval(() => {
    if (ancestors() === atStart) return
    clearInterval(timer)
    child.kill('SIGTERM')
  }, 500)
  timer.unref()
}

/** npm itself, or the shell that npm runs scripts in and, above it, npm. */
function ancestors() {
  const parent = process.ppid
  try {
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: number (name) state parent …
    const [, name, grandparent] = /\((.*)\) \S (\d+)/.exec(
      readFileSync(`/proc/${parent}/stat`, 'utf8'),
    )
    return /^(sh|dash|ash|bash)$/.test(name) ? `${parent} ${grandparent}` : `${parent}`
  } catch {
    return `${parent}`
  }
}

function serverEnvironment() {
  const env = workspaceEnvironment()
  const typedIn = env.INIT_CWD ?? process.cwd()
  return {
    ...env,
    // npm runs scripts in the root of the clone; a relative folder means where the person typed it.
    LATCHKEY_DATA_DIR: env.LATCHKEY_DATA_DIR
      ? resolve(typedIn, env.LATCHKEY_DATA_DIR)
      : inRoot('.latchkey'),
    NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? inRoot('node_modules', '.cache', 'compiled'),
  }
}
