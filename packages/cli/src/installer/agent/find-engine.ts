import { usageError } from '../../command/command-error.ts'
import type { Context } from '../../command/context.ts'
import type { EngineFinder } from '../integrate.ts'
import { createAgentEngine } from './agent-engine.ts'
import { defaultBudget } from './budget.ts'
import { chooseModel, providers } from './model.ts'

export interface AgentOptions {
  /** Use a model even where a recipe would do. */
  agent?: boolean
  model?: string
  maxTokens: number
  maxMinutes: number
  /** Let the model run scripts and keep what it wrote, without asking. */
  yes?: boolean
}

/**
 * The model that the person named or has a key for. Their source goes to its provider, so a model
 * that nobody named is asked about first; where nobody can be asked it is left out.
 */
export function engineFinder({ environment, ask }: Context, options: AgentOptions): EngineFinder {
  return async (need) => {
    if (need === 'asked' && !options.agent) return null
    const chosen = chooseModel(environment, options.model)
    if (!chosen) {
      if (!options.agent) return null
      throw usageError(
        'There is no model to use.',
        `Set ${Object.values(providers)
          .map(({ keys: [key] }) => key)
          .join(', ')}, or name a local one: --model local/NAME.`,
      )
    }
    const isNamed = options.agent || (options.model ?? environment.env.LATCHKEY_MODEL)
    if (!isNamed && !ask.isPossible) return null
    if (!isNamed && !(await ask.confirm(question(chosen.name), 'model'))) return null
    const limits = { tokens: options.maxTokens, minutes: options.maxMinutes }
    return createAgentEngine(
      chosen,
      { ...defaultBudget, ...limits },
      { scripts: options.yes || undefined },
    )
  }
}

function question(model: string): string {
  return `No recipe fits this project. Let ${model} read it and write the integration?`
}
