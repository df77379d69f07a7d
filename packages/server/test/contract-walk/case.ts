import type { World } from '../world.ts'

/**
 * The cases of the walk, as data: for each published operation, each answer that the contract
 * documents for it and a request that brings it about. The walk asks the request over HTTP and
 * holds the answer against the contract; SUPPORTED.md is written from the same declarations.
 */
export interface Ask {
  /** What stands in the path in place of its parameters, in their order. */
  at?: string[]
  query?: Record<string, string>
  body?: unknown
  /** A body as it is, which need not be JSON. */
  text?: string
  headers?: Record<string, string>
  as?: 'a backend' | 'nobody' | 'an owner led by another website'
}

/** An answer that is published and cannot occur here, with the reason. */
export interface Never {
  never: string
}

export type Case = Ask | ((world: World) => Promise<Ask>) | Never

/** By operation (`GET /users/{id}`) and answer (`200`, `404`, `400 invalid_metadata`). */
export type Family = Record<string, Record<string, Case>>

export const isNever = (declared: Case): declared is Never =>
  typeof declared === 'object' && 'never' in declared

/** The id of something that there is not. */
export const unknown = (prefix: string) => `${prefix}_01H00000000000000000000000`

export const unknownUser = unknown('user')
export const unknownOrganization = unknown('org')
export const unknownMembership = unknown('om')

export const brokenJson: Ask = { text: '{' }

/** No text in the database has this character, and so no id. */
export const impossibleId: Ask = { at: ['\0'] }

export const tooLongPage = { limit: '101' }

/** One pair more than published. */
export const tooMuchMetadata = Object.fromEntries(
  Array.from({ length: 51 }, (_, index) => [`key${index}`, 'value']),
)

/** Changes that a browser is made to ask for, with the cookie of an owner. */
export const byAnotherWebsite: Ask = { as: 'an owner led by another website' }

export const withoutKey: Ask = { as: 'nobody' }

export const keysOpenEverything: Never = {
  never: 'An API key opens everything of its environment: no reading is kept from it.',
}
export const namesNothing: Never = {
  never: 'The request names nothing but its environment, which the key brings along.',
}
export const noQuota: Never = {
  never: 'Mails have no daily quota; who asks too often is answered too_many_requests.',
}
export const answersWith = (status: number): Never => ({
  never: `The other published success, ${status}, is the answer.`,
})
export const belongsTo = (product: string): Never => ({
  never: `Not served: ${product}.`,
})
