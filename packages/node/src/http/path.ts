/**
 * A path with ids in it: path`/organizations/${id}`. Each id stays the one segment that it is, so that
 * none can reach another path.
 */
export function path(literals: TemplateStringsArray, ...ids: (string | number)[]): string {
  return literals.reduce((whole, literal, index) => whole + segment(ids[index - 1]) + literal)
}

function segment(id: string | number | undefined) {
  // A URL loses these two and climbs, encoded or not (WHATWG URL, double-dot path segment).
  if (id === '.' || id === '..') throw new TypeError(`"${id}" is no id.`)
  // A colon may stand in a segment (RFC 3986 §3.3), as it does in permissions such as `posts:read`.
  return encodeURIComponent(id as string | number).replaceAll('%3A', ':')
}
