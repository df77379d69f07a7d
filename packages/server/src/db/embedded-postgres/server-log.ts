import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'

const keptLines = 30

/** Passes PostgreSQL's own log on to ours, and keeps its last lines to explain a failure with. */
export function followServerLog(stream: Readable, log: Logger): { recent(): string } {
  const lines: string[] = []
  createInterface({ input: stream }).on('line', (line) => {
    const [, process, severity = 'LOG', message = line] =
      /^([^|]*)\|(\w+):\s+(.*)$/.exec(line) ?? []
    log[levelOf(process, severity)]({ postgres: process }, message)
    lines.push(`${severity}: ${message}`)
    if (lines.length > keptLines) lines.shift()
  })
  return { recent: () => lines.join('\n') }
}

/** What fails for a client is told to that client, which decides what it means. */
function levelOf(process: string | undefined, severity: string): 'debug' | 'warn' | 'error' {
  if (severity === 'PANIC') return 'error'
  if (process === 'client backend') return 'debug'
  if (severity === 'ERROR' || severity === 'FATAL') return 'error'
  return severity === 'WARNING' ? 'warn' : 'debug'
}
