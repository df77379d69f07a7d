import { type Body, type Protocol, usage } from './protocol.ts'

/** Anthropic's messages. */
export const anthropic: Protocol = {
  serves: (path) => path === '/v1/messages',
  refusal: ({ messages }) => {
    const at = messages.findIndex(
      (message: Body, index: number) =>
        partsOf(message, 'tool_use').length !==
        partsOf(messages[index + 1] ?? {}, 'tool_result').length,
    )
    return at < 0
      ? undefined
      : {
          status: 400,
          body: {
            type: 'error',
            error: {
              type: 'invalid_request_error',
              message: `messages.${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after`,
            },
          },
        }
  },
  answer: ({ words, calls }) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'scripted',
    stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn',
    content: [
      ...(words ? [{ type: 'text', text: words }] : []),
      ...calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input })),
    ],
    usage: { input_tokens: usage.input, output_tokens: usage.output },
  }),
  toolAnswers: ({ messages }) =>
    messages
      .flatMap((message: Body) => partsOf(message, 'tool_result'))
      .map(({ content }: Body) => (Array.isArray(content) ? content[0].text : content)),
}

const partsOf = ({ content }: Body, type: string): Body[] =>
  Array.isArray(content) ? content.filter((part) => part.type === type) : []
