import { wrapLanguageModel } from 'ai'
import type { LanguageModel } from './guarded-model.ts'

interface Patience {
  /** For one answer, however many there are. */
  minutes: number
  /** Shows that it is waited for. */
  waiting: <Answer>(answer: () => PromiseLike<Answer>) => Promise<Answer>
}

/** A model that is left when an answer takes too long. */
export function patient(model: LanguageModel, { minutes, waiting }: Patience): LanguageModel {
  return wrapLanguageModel({
    model,
    middleware: {
      transformParams: async ({ params }) => {
        const limit = AbortSignal.timeout(minutes * 60_000)
        const { abortSignal } = params
        return {
          ...params,
          abortSignal: AbortSignal.any([limit, ...(abortSignal ? [abortSignal] : [])]),
        }
      },
      wrapGenerate: ({ doGenerate }) => waiting(doGenerate),
    },
  })
}
