import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inRoot } from './paths.mjs'
import { StepFailed, workspaceEnvironment } from './step.mjs'

const endWithParent = pathToFileURL(inRoot('scripts', 'workspace', 'end-with-parent.mjs')).href
// V8 lets young objects pile up to three times this many megabytes before it looks through them.
// Half of its usual 16 takes 40 MB less after a burst of requests, and no more time for them.
const flags = ['--max-semi-space-size=8', '--import', endWithParent]

/** Runs the server in the place of this process: its output, its signals, its exit code. */
export function runServer(runtime, args) {
  const child = spawn(runtime, [...flags, ...args], {
    env: serverEnvironment(),
    // The channel says nothing. It closes when this process ends, however it ends.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Ctrl-C reaches the whole group of the terminal. The server, in a group of its own, hears it
    // from here, and ends in good order even when the whole group is killed by force.
    detached: process.platform !== 'win32',
  })
  passOn(child, { SIGINT: 'SIGINT', SIGTERM: 'SIGTERM', SIGHUP: 'SIGTERM' })
  endWithNpm(child)
  return new Promise((_, reject) => {
    child.on('error', (error) => reject(new StepFailed(`${runtime}: ${error.message}`)))
    child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
  })
}

function passOn(child, signals) {
  for (const [received, sent] of Object.entries(signals)) {
    process.on(received, () => child.kill(sent))
  }
}

/** npm killed by force cannot pass anything on: whoever it started is given another parent. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const atStart = ancestors()
  const timer = setInterval(() => {
    // "killed" is Node's word for: a signal was sent.
    if (ancestors() !== atStart && !child.killed) child.kill('SIGTERM')
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
    // React renders pages half as fast in the mode that checks its callers.
    NODE_ENV: env.NODE_ENV ?? 'production',
    // npm runs scripts in the root of the clone; a relative folder means where the person typed it.
    LATCHKEY_DATA_DIR: env.LATCHKEY_DATA_DIR
      ? resolve(typedIn, env.LATCHKEY_DATA_DIR)
      : inRoot('.latchkey'),
  }
}
