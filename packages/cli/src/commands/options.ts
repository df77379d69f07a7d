import type { OptionSpec } from '../command/command.ts'
import { usageError } from '../command/command-error.ts'

/** Lists take these, and pass them on as they are. */
export const pagination = {
  limit: { type: 'number', min: 1, max: 100, default: 10, summary: 'How many, up to 100' },
  after: { type: 'string', value: 'ID', summary: 'Only what comes after this one' },
  before: { type: 'string', value: 'ID', summary: 'Only what comes before this one' },
  order: {
    type: 'string',
    choices: ['asc', 'desc'],
    default: 'desc',
    summary: 'Oldest or newest first',
  },
} as const satisfies Record<string, OptionSpec>

/** Whatever cannot be undone asks first, with `ask.permission(question, yes)`. */
export const yes = {
  type: 'boolean',
  short: 'y',
  summary: 'Do not ask',
} as const satisfies OptionSpec

export const metadata = {
  type: 'string',
  value: 'KEY=VALUE',
  multiple: true,
  summary: 'A value of your own; may be given several times',
} as const satisfies OptionSpec

/** Undefined where none was given, so that nothing is sent. */
export function readMetadata(pairs: string[]): Record<string, string> | undefined {
  if (pairs.length === 0) return undefined
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw usageError(`--metadata must be KEY=VALUE, not "${pair}".`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

/** An update without a change is a mistake. */
export function refuseEmpty(changes: Record<string, unknown>): void {
  if (Object.values(changes).some((value) => value !== undefined)) return
  throw usageError('There is nothing to change.', 'Add --help to see what can be changed.')
}
