import type { RequestHeaders } from './http-client.ts'

/**
 * Headers of several sources in one plain object, as a `fetch` of the application may expect. Names
 * are the same in any case (RFC 9110 §5.1), and what comes later counts.
 */
export function mergeHeaders(
  ...sources: (HeadersInit | RequestHeaders | undefined)[]
): RequestHeaders {
  const byName = new Map<string, [name: string, value: RequestHeaders[string]]>()
  for (const [name, value] of sources.flatMap(entriesOf)) {
    byName.set(name.toLowerCase(), [name, value])
  }
  return Object.fromEntries(byName.values())
}

function entriesOf(headers: HeadersInit | RequestHeaders = {}) {
  // Not asked by the class: Node loads all of its fetch with the first look at `Headers`.
  const isIterable = Symbol.iterator in headers
  return (isIterable ? [...(headers as Headers)] : Object.entries(headers)) as [string, string][]
}
