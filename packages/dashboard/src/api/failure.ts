import type { ErrorBody } from './types.ts'

export interface Problem {
  field: string | null
  code: string | null
  message: string
}

/**
 * A request that did not do what was asked, in words a person can act on. `status` 0 means that no
 * answer came at all.
 */
export class ApiFailure extends Error {
  readonly status: number
  readonly code: string | null
  readonly requestId: string | null
  readonly problems: Problem[]

  constructor(facts: {
    status: number
    message: string
    code?: string | null
    requestId?: string | null
    problems?: Problem[]
  }) {
    super(facts.message)
    this.name = 'ApiFailure'
    this.status = facts.status
    this.code = facts.code ?? null
    this.requestId = facts.requestId ?? null
    this.problems = facts.problems ?? []
  }
}

export function failureOfResponse(response: Response, body: ErrorBody | null): ApiFailure {
  return new ApiFailure({
    status: response.status,
    message: wordsOf(response, body),
    code: body?.code ?? null,
    requestId: response.headers.get('X-Request-ID'),
    problems: problemsOf(body),
  })
}

export function failureOfNetwork(): ApiFailure {
  return new ApiFailure({
    status: 0,
    message: `Latchkey does not answer at ${location.origin}. Check that the server is running and that you are online.`,
  })
}

/** What the dashboard itself found wrong with a field, before the server was asked to do anything. */
export function refusalAt(field: string, message: string): ApiFailure {
  return new ApiFailure({ status: 422, message, problems: [{ field, code: null, message }] })
}

function wordsOf(response: Response, body: ErrorBody | null): string {
  // A fault says nothing about itself on the wire, so what to do next is said here.
  if (response.status === 500) {
    return 'Latchkey failed at this. Its log has the reason, under the id of this request.'
  }
  return body?.message ?? body?.error_description ?? wordsForStatus(response)
}

function wordsForStatus(response: Response): string {
  if (response.status === 404) return 'This does not exist, or not any more.'
  if (response.status === 429) {
    const seconds = response.headers.get('Retry-After')
    const wait = seconds ? `in ${seconds} seconds` : 'in a minute'
    return `Too many requests in a short time. Try again ${wait}.`
  }
  if (response.status >= 500) return 'Latchkey could not answer. Its log has the reason.'
  return `The server refused this request (HTTP ${response.status}).`
}

function problemsOf(body: ErrorBody | null): Problem[] {
  return (body?.errors ?? []).flatMap((error) => {
    if ('constraints' in error) {
      return Object.entries(error.constraints).map(([code, message]) => ({
        field: error.property,
        code,
        message,
      }))
    }
    return [{ field: error.field ?? null, code: error.code, message: error.message }]
  })
}

/**
 * What to say at the form field `name`, or null. Most errors do not name their field, but their
 * codes begin with it: `email_not_available`, `password_too_short`.
 */
export function problemAt(failure: unknown, name: string): string | null {
  if (!(failure instanceof ApiFailure)) return null
  const here = failure.problems.filter(({ field, code }) =>
    field ? field === name || field.endsWith(`.${name}`) : code?.startsWith(`${name}_`),
  )
  return here.length > 0 ? here.map(wordsAtField).join(' ') : null
}

/** At the field, its name on the wire says nothing: "password.minimum_length must be 8 or more." */
const wordsAtField = ({ field, message }: Problem) =>
  field && message.startsWith(`${field} `) ? `This${message.slice(field.length)}` : message

/** The same for a form with one field: whatever was refused was refused because of that field. */
export function problemAtOnly(failure: unknown, name: string): string | null {
  if (!(failure instanceof ApiFailure)) return null
  const isAboutTheValue = [400, 409, 422].includes(failure.status)
  return (
    problemAt(failure, name) ??
    (isAboutTheValue ? (failure.problems[0]?.message ?? failure.message) : null)
  )
}
