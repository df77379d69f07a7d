import type { Difference } from './kind.ts'
import type { environmentNames } from './wire.ts'

/** One thing that was not as it is declared. */
export interface Change {
  environment: (typeof environmentNames)[number]
  kind: string
  key: string
  change: 'create' | 'update'
  fields: Difference[]
}

/** For the terminal: `staging  ~ user ada@example.com: first_name "Ada" → "Augusta"`. */
export function toLine({ environment, kind, key, change, fields }: Change): string {
  const thing = [environment, '', change === 'create' ? '+' : '~', kind, key]
  const told = fields.map(({ field, from, to }) => `${field} ${brief(from)} → ${brief(to)}`)
  const line = thing.join(' ').trimEnd()
  return told.length > 0 ? `${line}: ${told.join(', ')}` : line
}

const longestValue = 60

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text
}
