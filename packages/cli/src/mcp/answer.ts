import type { CallToolResult } from '@modelcontextprotocol/server'
import { CommandError } from '../command/command-error.ts'
import { shortened } from '../connection/shortened.ts'

const keys = /\b(?:sk|whsec)_\w{12,}/g

/** Whatever it holds, no whole key reaches the model. */
export const withoutKeys = (text: string) => text.replaceAll(keys, (key) => shortened(key))

/** What a tool answers: Markdown and YAML as they are, everything else as JSON. */
export const answerOf = (value: unknown): CallToolResult => ({
  content: [
    {
      type: 'text',
      text: withoutKeys(typeof value === 'string' ? value : JSON.stringify(value, null, 2)),
    },
  ],
})

/** A refusal in words that say what to do about it, so that the model can. */
export function refusalOf(error: unknown): CallToolResult {
  const { message, recovery } =
    error instanceof CommandError
      ? error
      : { message: (error as Error).message, recovery: undefined }
  return { ...answerOf([message, recovery].filter(Boolean).join('\n')), isError: true }
}

/** The handler of a tool: its answer, or why there is none. */
export function answering<Input>(work: (input: Input) => Promise<unknown>) {
  return async (input: Input): Promise<CallToolResult> => {
    try {
      return answerOf(await work(input))
    } catch (error) {
      return refusalOf(error)
    }
  }
}
