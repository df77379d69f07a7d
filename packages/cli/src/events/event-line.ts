import type { Paint } from '../terminal/paint.ts'
import { printable } from '../terminal/table.ts'

/** What happened, as the platform tells it. What its data holds depends on its name. */
export interface PlatformEvent {
  id: string
  event: string
  created_at: string
  data: Record<string, unknown>
  context?: Record<string, unknown>
}

/** When, what, about whom; why it failed, and from which address. One line, whatever is in it. */
export function eventLine({ created_at, event, data }: PlatformEvent, paint: Paint): string {
  const failed = event.endsWith('_failed')
  const parts = [
    paint.quiet(created_at.replace('T', ' ').replace(/\.\d+Z$/, 'Z')),
    (failed ? paint.bad : paint.strong)(event),
    subjectOf(data),
    reasonOf(data),
    data.ip_address && paint.quiet(printable(data.ip_address)),
  ]
  return parts.filter(Boolean).join('  ')
}

/** The best name that it has. */
const subjectOf = (data: Record<string, unknown>) =>
  printable(data.email ?? data.slug ?? data.domain ?? data.name ?? data.id)

function reasonOf({ error }: Record<string, unknown>): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { message, code } = error as { message?: unknown; code?: unknown }
  return printable(message ?? code)
}
