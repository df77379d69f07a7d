import { wrapLanguageModel } from 'ai'

export type LanguageModel = Extract<
  Parameters<typeof wrapLanguageModel>[0]['model'],
  { specificationVersion: 'v4' }
>

/**
 * The only way to a model: whatever was read, printed or asked for passes `clean` before it is sent.
 * What the model itself said stays as it said it, for it was made from what was clean.
 */
export function guarded(model: LanguageModel, clean: (text: string) => string): LanguageModel {
  return wrapLanguageModel({
    model,
    middleware: {
      transformParams: async ({ params }) => ({
        ...params,
        prompt: params.prompt.map((message) =>
          message.role === 'assistant'
            ? message
            : { ...message, content: cleanWithin(message.content, clean) },
        ) as typeof params.prompt,
      }),
    },
  })
}

/** Names that join an answer to its question: a provider refuses a conversation where they differ. */
const joints = new Set(['toolCallId', 'toolName', 'type', 'role', 'providerOptions'])

function cleanWithin(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map((item) => cleanWithin(item, clean))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [
      name,
      joints.has(name) ? inside : cleanWithin(inside, clean),
    ]),
  )
}
