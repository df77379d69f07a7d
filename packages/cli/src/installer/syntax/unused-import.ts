import { Module } from './module.ts'
import type { Positioned } from './nodes.ts'

/** The text of a file without a name that is imported and no longer used. */
export function withoutUnusedImport(path: string, text: string, source: string, name: string) {
  const module = Module.parse(path, text)
  const declaration = module.importOf(source)
  if (declaration?.type !== 'ImportDeclaration') return text
  const { start, end } = declaration as Positioned
  const isUsed = module.find(
    (node) =>
      node.type === 'Identifier' &&
      node.name === name &&
      ((node as Positioned).start < start || (node as Positioned).end > end),
  )
  const unused = declaration.specifiers.findIndex(({ local }) => local.name === name)
  if (isUsed || unused === -1) return text
  if (declaration.specifiers.length === 1) {
    return text.slice(0, start) + text.slice(end).replace(/^;?\r?\n/, '')
  }
  const neighbour = declaration.specifiers[unused === 0 ? 1 : unused - 1] as Positioned
  const specifier = declaration.specifiers[unused] as Positioned
  return unused === 0
    ? text.slice(0, specifier.start) + text.slice(neighbour.start)
    : text.slice(0, neighbour.end) + text.slice(specifier.end)
}
