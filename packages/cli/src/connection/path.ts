import { usageError } from '../command/command-error.ts'

/**
 * A path with ids in it, for routes that the SDK has no method for: path`/api_keys/${id}/expire`. Each
 * id stays the one segment that it is. An address loses dots and empty ends, and would name another route.
 */
export function path(literals: TemplateStringsArray, ...ids: string[]): string {
  return literals.reduce((whole, literal, at) => whole + segmentOf(ids[at - 1] ?? '') + literal)
}

function segmentOf(id: string): string {
  if (/^\.{0,2}$/.test(id)) throw usageError(`"${id}" is no id.`)
  return encodeURIComponent(id)
}
