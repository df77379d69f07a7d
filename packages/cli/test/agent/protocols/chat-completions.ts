import { asText, type Protocol, usage } from './protocol.ts'

/** OpenAI's older interface, which everybody else offers as well. */
export const chatCompletions: Protocol = {
  serves: (path) => path === '/v1/chat/completions',
  answer: ({ words, calls }) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'scripted',
    choices: [
      {
        index: 0,
        finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
        message: {
          role: 'assistant',
          content: words,
          tool_calls: calls.map(({ id, name, input }) => ({
            id,
            type: 'function',
            function: { name, arguments: asText(input) },
          })),
        },
      },
    ],
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
    },
  }),
  toolAnswers: ({ messages }) =>
    messages
      .filter(({ role }: { role: string }) => role === 'tool')
      .map(({ content }: { content: string }) => content),
}
