import { generateText, isStepCount, type ModelMessage, type StepResult, type ToolSet } from 'ai'
import { grouped } from '../../terminal/counted.ts'
import type { Engine, FailedCheck, Task } from '../engine.ts'
import { knownSecrets } from '../project/known-secrets.ts'
import { secretRemover } from '../project/secrets.ts'
import type { Integration } from '../recipe.ts'
import { toIntegration } from './answer.ts'
import { type Boundaries, createBoundaries } from './boundaries.ts'
import type { Budget } from './budget.ts'
import { createEnding, type Ending, endingTools } from './ending.ts'
import { guarded } from './guarded-model.ts'
import {
  acknowledgement,
  instructions,
  reminder,
  repairPrompt,
  taskPrompt,
} from './instructions.ts'
import type { ChosenModel } from './model.ts'
import { filtered, gaveUp, inWords, silent, spent, unfinished } from './model-errors.ts'
import { patient } from './patient-model.ts'
import { type Consent, createTools } from './tools.ts'

// What a command says goes through its output, and only there.
globalThis.AI_SDK_LOG_WARNINGS = false

const stepsPerRound = 60
const remindersPerRound = 2
const longestAnswerTokens = 16_000

/** Integrates by a language model with bounded tools. The conversation goes on through repairs. */
export function createAgentEngine(
  chosen: ChosenModel,
  budget: Budget,
  consent: Consent = {},
): Engine {
  const conversation = new Conversation(chosen, budget, consent)
  return {
    name: chosen.name,
    tokens: () => conversation.tokens,
    mayRun: () => consent.scripts !== false,
    integrate: (task) => conversation.say(task, taskPrompt(task)),
    repair: (task, { command, output }: FailedCheck) =>
      conversation.say(task, repairPrompt(command, output)),
  }
}

class Conversation {
  readonly #chosen: ChosenModel
  readonly #budget: Budget
  readonly #consent: Consent
  readonly #messages: ModelMessage[] = []
  #boundaries: Boundaries | undefined
  #milliseconds = 0
  /** Used up so far. */
  tokens = 0

  constructor(chosen: ChosenModel, budget: Budget, consent: Consent) {
    this.#chosen = chosen
    this.#budget = budget
    this.#consent = consent
  }

  /** One round: until the model finishes, gives up, or has used what it may. */
  async say(task: Task, content: string): Promise<Integration> {
    const { name } = this.#chosen
    const { output } = task.context
    output.note(`${name} works on this project. What it reads is sent to it, secrets taken out.`)
    const ending = createEnding()
    const started = performance.now()
    const deadline = AbortSignal.timeout(this.#timeLeft())
    try {
      await this.#untilEnded(task, content, ending, deadline)
    } catch (error) {
      if (task.context.environment.signal.aborted) throw error
      if (deadline.aborted) throw this.#outOfTime()
      if (isTimeout(error)) throw silent(name, this.#budget.minutesAnAnswer)
      throw inWords(name, error)
    } finally {
      this.#milliseconds += performance.now() - started
      output.note(`${name} used ${grouped(this.tokens)} of ${grouped(this.#budget.tokens)} tokens.`)
    }
    if (ending.answer) return toIntegration(ending.answer)
    if (ending.reason !== undefined) throw gaveUp(name, ending.reason)
    if (deadline.aborted) throw this.#outOfTime()
    throw this.#isSpent()
      ? spent(`${grouped(this.#budget.tokens)} tokens`, '--max-tokens')
      : unfinished(name)
  }

  /** A model that only talks is told how to end, twice at most. */
  async #untilEnded(
    task: Task,
    content: string,
    ending: Ending,
    deadline: AbortSignal,
  ): Promise<void> {
    for (let said = 0; said <= remindersPerRound; said += 1) {
      this.#tell(said === 0 ? content : reminder)
      const steps = await this.#generate(task, ending, deadline)
      if (ending.hasEnded() || this.#isSpent() || steps >= stepsPerRound) return
    }
  }

  /** Mistral takes a word of the person only after one of the model, and never right after a tool's. */
  #tell(content: string): void {
    const last = this.#messages.at(-1)
    if (last && last.role !== 'assistant') {
      this.#messages.push({ role: 'assistant', content: acknowledgement })
    }
    this.#messages.push({ role: 'user', content })
  }

  async #generate(task: Task, ending: Ending, deadline: AbortSignal): Promise<number> {
    const { tree } = task.project
    const { name } = this.#chosen
    const { output, environment } = task.context
    const { signal, env } = environment
    this.#boundaries ??= createBoundaries(tree)
    let removeSecrets = secretRemover(knownSecrets(tree, env))
    const clean = (text: string) => removeSecrets(text)
    const { responseMessages, steps, finishReason } = await generateText({
      model: patient(guarded(await this.#chosen.load(), clean), {
        minutes: this.#budget.minutesAnAnswer,
        waiting: (answer) => output.waiting(`${name} is thinking`, answer),
      }),
      instructions,
      messages: [...this.#messages],
      tools: {
        ...createTools({
          task,
          clean,
          ending,
          boundaries: this.#boundaries,
          model: name,
          consent: this.#consent,
        }),
        ...endingTools(task, ending),
      },
      // One after another: what an edit makes is what the check after it sees.
      toolCallConcurrency: 1,
      maxOutputTokens: longestAnswerTokens,
      providerOptions: {
        // Each step sends the whole conversation again. The other providers keep it by themselves.
        anthropic: { cacheControl: { type: 'ephemeral' } },
        // Somebody's source is not kept beyond its answer.
        openai: { store: false },
      },
      stopWhen: [isStepCount(stepsPerRound), () => ending.hasEnded(), () => this.#isSpent()],
      onStepEnd: (step) => {
        this.tokens += tokensOf(step)
        // A script may have written new ones.
        removeSecrets = secretRemover(knownSecrets(tree, env))
      },
      maxRetries: 2,
      abortSignal: AbortSignal.any([signal, deadline]),
    })
    if (ending.failure) throw ending.failure
    if (finishReason === 'content-filter' && !ending.hasEnded()) throw filtered(name)
    this.#messages.push(...responseMessages)
    return steps.length
  }

  #isSpent(): boolean {
    return this.tokens >= this.#budget.tokens
  }

  #outOfTime() {
    return spent(`${this.#budget.minutes} minutes`, '--max-minutes')
  }

  #timeLeft(): number {
    return Math.max(1, Math.ceil(this.#budget.minutes * 60_000 - this.#milliseconds))
  }
}

const isTimeout = (error: unknown) => error instanceof DOMException && error.name === 'TimeoutError'

/** A server that does not count is counted for: four characters are about a token. */
function tokensOf({ usage, request, response }: StepResult<ToolSet>): number {
  if (usage.totalTokens) return usage.totalTokens
  return Math.ceil(JSON.stringify([request.messages, response.messages]).length / 4)
}
