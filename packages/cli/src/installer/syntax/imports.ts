import type { ImportDeclaration, Node, Program, Statement, VariableDeclarator } from '@babel/types'
import { boundNames, stringOf } from './nodes.ts'

/** What an import brings in: `import defaultName, { names } from source`, or only its effects. */
export interface Imported {
  source: string
  /** `'one'`, or `{ name: 'one', as: 'other' }`. */
  names?: readonly (string | { name: string; as: string })[]
  defaultName?: string
  typeOnly?: boolean
}

/** An import, or `const … = require(source)`. */
export type ImportingNode = ImportDeclaration | VariableDeclarator

/** What brings a source in, of the top level of a file. */
export function importOf({ body }: Program, source: string): ImportingNode | undefined {
  for (const statement of body) {
    if (statement.type === 'ImportDeclaration' && statement.source.value === source) {
      return statement
    }
    if (statement.type !== 'VariableDeclaration') continue
    const required = statement.declarations.find(({ init }) => requiredSource(init) === source)
    if (required) return required
  }
  return undefined
}

export function isImporting(statement: Statement): boolean {
  if (statement.type === 'ImportDeclaration') return true
  if (statement.type === 'ExpressionStatement') {
    return requiredSource(statement.expression) !== undefined
  }
  return (
    statement.type === 'VariableDeclaration' &&
    statement.declarations.every(({ init }) => requiredSource(init) !== undefined)
  )
}

/** What makes a file a module: it imports or exports. */
export function isModuleStatement({ type }: Statement): boolean {
  return type === 'ImportDeclaration' || type.startsWith('Export')
}

/** The source of `require(source)`, also where it is called, read or awaited further. */
export function requiredSource(node: Node | null | undefined): string | undefined {
  if (node?.type === 'MemberExpression') return requiredSource(node.object)
  if (node?.type !== 'CallExpression') return undefined
  if (node.callee.type === 'Identifier' && node.callee.name === 'require') {
    return stringOf(node.arguments[0])
  }
  return requiredSource(node.callee)
}

export function localNames({ names = [], defaultName }: Imported): string[] {
  return [
    ...names.map((name) => (typeof name === 'string' ? name : name.as)),
    ...(defaultName ? [defaultName] : []),
  ]
}

/** The part of an import that the file does not have yet, or null when it has everything. */
export function missingNames(
  imported: Imported,
  present: ImportingNode | undefined,
  added: Set<string> = new Set(),
): Imported | null {
  const known = new Set([...added, ...(present ? namesIn(present) : [])])
  const wanted = localNames(imported)
  if (wanted.length === 0) return present || added.size > 0 ? null : imported
  if (wanted.every((name) => known.has(name))) return null
  return {
    ...imported,
    names: imported.names?.filter((name) => !known.has(typeof name === 'string' ? name : name.as)),
    defaultName: known.has(imported.defaultName ?? '') ? undefined : imported.defaultName,
  }
}

export function namesIn(present: ImportingNode): string[] {
  if (present.type === 'ImportDeclaration') return present.specifiers.map(({ local }) => local.name)
  return boundNames(present.id)
}

export function bracedNames({ names = [] }: Imported, rename: string): string {
  return names
    .map((name) => (typeof name === 'string' ? name : `${name.name}${rename}${name.as}`))
    .join(', ')
}

export function asImport(imported: Imported): string {
  const { source, defaultName, typeOnly } = imported
  const names = bracedNames(imported, ' as ')
  const bindings = [...(defaultName ? [defaultName] : []), ...(names ? [`{ ${names} }`] : [])]
  if (bindings.length === 0) return `import '${source}';`
  return `import ${typeOnly ? 'type ' : ''}${bindings.join(', ')} from '${source}';`
}

export function asRequire(imported: Imported): string {
  const { source, defaultName } = imported
  const names = bracedNames(imported, ': ')
  const required = `require('${source}')`
  const lines = [
    ...(defaultName ? [`const ${defaultName} = ${required};`] : []),
    ...(names ? [`const { ${names} } = ${required};`] : []),
  ]
  return lines.length === 0 ? `${required};` : lines.join('\n')
}
