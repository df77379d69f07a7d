import type { Answer } from './both-sdks.ts'

/** An answer with one object. */
export const one = (body: unknown): Answer => ({ body })

/** An answer with one page of a list. */
export const page = (data: unknown[], { after = null as string | null } = {}): Answer => ({
  body: { object: 'list', data, list_metadata: { before: null, after } },
})
