import { chatCompletions } from './chat-completions.ts'
import type { Body, Protocol } from './protocol.ts'

/** As OpenAI's, and stricter: https://docs.mistral.ai/capabilities/function_calling */
export const mistral: Protocol = {
  ...chatCompletions,
  serves: (path) => path === '/mistral/v1/chat/completions',
  refusal: ({ messages }) => {
    const problem = wrongOrder(messages) ?? wrongId(messages)
    return problem && { status: 400, body: { object: 'error', param: null, ...problem } }
  },
}

/** Which role may come after which. The last one is the person's or a tool's. */
const nextRoles: Record<string, string[]> = {
  system: ['user'],
  user: ['assistant', 'user'],
  assistant: ['user', 'tool'],
  tool: ['tool', 'assistant'],
}

function wrongOrder(messages: Body[]) {
  const at = messages.findIndex(
    ({ role }, index) => index > 0 && !nextRoles[messages[index - 1].role]?.includes(role),
  )
  return at < 0
    ? undefined
    : {
        message: `Unexpected role '${messages[at].role}' after role '${messages[at - 1].role}'`,
        type: 'invalid_request_message_order',
        code: '3230',
      }
}

function wrongId(messages: Body[]) {
  const ids: string[] = messages.flatMap(({ tool_calls = [], tool_call_id = [] }) =>
    [tool_call_id, tool_calls.map(({ id }: Body) => id)].flat(),
  )
  const wrong = ids.find((id) => !/^[a-zA-Z0-9]{9}$/.test(id))
  return wrong === undefined
    ? undefined
    : {
        message: `Tool call id was ${wrong} but must be a-z, A-Z, 0-9, with a length of 9.`,
        type: 'invalid_function_call',
        code: '3280',
      }
}
