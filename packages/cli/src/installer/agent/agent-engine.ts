import {
  APICallError,
  generateText,
  hasToolCall,
  isStepCount,
  type ModelMessage,
  RetryError,
  tool,
} from 'ai'
import { z } from 'zod'
import { CommandError } from '../../command/command-error.ts'
import type { Context } from '../../command/context.ts'
import type { Engine, FailedCheck, Task } from '../engine.ts'
import type { Integration } from '../recipe.ts'
import { Answer, problemsOf, toIntegration } from './answer.ts'
import { INSTRUCTIONS, repairPrompt, taskPrompt } from './instructions.ts'
import { knownSecrets } from './known-secrets.ts'
import type { ChosenModel } from './model.ts'
import { createTools } from './tools.ts'

/** What a run may cost at most, in all its rounds together. */
export interface Budget {
  tokens: number
  minutes: number
}

export const DEFAULT_BUDGET: Budget = { tokens: 400_000, minutes: 10 }

const STEPS_A_ROUND = 60

/** Integrates by a language model with bounded tools. The conversation goes on through repairs. */
export function createAgentEngine(chosen: ChosenModel, budget: Budget): Engine {
  const conversation = new Conversation(chosen, budget)
  return {
    name: chosen.name,
    integrate: (task) => conversation.say(task, taskPrompt(task)),
    repair: (task, { command, output }: FailedCheck) =>
      conversation.say(task, repairPrompt(command, output)),
  }
}

class Conversation {
  readonly #chosen: ChosenModel
  readonly #budget: Budget
  readonly #messages: ModelMessage[] = []
  #tokens = 0
  #milliseconds = 0

  constructor(chosen: ChosenModel, budget: Budget) {
    this.#chosen = chosen
    this.#budget = budget
  }

  /** One round: until the model finishes, gives up, or has used what it may. */
  async say(task: Task, content: string): Promise<Integration> {
    this.#messages.push({ role: 'user', content })
    const started = performance.now()
    const ending: { answer?: Answer; reason?: string } = {}
    try {
      await this.#run(task, ending)
    } catch (error) {
      throw this.#inWords(error, task.context)
    } finally {
      this.#milliseconds += performance.now() - started
    }
    if (ending.answer) return toIntegration(ending.answer)
    if (ending.reason) throw gaveUp(this.#chosen.name, ending.reason)
    throw this.#tokens >= this.#budget.tokens
      ? spent(`${this.#budget.tokens} tokens`, '--max-tokens')
      : unfinished(this.#chosen.name)
  }

  async #run(task: Task, ending: { answer?: Answer; reason?: string }): Promise<void> {
    const { project, context, workbench } = task
    const secrets = knownSecrets(project.tree, context.environment.env)
    const show = (text: string) => context.output.note(text)
    const { response } = await generateText({
      model: await this.#chosen.load(),
      instructions: INSTRUCTIONS,
      messages: [...this.#messages],
      tools: {
        ...createTools({ project, workbench, secrets, show }),
        ...endingTools(task, ending),
      },
      stopWhen: [
        isStepCount(STEPS_A_ROUND),
        hasToolCall('give_up'),
        () => ending.answer !== undefined,
        () => this.#tokens >= this.#budget.tokens,
      ],
      onStepFinish: ({ usage }) => {
        this.#tokens += usage.totalTokens ?? 0
      },
      maxRetries: 2,
      abortSignal: AbortSignal.any([
        context.environment.signal,
        AbortSignal.timeout(this.#timeLeft()),
      ]),
    })
    this.#messages.push(...response.messages)
  }

  #timeLeft(): number {
    return Math.max(1, this.#budget.minutes * 60_000 - this.#milliseconds)
  }

  #inWords(error: unknown, { environment }: Context): unknown {
    if (environment.signal.aborted || error instanceof CommandError) return error
    if (error instanceof Error && error.name === 'TimeoutError') {
      return spent(`${this.#budget.minutes} minutes`, '--max-minutes')
    }
    const last = RetryError.isInstance(error) ? error.lastError : error
    if (APICallError.isInstance(last)) return notAnswered(this.#chosen.name, last)
    return unfinished(this.#chosen.name, error)
  }
}

/** The two ways to end. An answer that does not fit the project is told, so that it can be mended. */
function endingTools({ project, workbench }: Task, ending: { answer?: Answer; reason?: string }) {
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

const BY_HAND = 'Nothing was changed. The guides say how to do it by hand: latchkey guide list'

function gaveUp(model: string, reason: string): CommandError {
  return new CommandError('model_gave_up', `${model} could not do it: ${reason}`, {
    recovery: BY_HAND,
  })
}

function unfinished(model: string, cause?: unknown): CommandError {
  return new CommandError('model_unfinished', `${model} did not finish the integration.`, {
    recovery: BY_HAND,
    cause,
  })
}

function spent(limit: string, option: string): CommandError {
  return new CommandError('model_budget_spent', `The model used up ${limit} and was stopped.`, {
    recovery: `Nothing was changed. Allow more with ${option}.`,
  })
}

function notAnswered(model: string, error: APICallError): CommandError {
  const { statusCode } = error
  if (statusCode === 401 || statusCode === 403) {
    return new CommandError('model_key_refused', `${model} refuses the key.`, {
      recovery: 'Nothing was changed. Give a key that may use this model.',
    })
  }
  if (statusCode === 429) {
    return new CommandError('model_rate_limited', `${model} takes no more requests for now.`, {
      recovery: 'Nothing was changed. Wait, or name another model with --model.',
    })
  }
  const reason =
    statusCode === undefined ? 'cannot be reached' : `answers with status ${statusCode}`
  return new CommandError('model_unreachable', `${model} ${reason}.`, {
    recovery: 'Nothing was changed. Try again, or name another model with --model.',
    cause: error,
  })
}
