import { usageError } from '../../command/command-error.ts'
import type { Context } from '../../command/context.ts'
import type { EngineFinder } from '../install.ts'
import { type Budget, createAgentEngine, DEFAULT_BUDGET } from './agent-engine.ts'
import { chooseModel } from './model.ts'

export interface AgentOptions {
  /** Use a model even where a recipe would do. */
  agent?: boolean
  model?: string
  maxTokens?: number
  maxMinutes?: number
}

/**
 * The model that the person named or has a key for. Their source goes to its provider, so a model
 * that nobody named is asked about first; where nobody can be asked it is left out.
 */
export function engineFinder({ environment, ask }: Context, options: AgentOptions): EngineFinder {
  return async (need) => {
    if (need === 'asked' && !options.agent) return null
    const chosen = chooseModel(environment.env, options.model)
    if (!chosen) {
      if (!options.agent) return null
      throw usageError(
        'There is no model to use.',
        'Set ANTHROPIC_API_KEY, OPENAI_API_KEY, GOOGLE_GENERATIVE_AI_API_KEY, MISTRAL_API_KEY or LATCHKEY_MODEL_URL.',
      )
    }
    const isNamed = options.agent || options.model !== undefined
    if (!isNamed && !ask.isPossible) return null
    if (!isNamed && !(await ask.confirm(question(chosen.name), 'model'))) return null
    const budget: Budget = {
      tokens: options.maxTokens ?? DEFAULT_BUDGET.tokens,
      minutes: options.maxMinutes ?? DEFAULT_BUDGET.minutes,
    }
    return createAgentEngine(chosen, budget)
  }
}

function question(model: string): string {
  return `No recipe fits this project. Let ${model} read it and write the integration?`
}
