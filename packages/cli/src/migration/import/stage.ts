import type { Output } from '../../terminal/output.ts'
import type { Row } from '../tables.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Answer } from './patient-platform.ts'
import { several } from './several.ts'

/** What became of one thing. */
export type Outcome =
  | { is: 'created' | 'existing'; id: string }
  | { is: 'refused'; code: string; message: string }

interface Refused {
  row: Row
  code: string
  message: string
}

/** What became of all things of a kind. */
export interface Tally {
  created: number
  /** The platform had them, or an earlier run of this migration brought them. */
  existing: number
  refused: Refused[]
}

/** `key` names it within one migration; `row` is given back when it is refused. */
export interface Bringable {
  key: string
  row: Row
}

/** Things of one kind, and how one of them is brought in. */
export interface Stage<Item extends Bringable> {
  kind: string
  title: string
  items: Item[]
  bring(item: Item): Promise<Outcome>
}

const atATime = 8

/** Brings what the checkpoint does not have yet. */
export async function runStage<Item extends Bringable>(
  stage: Stage<Item>,
  checkpoint: Checkpoint,
  output: Output,
): Promise<Tally> {
  const tally: Tally = { created: 0, existing: 0, refused: [] }
  if (stage.items.length === 0) return tally
  const progress = output.progress(stage.title, stage.items.length)
  await several(stage.items, atATime, async (item) => {
    const known = checkpoint.find(stage.kind, item.key)
    const outcome: Outcome = known ? { is: 'existing', id: known } : await stage.bring(item)
    if (outcome.is === 'refused') {
      const { code, message } = outcome
      tally.refused.push({ row: item.row, code, message })
    } else {
      if (!known) await checkpoint.add(stage.kind, item.key, outcome.id)
      tally[outcome.is]++
    }
    progress.advance()
  })
  progress.done()
  return tally
}

/** The platform's refusal as what became of the thing. */
export function refusedBy({
  code,
  codes,
  message,
}: Extract<Answer<unknown>, { ok: false }>): Outcome {
  return { is: 'refused', code: codes.at(-1) ?? code, message }
}

export const refused = (code: string, message: string): Outcome => ({
  is: 'refused',
  code,
  message,
})
