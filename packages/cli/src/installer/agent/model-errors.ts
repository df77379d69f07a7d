import { APICallError, RetryError } from 'ai'
import { CommandError, exitCodes } from '../../command/command-error.ts'
import { printable } from '../../terminal/table.ts'
import { secretRemover } from '../project/secrets.ts'

/**
 * Every way in which a model does not do it, in a sentence. Whoever throws one of these takes
 * everything back.
 */

const byHand =
  'Nothing was changed. Do it by hand with the guides: docs/guides, or /docs of a platform.'

export function gaveUp(model: string, reason: string): CommandError {
  return new CommandError('model_gave_up', `${model} could not do it: ${printable(reason)}`, {
    recovery: byHand,
  })
}

export function unfinished(model: string, cause?: unknown): CommandError {
  return new CommandError('model_unfinished', `${model} did not finish the integration.`, {
    recovery: `${byHand} A larger model may do it, too: --model.`,
    cause,
  })
}

export function spent(limit: string, option: string): CommandError {
  return new CommandError('model_budget_spent', `The model used up ${limit} and was stopped.`, {
    recovery: `Nothing was changed. Allow more with ${option}.`,
  })
}

/** The provider's own filter took the question or the answer for something else. */
export function filtered(model: string): CommandError {
  return new CommandError('model_filtered', `The provider of ${model} holds its answer back.`, {
    recovery:
      'Nothing was changed. Its filter found something in this project: name another model with --model.',
  })
}

export function silent(model: string, minutes: number): CommandError {
  const waited = `${Math.round(minutes * 10) / 10} minutes`
  return new CommandError('model_silent', `${model} has not answered for ${waited}.`, {
    recovery: 'Nothing was changed. Try again, or name a faster model with --model.',
  })
}

/** What a provider answered, or that it did not. */
export function inWords(model: string, error: unknown): CommandError {
  if (error instanceof CommandError) return error
  const last = RetryError.isInstance(error) ? error.lastError : error
  if (!APICallError.isInstance(last)) return unfinished(model, error)
  const { code, message, recovery, exitCode } = refusals.find(({ fits }) => fits(last)) ?? unclear
  return new CommandError(code, `${model} ${message(last)}.`, {
    recovery: `Nothing was changed. ${recovery}`,
    exitCode,
    cause: last,
  })
}

interface Refusal {
  code: string
  fits: (error: APICallError) => boolean
  message: (error: APICallError) => string
  recovery: string
  exitCode?: number
}

/** Providers agree on few statuses, so that some of it is only in their words. */
const says = (words: RegExp) => (error: APICallError) =>
  words.test(`${error.message} ${error.responseBody}`)
const has =
  (...statuses: number[]) =>
  ({ statusCode = 0 }: APICallError) =>
    statuses.includes(statusCode)

const saysNoCredit = says(/insufficient_quota|credit balance|exceeded your current quota|billing/i)
const saysTooLong = says(
  /context.?(?:length|window|size)|prompt is too long|too many tokens|token count .*exceeds|too large for model/i,
)

/** In this order: the first that fits. */
const refusals: Refusal[] = [
  {
    code: 'model_key_refused',
    // Google's says 400 of a key that it does not know.
    fits: (error) => has(401, 403)(error) || says(/API_KEY_INVALID/)(error),
    message: () => 'refuses the key',
    recovery: 'Give a key that may use this model.',
    exitCode: exitCodes.authenticationRequired,
  },
  {
    code: 'model_credit_spent',
    fits: (error) => has(402)(error) || (has(400, 429)(error) && saysNoCredit(error)),
    message: () => 'has no credit left for this key',
    recovery: 'Add some at the provider, or name another model with --model.',
  },
  {
    code: 'model_rate_limited',
    fits: has(429),
    message: () => 'takes no more requests for now',
    recovery: 'Wait, or name another model with --model.',
  },
  {
    code: 'model_context_full',
    fits: (error) => has(413)(error) || (has(400, 422, 500)(error) && saysTooLong(error)),
    message: () => 'cannot take in as much as this project needs',
    recovery:
      'Name a model with a larger context with --model; a local server may have to be told to allow it more.',
  },
  {
    code: 'model_unknown',
    fits: (error) => has(404)(error) || (has(400, 422)(error) && says(/invalid.model/i)(error)),
    message: ({ statusCode }) => `is not there: the provider answers with status ${statusCode}`,
    recovery:
      "Look up the model's name in the provider's list for --model, and the address if you set one.",
  },
  {
    code: 'model_request_refused',
    fits: ({ statusCode = 0 }) => statusCode >= 400 && statusCode < 500,
    message: ({ statusCode, message }) =>
      `refuses the request with status ${statusCode}: ${ofProvider(message)}`,
    recovery: 'Name another model with --model.',
  },
]

const unclear: Refusal = {
  code: 'model_unreachable',
  fits: () => true,
  // A server that answers, but not as a model does, has a status that says nothing.
  message: ({ statusCode }) =>
    statusCode === undefined
      ? 'cannot be reached'
      : statusCode < 400
        ? 'answers with something that is no answer of a model'
        : `answers with status ${statusCode}`,
  recovery: 'Try again, or name another model with --model.',
}

/** What the provider says itself: in one line, and without what looks like a secret. */
function ofProvider(message: string): string {
  return secretRemover([])(printable(message)).slice(0, 300).replace(/\.$/, '')
}
