import { asText, type Body, type Protocol, usage } from './protocol.ts'

/** OpenAI's responses. */
export const openai: Protocol = {
  serves: (path) => path === '/v1/responses',
  answer: ({ words, calls }) => ({
    id: 'resp_1',
    object: 'response',
    created_at: 0,
    model: 'scripted',
    status: 'completed',
    output: [
      ...(words
        ? [
            {
              type: 'message',
              id: 'msg_1',
              role: 'assistant',
              status: 'completed',
              content: [{ type: 'output_text', text: words, annotations: [] }],
            },
          ]
        : []),
      ...calls.map(({ id, name, input }) => ({
        type: 'function_call',
        id: `fc_${id}`,
        call_id: id,
        name,
        arguments: asText(input),
        status: 'completed',
      })),
    ],
    usage: { input_tokens: usage.input, output_tokens: usage.output },
  }),
  toolAnswers: ({ input }) =>
    input
      .filter(({ type }: Body) => type === 'function_call_output')
      .map(({ output }: Body) => output),
}
