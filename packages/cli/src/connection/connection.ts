import type { WorkOS } from '@latchkey/node'
import { usageError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import { noPlatform, refusalError, unauthorized } from './explain.ts'
import { isProductionKey } from './own-key.ts'
import { reachingFetch } from './reaching-fetch.ts'
import type { Settings } from './settings.ts'

export interface Call {
  query?: Record<string, string | number | undefined>
  /** Sent as JSON. */
  body?: unknown
  headers?: Record<string, string>
}

/** A platform and one of its environments, opened with a key. */
export interface Connection extends Settings {
  /** Asks the platform: keys may be declared under any name. */
  isProduction(): Promise<boolean>
  /** Every published resource. Its exceptions need not be caught: the command tells them in words. */
  workos: WorkOS
  /** Routes that the SDK does not have, such as `/_dev`. Refusals are thrown as `CommandError`. */
  call<Answer>(method: string, path: string, call?: Call): Promise<Answer>
  /** The answer as it is, whatever its status. */
  send(method: string, path: string, call?: Call & { raw?: string }): Promise<Response>
}

export async function openConnection(
  environment: Environment,
  settings: Settings,
): Promise<Connection> {
  const { url, apiKey, source, clientId } = settings
  const { WorkOS } = await import('@latchkey/node')
  const reach = reachingFetch(environment, url)

  const send: Connection['send'] = async (method, path, { query, body, headers, raw } = {}) => {
    const address = addressOf(url, path)
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) address.searchParams.set(name, String(value))
    }
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    return reach(address, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${apiKey}`,
        ...(content !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: content,
    })
  }

  const connection: Connection = {
    ...settings,
    isProduction: () => isProductionKey(connection),
    workos: new WorkOS(apiKey, { baseUrl: url, clientId, fetchFn: tellingFetch(reach, settings) }),
    send,
    async call<Answer>(method: string, path: string, call?: Call) {
      const response = await send(method, path, call)
      if (response.status === 401) throw unauthorized(url, source)
      const body = parse(await response.text())
      if (body === undefined) throw noPlatform(response.status)
      if (!response.ok) {
        throw refusalError(response.status, body, response.headers.get('x-request-id') ?? '')
      }
      return body as Answer
    },
  }
  return connection
}

/** Paths such as `/\host` name another site in the eyes of `URL`, and the key must not go there. */
export function addressOf(url: string, path: string): URL {
  const address = URL.canParse(path, url) ? new URL(path, url) : undefined
  if (address?.origin === new URL(url).origin) return address
  throw usageError(
    'The endpoint must be a path of the platform.',
    'Such as /user_management/users.',
  )
}

/** The SDK's exceptions keep less than the platform says of a wrong key and of wrong fields. */
function tellingFetch(reach: typeof fetch, { url, source }: Settings): typeof fetch {
  return async (input, init) => {
    const response = await reach(input, init)
    // Where people sign in, 401 speaks of their proof and not of our key.
    const isSignIn = new URL(String(input)).pathname.endsWith('/authenticate')
    if (response.status === 401 && !isSignIn) throw unauthorized(url, source)
    if (response.status === 200 && !isJson(response)) throw noPlatform(response.status)
    if (response.status !== 400 && response.status !== 422) return response
    const body = parse(await response.clone().text())
    if (!Array.isArray((body as { errors?: unknown })?.errors)) return response
    throw refusalError(response.status, body, response.headers.get('x-request-id') ?? '')
  }
}

/** Deleting is answered with nothing at all. */
const isJson = ({ headers }: Response) =>
  /json/.test(headers.get('content-type') ?? '') || headers.get('content-length') === '0'

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
