import { type Body, type NamedCall, type Protocol, usage } from './protocol.ts'

/**
 * Gemini's generateContent. Its thoughts come with a signature, which must come back with the call
 * that they led to: https://ai.google.dev/gemini-api/docs/thought-signatures
 */
export const google: Protocol = {
  serves: (path) => /^\/v1beta\/models\/[^/]+:generateContent$/.test(path),
  refusal: ({ contents }) => {
    const message = wrongSignature(contents) ?? wrongCount(contents)
    return message === undefined
      ? undefined
      : { status: 400, body: { error: { code: 400, message, status: 'INVALID_ARGUMENT' } } }
  },
  answer: ({ words, calls }) => ({
    responseId: 'response-1',
    modelVersion: 'scripted',
    candidates: [
      calls.some(isBroken)
        ? malformed
        : {
            index: 0,
            finishReason: 'STOP',
            content: {
              role: 'model',
              parts: [
                { text: 'What is here?', thought: true },
                ...(words ? [{ text: words }] : []),
                ...calls.map(({ id, name, input }, at) => ({
                  functionCall: { id, name, args: input },
                  // Of several calls at once, the first one bears it.
                  ...(at === 0 && { thoughtSignature: signatureOf(id) }),
                })),
              ],
            },
          },
    ],
    usageMetadata: {
      promptTokenCount: usage.input,
      candidatesTokenCount: usage.output - 40,
      thoughtsTokenCount: 40,
      totalTokenCount: usage.input + usage.output,
    },
  }),
  toolAnswers: ({ contents }) =>
    contents
      .flatMap((content: Body) => partsOf(content, 'functionResponse'))
      .map(({ response }: Body) => response.content),
}

/** What Gemini makes of a call that is no JSON: nothing, with a reason. */
const malformed = { index: 0, content: {}, finishReason: 'MALFORMED_FUNCTION_CALL' }
const isBroken = ({ input }: NamedCall) => typeof input === 'string'

const signatureOf = (id: string) => Buffer.from(`thoughts before ${id}`).toString('base64')

const partsOf = ({ parts }: Body, kind: string): Body[] =>
  parts.flatMap((part: Body) => (part[kind] ? [part[kind]] : []))

function wrongSignature(contents: Body[]): string | undefined {
  for (const { parts } of contents) {
    const first = parts.find((part: Body) => part.functionCall)
    if (first && first.thoughtSignature !== signatureOf(first.functionCall.id)) {
      return `Function call is missing a thought_signature in functionCall parts: ${first.functionCall.name}`
    }
  }
  return undefined
}

function wrongCount(contents: Body[]): string | undefined {
  const isWrong = contents.some((content, at) => {
    const calls = partsOf(content, 'functionCall').length
    const next = contents[at + 1]
    return calls > 0 && (!next || partsOf(next, 'functionResponse').length !== calls)
  })
  return isWrong
    ? 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.'
    : undefined
}
