import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { inRoot, root } from './paths.mjs'

/** What went wrong, in words that need no stack trace. */
export class StepFailed extends Error {
  constructor(words, { exitCode = 1 } = {}) {
    super(words)
    this.exitCode = exitCode
  }
}

/** Does one step of the set-up and tells about it in one line. Standard output stays the server's. */
export async function step(title, work) {
  const startedAt = Date.now()
  process.stderr.write(`${title} …`)
  try {
    const result = await work()
    process.stderr.write(` ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
    return result
  } catch (error) {
    process.stderr.write(' failed\n')
    throw error
  }
}

/** Runs a program to its end. It is quiet, unless it fails: then everything it said is shown. */
export function runQuietly(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...common(),
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => reject(new StepFailed(`${program}: ${error.message}`)))
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new StepFailed(output.trim())),
    )
  })
}

/** Runs a program to its end in the open. Its exit code becomes ours, what ends us ends it. */
export function runOpenly(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...common(), ...options, stdio: 'inherit' })
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    // The terminal sends Ctrl-C to both: who asked for it sees the program end in good order.
    process.on('SIGINT', () => {})
    child.on('error', (error) => reject(new StepFailed(`${program}: ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) return resolve()
      reject(new StepFailed('', { exitCode: code ?? 1 }))
    })
  })
}

/** Runs what a script is there for; a failure is words on the terminal and exit code 1. */
export async function main(work) {
  try {
    await work()
  } catch (error) {
    const words = error instanceof StepFailed ? error.message : error.stack
    if (words) process.stderr.write(`\n${words}\n`)
    process.exitCode = error.exitCode ?? 1
  }
}

/** Inside the workspace "node" is the one that the workspace brings. */
export function workspaceEnvironment() {
  const { PATH = '' } = process.env
  return { ...process.env, PATH: `${inRoot('node_modules', '.bin')}${delimiter}${PATH}` }
}

const common = () => ({ cwd: root, env: workspaceEnvironment() })
