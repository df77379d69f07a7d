import { tool } from 'ai'
import { z } from 'zod'
import type { Task } from '../engine.ts'
import { Answer, problemsOf } from './answer.ts'

/** How a round of the conversation ends. */
export interface Ending {
  answer?: Answer
  /** Why the model gave up. */
  reason?: string
  /** What broke on our side: the model need not hear of it. */
  failure?: unknown
  hasEnded: () => boolean
}

export function createEnding(): Ending {
  return {
    hasEnded() {
      return this.answer !== undefined || this.reason !== undefined || this.failure !== undefined
    },
  }
}

/** The two ways to end. An answer that does not fit the project is told, so that it can be mended. */
export function endingTools({ project, workbench }: Task, ending: Ending) {
  return {
    finish: tool({
      description: 'Call this when the integration is written and the checks pass.',
      inputSchema: Answer,
      execute: async (answer) => {
        const problems = problemsOf(answer, project, workbench.written())
        if (problems.length > 0) return `Not yet:\n${problems.join('\n')}`
        ending.answer = answer
        return 'Thank you.'
      },
    }),
    give_up: tool({
      description: 'Call this when the integration cannot be written here.',
      inputSchema: z.object({ reason: z.string().max(500) }),
      execute: async ({ reason }) => {
        ending.reason = reason
        return 'Understood.'
      },
    }),
  }
}
