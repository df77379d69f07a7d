import type { Auth } from './auth.ts'

/** A request, in the terms that every framework has. */
export interface IncomingRequest {
  method: string
  /** A path with its query, or the whole address. */
  url: string
  headers: { get(name: string): string | null | undefined }
}

/** The request goes on to the application. */
export interface Pass<Who extends Auth | null = Auth | null> {
  kind: 'pass'
  /** Who made the request; null where nobody has to be signed in, and nobody is. */
  auth: Who
  setCookies: string[]
  /** The sealed session, where it was refreshed on the way. */
  refreshedSession?: string
}

/** The request is answered here, and does not reach the application. */
export interface Answer {
  kind: 'answer'
  status: number
  headers: Record<string, string>
  setCookies: string[]
  body: string
}

/** What becomes of a request that only signed-in people may make. */
export type Decision = Pass<Auth> | Answer

/** Whatever sets or depends on a session is nobody else's, so that no cache may keep it. */
export const cacheControl = 'no-store'

export function answer(
  status: number,
  { headers = {}, setCookies = [], body = '' }: Partial<Omit<Answer, 'kind' | 'status'>> = {},
): Answer {
  return {
    kind: 'answer',
    status,
    headers: { 'Cache-Control': cacheControl, ...headers },
    setCookies,
    body,
  }
}

/** The browser asks for the new address with GET, whatever it asked with before (RFC 9110 §15.4.4). */
export function redirect(
  { method }: IncomingRequest,
  location: string,
  setCookies: string[] = [],
): Answer {
  const status = method === 'GET' || method === 'HEAD' ? 302 : 303
  return answer(status, { headers: { Location: location }, setCookies })
}

/** The address of a request; its host is a guess where only the path is known. */
export function addressOf({ url }: IncomingRequest): URL {
  // Not by a base: "//" would be taken for another host.
  return url.startsWith('/') ? new URL(`http://localhost${url}`) : new URL(url, 'http://localhost')
}
