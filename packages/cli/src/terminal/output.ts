import type { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import { type Paint, paintFor } from './paint.ts'
import { paintPatch } from './paint-patch.ts'
import { type Progress, showStep, showWaiting, startProgress } from './progress.ts'
import { type Column, fieldLines, printableLines, tableLines } from './table.ts'

export interface Page<Row> {
  data: Row[]
  listMetadata: { before?: string | null; after?: string | null }
}

/**
 * Everything a command says. It says each thing once, for both readers: a person gets lines, a
 * program (`--json`) gets one JSON document on standard output. Remarks on the way go to standard error.
 */
export interface Output {
  isJson: boolean
  /** For lines on standard output. */
  paint: Paint
  /** A line for people; programs do not get it. */
  line(text?: string): void
  /** It is done. Programs get `{status, message, data}`, people the message and then `lines`. */
  success(message: string, data?: unknown, lines?: string[]): void
  /** One thing. Programs get it whole, people the fields that matter. */
  record(message: string, data: unknown, fields: Record<string, unknown>): void
  /** One page of a list, and for people how to get the next one. `empty` says what could be there. */
  list<Row>(page: Page<Row>, columns: Column<Row>[], empty: string): void
  /** One of a stream, such as an event: a line for people, a line of JSON for programs. */
  item(data: unknown, line: string): void
  /** Exactly this, for both: an answer of the API, a script. */
  raw(text: string): void
  /** A remark that is no result. Programs do not get it. */
  note(text: string): void
  /** A patch, as a remark. */
  patch(text: string): void
  warn(text: string): void
  /** As `step`, for what happens so often that only the one at work is worth a line. */
  waiting<Result>(title: string, work: () => PromiseLike<Result>): Promise<Result>
  step<Result>(title: string, work: () => Promise<Result>): Promise<Result>
  progress(title: string, total: number): Progress
  error(error: CommandError): void
}

const silentProgress: Progress = { advance() {}, done() {} }

export function createOutput(environment: Environment, isJson: boolean): Output {
  const { stdout, stderr } = environment
  const paint = paintFor(stdout, environment)
  const stderrPaint = paintFor(stderr, environment)
  const write = (text: string) => stdout.write(`${text}\n`)
  const json = (value: unknown) => write(JSON.stringify(value, null, 2))
  const lines = (texts: string[]) => {
    for (const text of texts) write(text)
  }
  return {
    isJson,
    paint,
    line(text = '') {
      if (!isJson) write(text)
    },
    success(message, data = null, more = []) {
      if (isJson) return json({ status: 'ok', message, data })
      // Messages name things as strangers called them.
      lines([`${paint.good('✓')} ${printableLines(message)}`, ...more.map(printableLines)])
    },
    record(message, data, fields) {
      if (isJson) return json({ status: 'ok', message, data })
      lines(fieldLines(fields))
    },
    list({ data, listMetadata }, columns, empty) {
      if (isJson) return json({ data, listMetadata })
      if (data.length === 0) return lines([empty])
      const [titles = '', ...rows] = tableLines(data, columns)
      lines([paint.quiet(titles), ...rows])
      const { after } = listMetadata
      if (after) stderr.write(`${stderrPaint.quiet(`More with --after ${after}`)}\n`)
    },
    item(data, line) {
      write(isJson ? JSON.stringify(data) : line)
    },
    raw(text) {
      stdout.write(text)
    },
    note(text) {
      if (!isJson) stderr.write(`${text}\n`)
    },
    patch(text) {
      if (!isJson) stderr.write(`${paintPatch(text, stderrPaint)}\n`)
    },
    warn(text) {
      if (!isJson) stderr.write(`${stderrPaint.warning('!')} ${text}\n`)
    },
    async waiting(title, work) {
      return isJson ? work() : showWaiting(environment, stderrPaint, title, work)
    },
    step(title, work) {
      return isJson ? work() : showStep(environment, stderrPaint, title, work)
    },
    progress(title, total) {
      return isJson ? silentProgress : startProgress(environment, stderrPaint, title, total)
    },
    error({ code, message, details, recovery }) {
      if (isJson) {
        const error = { code, message, details, recovery }
        stderr.write(`${JSON.stringify({ error }, null, 2)}\n`)
        return
      }
      stderr.write(`${stderrPaint.bad('✗')} ${printableLines(message)}\n`)
      if (recovery) stderr.write(`${printableLines(recovery).replace(/^/gm, '  ')}\n`)
    },
  }
}
