import type { LoadGenerator } from '../load/load-generator.ts'
import type { RunningLatchkey } from '../servers/latchkey.ts'
import type { People } from '../servers/people.ts'
import type { RunningReference } from '../servers/reference.ts'

/** One line of the report. */
export interface Line {
  figure: string
  /** Whether the figure meets what the project asks of itself, where it asks something. */
  met?: boolean
  [detail: string]: unknown
}

/** How long to measure. */
export interface Effort {
  rounds: number
  secondsEach: number
  starts: number
}

/** Both servers, with the same people in them. */
export interface Contestants {
  latchkey: RunningLatchkey
  reference: RunningReference
  people: People
  generator: LoadGenerator
  connections: number
}
