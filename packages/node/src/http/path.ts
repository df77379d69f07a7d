/**
 * A path with ids in it: path`/organizations/${id}`. Each id stays the one segment that it is, so that
 * none can reach another path.
 */
export function path(literals: TemplateStringsArray, ...ids: (string | number)[]): string {
  return literals.reduce((whole, literal, index) => whole + segment(ids[index - 1]) + literal)
}

function segment(id: string | number | undefined) {
  const encoded = encodeURIComponent(id as string | number)
  if (isDots(encoded)) throw new TypeError(`"${id}" is no id.`)
  // A colon may stand in a segment (RFC 3986 §3.3), as it does in permissions such as `posts:read`.
  return encoded.replaceAll('%3A', ':')
}

/**
 * Refuses a path that is not where it seems to be: a URL loses these segments and climbs, encoded or
 * not (WHATWG URL, single-dot and double-dot path segment).
 */
export function assertNoDotSegments(path: string): void {
  const [segments = ''] = path.split(/[?#]/, 1)
  if (!segments.split('/').some(isDots)) return
  throw new TypeError(`The path "${path}" has a segment that leads to another path.`)
}

function isDots(segment: string) {
  return /^(\.|%2e){1,2}$/i.test(segment)
}
