/** One answer of a model: what it says, and the tools that it calls. */
export interface Said {
  words: string
  calls: NamedCall[]
}

export interface NamedCall {
  id: string
  name: string
  input: unknown
}

// biome-ignore lint/suspicious/noExplicitAny: requests of five providers, read where it matters.
export type Body = any

/** How one provider talks. */
export interface Protocol {
  /** Whether a request is for this one, by its path. */
  serves: (path: string) => boolean
  /** Why the provider itself would not take this request; undefined when it would. */
  refusal?: (body: Body) => { status: number; body: object } | undefined
  answer: (said: Said) => object
  /** What the tools answered, in order, as a request tells it. */
  toolAnswers: (body: Body) => string[]
}

/** What the model uses up with each answer. */
export const usage = { input: 900, output: 100 }

/** A call whose input is a text has it as it is: that is how a model writes broken JSON. */
export const asText = (input: unknown) =>
  typeof input === 'string' ? input : JSON.stringify(input)
