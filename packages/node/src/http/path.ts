/**
 * A path with ids in it. Each id is encoded, so that none can reach another path:
 * path`/organizations/${id}`.
 */
export function path(literals: TemplateStringsArray, ...ids: (string | number)[]): string {
  return literals.reduce(
    (whole, literal, index) => `${whole}${encodeURIComponent(ids[index - 1] as string)}${literal}`,
  )
}
