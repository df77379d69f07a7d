import { cancelled, usageError } from '../command/command-error.ts'
import { flagName } from '../command/names.ts'
import { type Environment, isTerminal } from '../environment/environment.ts'

interface Choice<Value extends string> {
  value: Value
  label: string
  hint?: string
}

/**
 * Questions to the person at the terminal. Each names the option that answers it beforehand: without
 * a terminal, or before an agent or a build, nothing is asked and that option is called for instead.
 */
export interface Ask {
  /** Whether anybody could answer. */
  isPossible: boolean
  confirm(question: string, option: string): Promise<boolean>
  /** As `confirm`; "no" ends the command with exit code 2. Nothing is asked when `answer` is true. */
  permission(question: string, answer: boolean | undefined, option?: string): Promise<void>
  text(question: string, option: string, initial?: string): Promise<string>
  /** What is typed is not shown. */
  secret(question: string, option: string): Promise<string>
  select<Value extends string>(
    question: string,
    option: string,
    choices: Choice<Value>[],
  ): Promise<Value>
}

export function createAsk(environment: Environment, isJson: boolean): Ask {
  const { stdin, stderr, mode, env, signal } = environment
  const isPossible =
    isTerminal(environment) && mode === 'human' && !isJson && !env.LATCHKEY_NO_PROMPT

  /** On standard error, so that what is piped away stays clean. */
  const open = async (option: string, question: string) => {
    if (!isPossible) {
      throw usageError(
        `Nobody is there to answer "${question}"`,
        `Answer it beforehand with --${flagName(option)}.`,
      )
    }
    const prompts = await import('@clack/prompts')
    return { ...prompts, common: { input: stdin, output: stderr, signal, message: question } }
  }

  const ask: Ask = {
    isPossible,
    async confirm(question, option) {
      const { common, confirm } = await open(option, question)
      return answerOf(await confirm({ ...common, initialValue: false }))
    },
    async permission(question, answer, option = 'yes') {
      if (answer) return
      if (!(await ask.confirm(question, option))) throw cancelled()
    },
    async text(question, option, initial) {
      const { common, text } = await open(option, question)
      const validate = (typed = '') => (typed.trim() ? undefined : 'Type an answer.')
      return answerOf(await text({ ...common, initialValue: initial, validate }))
    },
    async secret(question, option) {
      const { common, password } = await open(option, question)
      return answerOf(await password(common))
    },
    async select<Value extends string>(question: string, option: string, choices: Choice<Value>[]) {
      const { common, select } = await open(option, question)
      return answerOf(await select<string>({ ...common, options: choices })) as Value
    },
  }
  return ask
}

/** Ctrl-C and Escape are answered with a symbol. */
function answerOf<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (typeof answer === 'symbol') throw cancelled()
  return answer as Exclude<Answer, symbol>
}
