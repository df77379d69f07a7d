import type { Node, ObjectProperty, Statement } from '@babel/types'

/** A node as the parser gives it: with its place in the text. */
export type Positioned = Node & { start: number; end: number }

/** Whether a node is a call of a name or a member: `calls(node, 'app.use')`. */
export function calls(node: Node, callee: string): boolean {
  return node.type === 'CallExpression' && dottedName(node.callee) === callee
}

/** `app.router.use` of a chain of plain names; undefined for anything that is computed. */
export function dottedName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'ThisExpression') return 'this'
  if (node.type !== 'MemberExpression' || node.computed) return undefined
  const object = dottedName(node.object)
  return object === undefined || node.property.type !== 'Identifier'
    ? undefined
    : `${object}.${node.property.name}`
}

/** The text of a string literal, or of a template without holes. */
export function stringOf(node: Node | null | undefined): string | undefined {
  if (node?.type === 'StringLiteral') return node.value
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined
  return node.quasis[0]?.value.cooked ?? undefined
}

/** The first property of a name in any object: `server` of a configuration. */
export function propertyNamed(root: Node, name: string): ObjectProperty | undefined {
  const found = walk(
    root,
    (node) =>
      node.type === 'ObjectProperty' && node.key.type === 'Identifier' && node.key.name === name,
  )
  return found?.type === 'ObjectProperty' ? found : undefined
}

/** The names that a pattern binds: `a`, `b` and `rest` of `{ a, x: b = 1, ...rest }`. */
export function boundNames(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap(boundNames)
    case 'AssignmentPattern':
      return boundNames(pattern.left)
    case 'RestElement':
      return boundNames(pattern.argument)
    default:
      return []
  }
}

/** Visits nodes in order of the text until one is answered yes; returns it. */
export function walk(root: Node, visit: (node: Node) => boolean): Node | undefined {
  if (visit(root)) return root
  for (const [key, value] of Object.entries(root)) {
    if (key.endsWith('Comments') || key === 'loc' || key === 'extra' || key === 'tokens') continue
    for (const child of Array.isArray(value) ? value : [value]) {
      if (!isNode(child)) continue
      const found = walk(child, visit)
      if (found) return found
    }
  }
  return undefined
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** Whether a node stands inside of another, or is it. */
export function contains(outer: Node, inner: Node): boolean {
  const [one, other] = [outer as Positioned, inner as Positioned]
  return one.start <= other.start && one.end >= other.end
}

/** The names that a statement of the top level declares. */
export function declaredNames(statement: Statement): string[] {
  if (statement.type === 'ImportDeclaration') {
    return statement.specifiers.map(({ local }) => local.name)
  }
  const declared =
    (statement.type === 'ExportNamedDeclaration' ||
      statement.type === 'ExportDefaultDeclaration') &&
    statement.declaration
      ? statement.declaration
      : statement
  if (declared.type === 'VariableDeclaration') {
    return declared.declarations.flatMap(({ id }) => boundNames(id))
  }
  return 'id' in declared && declared.id ? boundNames(declared.id as Node) : []
}
