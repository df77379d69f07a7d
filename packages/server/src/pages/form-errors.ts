import { ApiError, OAuthError, OverloadedError, RateLimitError } from '../errors/errors.ts'
import type { FormErrors } from './components/error-summary.tsx'

/** Refusals in the words of a page, where the API's own are for programs. */
const words: Record<string, string> = {
  invalid_credentials: 'The email address or the password is wrong.',
  invalid_one_time_code: 'This code is not right. Check the mail and enter it again.',
  one_time_code_expired: 'This code has expired. Send a new one.',
  one_time_code_previously_used: 'This code was already used. Send a new one.',
  one_time_code_too_many_attempts: 'This code was tried too often. Send a new one.',
  invalid_pending_authentication_token: 'This step has expired. Sign in again.',
  authentication_method_not_allowed: 'You cannot sign in like this here. Go back and sign in.',
  invitation_cannot_be_used_for_email:
    'The invitation is for another address. Sign in with that one, or without the invitation.',
  invitation_invalid: 'The invitation no longer works. Ask for a new one.',
  sign_up_not_allowed: 'You cannot sign up here. Ask for an invitation.',
}

/** The field to which a refusal without one belongs. */
const fieldOf: Record<string, string> = {
  invalid_one_time_code: 'code',
  invalid_user_code: 'user_code',
  one_time_code_expired: 'code',
  one_time_code_previously_used: 'code',
  one_time_code_too_many_attempts: 'code',
}

/**
 * What the form shows and with which status, or null for an error that no form can explain. A page
 * may have words of its own for some refusals.
 */
export function toFormErrors(
  error: unknown,
  wordsOfPage: Record<string, string> = {},
): { status: number; errors: FormErrors; retryAfterSeconds?: number } | null {
  if (error instanceof RateLimitError) {
    const form = `That was tried too often. Wait ${error.retryAfterSeconds} seconds and try again.`
    return { status: 429, errors: { form }, retryAfterSeconds: error.retryAfterSeconds }
  }
  if (error instanceof OverloadedError) {
    const { retryAfterSeconds } = error
    return { status: 503, errors: { form: error.message }, retryAfterSeconds }
  }
  if (error instanceof OAuthError) {
    const form = wordsOfPage[error.error] ?? words[error.error] ?? error.description
    return { status: error.status, errors: { form } }
  }
  if (!(error instanceof ApiError)) return null
  const code = error.code ?? ''
  const message = wordsOfPage[code] ?? words[code] ?? error.message
  const field = fieldOf[code]
  if (field) return { status: error.status, errors: { fields: { [field]: [message] } } }
  if (!error.details.errors) return { status: error.status, errors: { form: message } }
  const fields: Record<string, string[]> = {}
  const formMessages: string[] = []
  for (const detail of error.details.errors) {
    const messages = [detail.message, ...((detail.suggestions as string[] | undefined) ?? [])]
    if (detail.field) fields[detail.field] = [...(fields[detail.field] ?? []), ...messages]
    else formMessages.push(...messages)
  }
  const form = formMessages.join(' ') || undefined
  return { status: error.status, errors: { fields, ...(form ? { form } : {}) } }
}
