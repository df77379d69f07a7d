import { type Answer, cacheControl, type Pass } from './exchange.ts'

// What the adapters for runtimes with Request and Response share.

export function toResponse({ status, headers, setCookies, body }: Answer): Response {
  return withCookies(new Response(body || null, { status, headers }), setCookies)
}

/** The application's own answer, with what became of the session on the way. */
export function completed(response: Response, { setCookies }: Pass): Response {
  // The headers of a response that came from fetch() cannot be changed.
  const own = new Response(response.body, response)
  if (!own.headers.has('Cache-Control')) own.headers.set('Cache-Control', cacheControl)
  return withCookies(own, setCookies)
}

export function withCookies(response: Response, setCookies: string[]): Response {
  for (const cookie of setCookies) response.headers.append('Set-Cookie', cookie)
  return response
}

/** Made at the first request: bundlers load modules where the settings are not at hand. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
