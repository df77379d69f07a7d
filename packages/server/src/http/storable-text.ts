import type { preValidationHookHandler } from 'fastify'
import { invalidRequestParameters } from '../errors/errors.ts'

/** It goes back to the application as it came, undecoded, and is not ours to judge. */
const opaque = 'state'

/**
 * Refuses text that no column can hold: PostgreSQL has no NUL in text, and half of a surrogate pair
 * is no character in UTF-8. Anywhere else these would be a failure of the database.
 */
export const refuseUnstorableText: preValidationHookHandler = (request, _reply, done) => {
  if (request.is404) return done()
  const { params, query, body } = request
  const field =
    findUnstorable(params, opaque) ?? findUnstorable(query, opaque) ?? findUnstorable(body, opaque)
  done(field === undefined ? undefined : unstorable(field))
}

const unstorable = (field: string) =>
  invalidRequestParameters([
    {
      code: 'invalid_characters',
      message: `${field || 'The body'} has a character that cannot be stored.`,
      ...(field ? { field } : {}),
    },
  ])

/** The path of such text, or undefined. Not recursive: bodies may be nested deeper than any stack. */
export function findUnstorable(whole: unknown, ignoredKey?: string): string | undefined {
  const found: [path: string, value: unknown][] = [['', whole]]
  for (const [path, value] of found) {
    if (typeof value === 'string' && !isStorable(value)) return path
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      if (key === ignoredKey) continue
      if (!isStorable(key)) return path
      found.push([path ? `${path}.${key}` : key, inner])
    }
  }
  return undefined
}

// Made once: the build writes a pattern with a property as a call, which would make it for each text.
const surrogate = /\p{Surrogate}/u
const isStorable = (text: string) => !text.includes('\0') && !surrogate.test(text)
