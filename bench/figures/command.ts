import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort, untilReady, withoutSettings } from '../servers/latchkey.ts'
import { withTemporaryFolder } from '../servers/temporary-folder.ts'
import { median, rounded } from '../statistics.ts'
import type { Effort, Line } from './figure.ts'

const latchkey = fileURLToPath(new URL('../../packages/cli/bin/latchkey.mjs', import.meta.url))
const helpBar = { help_ms_below: 150 }
const startBar = { first_ms_below: 3_000, later_ms_below: 1_000 }

/** `latchkey --help`, beside a Node that does nothing: that is where most of the time goes. */
export async function commandHelp({ rounds }: Effort): Promise<Line> {
  const help: number[] = []
  const nothing: number[] = []
  for (let call = 0; call < rounds * 3; call++) {
    help.push(await millisecondsOf([latchkey, '--help']))
    nothing.push(await millisecondsOf(['--eval', '0']))
  }
  const line = { help_ms: rounded(median(help)) }
  return {
    figure: 'command-help',
    unit: 'ms',
    latchkey: line,
    reference: { empty_program_ms: rounded(median(nothing)) },
    bar: helpBar,
    met: line.help_ms < helpBar.help_ms_below,
    calls: help.length,
  }
}

/** `latchkey start`, with an empty folder and with the one that it filled. */
export async function commandStart({ starts }: Effort): Promise<Line> {
  return withTemporaryFolder(async (folder) => {
    const first: number[] = []
    const later: number[] = []
    for (let round = 0; round < starts; round++) {
      for (const into of [first, later, later]) into.push(await startOnce(`${folder}/${round}`))
    }
    const line = { first_ms: rounded(median(first)), later_ms: rounded(median(later)) }
    const met = line.first_ms < startBar.first_ms_below && line.later_ms < startBar.later_ms_below
    return { figure: 'command-start', unit: 'ms', latchkey: line, bar: startBar, met }
  })
}

async function millisecondsOf(words: string[]): Promise<number> {
  const startedAt = performance.now()
  await promisify(execFile)(process.execPath, words)
  return performance.now() - startedAt
}

async function startOnce(dataFolder: string): Promise<number> {
  const port = await freePort()
  const startedAt = performance.now()
  const words = [latchkey, 'start', '--port', String(port), '--data-dir', dataFolder]
  const child = spawn(process.execPath, words, {
    env: withoutSettings(process.env),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await untilReady(child)
  const milliseconds = performance.now() - startedAt
  child.kill('SIGTERM')
  await once(child, 'exit')
  return milliseconds
}
