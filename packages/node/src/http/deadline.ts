import { HttpClientError } from './http-client-error.ts'

/** The time that a request with its answer may take. */
export interface Deadline {
  /** Aborts the request when the time is over. */
  readonly signal: AbortSignal
  /** Everything arrived, or nothing more will. */
  end(): void
  /** What a failure is told as: a request that was aborted in time is a timeout. */
  explain(failure: unknown, response?: Response): unknown
}

export function startDeadline(milliseconds: number): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), milliseconds)
  return {
    signal: controller.signal,
    end: () => clearTimeout(timer),
    explain: (failure, response) => {
      if (!controller.signal.aborted) return failure
      return new HttpClientError(`Request timeout after ${milliseconds}ms`, {
        status: 408,
        headers: response?.headers ?? new Headers(),
        data: { error: 'Request timeout' },
      })
    },
  }
}
