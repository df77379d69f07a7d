import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { inject } from 'vitest'
import type { Group } from '../src/command/command.ts'
import { runCommandLine } from '../src/command/run.ts'
import { root as everyCommand } from '../src/commands/root.ts'
import type { Environment } from '../src/environment/environment.ts'
import { modeOf } from '../src/environment/mode.ts'

export interface RunOptions {
  env?: Record<string, string>
  stdin?: string
  /** An empty folder when left out. */
  cwd?: string
  /** Where the profiles are kept; an empty folder when left out. */
  home?: string
  /** Standard streams are a terminal with a person before it, who types these keys, one after another. */
  keys?: string[]
  /** Other commands than the real ones. */
  root?: Group
  /** The world that the command sees, in place of this or that of the usual one. */
  environment?: Partial<Environment>
}

export interface Result {
  code: number
  stdout: string
  stderr: string
}

/** The command in this process: as `runProcess`, and many times faster. */
export async function run(args: string[], options: RunOptions = {}): Promise<Result> {
  const isTerminal = options.keys !== undefined
  const stdout = collect(isTerminal)
  const stderr = collect(isTerminal)
  const env = options.env ?? {}
  const environment: Environment = {
    env,
    cwd: options.cwd ?? (await emptyFolder()),
    home: options.home ?? (await emptyFolder()),
    platform: process.platform,
    stdin: isTerminal
      ? keyboard(options.keys ?? [], stderr.stream)
      : Readable.from([options.stdin ?? '']),
    stdout: stdout.stream,
    stderr: stderr.stream,
    fetch,
    now: () => new Date(),
    signal: new AbortController().signal,
    mode: modeOf(env, isTerminal),
    ...options.environment,
  }
  const code = await runCommandLine(options.root ?? everyCommand, args, environment)
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

/** What a command printed with `--json`. */
// biome-ignore lint/suspicious/noExplicitAny: what a document holds is what the tests find out.
export const json = ({ stdout }: Result): any => JSON.parse(stdout)

/** What a command that failed with `--json` printed. */
export const jsonError = ({
  stderr,
}: Result): { code: string; message: string; details?: unknown; recovery?: string } =>
  JSON.parse(stderr).error

/** Gone when the run ends: some hold hundreds of megabytes of packages. */
export const emptyFolder = () => mkdtemp(join(inject('scratchFolder'), 'cli-'))

function collect(isTTY: boolean) {
  const chunks: string[] = []
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100 })
  stream.on('data', (chunk) => chunks.push(String(chunk)))
  return { stream, text: () => chunks.join('') }
}

/** Each key is pressed when something new is on the screen. */
function keyboard(keys: string[], screen: PassThrough) {
  const stream = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stream })
  const left = [...keys]
  let isWaiting = false
  screen.on('data', () => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      const key = left.shift()
      if (key !== undefined) stream.write(key)
    }, 20)
  })
  return stream
}
