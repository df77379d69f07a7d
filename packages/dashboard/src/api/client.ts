import { failureOfNetwork, failureOfResponse } from './failure.ts'
import type { ErrorBody } from './types.ts'

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The environment the request acts in. Only the session's own requests have none. */
  environmentId?: string
  body?: unknown
  query?: Record<string, string | number | undefined>
  signal?: AbortSignal
}

/** Sends one request with the dashboard's session. Throws an `ApiFailure` for anything but success. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = 'GET', environmentId, body, query, signal } = options
  const headers = new Headers({ Accept: 'application/json' })
  if (environmentId) headers.set('Latchkey-Environment', environmentId)
  if (method !== 'GET') headers.set('Content-Type', 'application/json')

  const response = await fetch(withQuery(path, query), {
    method,
    headers,
    body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
    signal,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw failureOfNetwork()
  })

  if (response.status === 401) return leaveToSignIn()

  const content = await readJson(response)
  if (!response.ok) throw failureOfResponse(response, content as ErrorBody | null)
  return content as T
}

/** The session is over. The promise never settles: an error on a page being left would only flash. */
function leaveToSignIn(): Promise<never> {
  const returnTo = location.pathname + location.search
  location.assign(`/dashboard/sign-in?return_to=${encodeURIComponent(returnTo)}`)
  return new Promise(() => {})
}

function withQuery(path: string, query: RequestOptions['query']): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') parameters.set(name, String(value))
  }
  return parameters.size > 0 ? `${path}?${parameters}` : path
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
