import { APICallError, RetryError } from 'ai'
import { CommandError, exitCodes } from '../../command/command-error.ts'
import { printable } from '../../terminal/table.ts'

/** Every way in which a model does not do it, in a sentence. Whoever throws one of these takes everything back. */

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

/** What a provider answered, or that it did not. */
export function inWords(model: string, error: unknown): CommandError {
  if (error instanceof CommandError) return error
  const last = RetryError.isInstance(error) ? error.lastError : error
  if (!APICallError.isInstance(last)) return unfinished(model, error)
  const { statusCode } = last
  if (statusCode === 401 || statusCode === 403) {
    return new CommandError('model_key_refused', `${model} refuses the key.`, {
      recovery: 'Nothing was changed. Give a key that may use this model.',
      exitCode: exitCodes.authenticationRequired,
    })
  }
  if (statusCode === 429) {
    return new CommandError('model_rate_limited', `${model} takes no more requests for now.`, {
      recovery: 'Nothing was changed. Wait, or name another model with --model.',
    })
  }
  // A server that answers, but not as a model does, has a status that says nothing.
  const reason =
    statusCode === undefined
      ? 'cannot be reached'
      : statusCode < 400
        ? 'answers with something that is no answer of a model'
        : `answers with status ${statusCode}`
  return new CommandError('model_unreachable', `${model} ${reason}.`, {
    recovery: 'Nothing was changed. Try again, or name another model with --model.',
    cause: last,
  })
}
