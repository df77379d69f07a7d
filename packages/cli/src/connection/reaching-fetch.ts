import type { Environment } from '../environment/environment.ts'
import { networkError } from './explain.ts'

/** `fetch` whose failures are sentences, and which ends with the command. */
export function reachingFetch(environment: Environment, url: string): typeof fetch {
  return async (input, init) => {
    const signals = [environment.signal, ...(init?.signal ? [init.signal] : [])]
    try {
      return await environment.fetch(input, { ...init, signal: AbortSignal.any(signals) })
    } catch (failure) {
      throw networkError(failure, url) ?? failure
    }
  }
}
