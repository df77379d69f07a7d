import type { CallExpression, Expression, NewExpression, Node } from '@babel/types'
import type { Module } from '../../syntax/module.ts'
import { calls, dottedName, type Positioned, walk } from '../../syntax/nodes.ts'

/** How a response is written when it also hands the session on. */
interface SessionResponse {
  code: string
  /** What the code imports of the SDK. */
  helpers: string[]
}

const redirectStatuses = new Set([302, 303, 307, 308])

/** Whether an expression makes a response that can be rewritten: `NextResponse.next()` and its kin. */
export function isKnownResponse(node: Node): node is CallExpression | NewExpression {
  if (node.type === 'NewExpression') return dottedName(node.callee) === 'NextResponse'
  if (node.type !== 'CallExpression') return false
  const [target, status, ...rest] = node.arguments
  if (calls(node, 'NextResponse.json')) return true
  // With arguments it passes headers on, and so do we: neither may win.
  if (calls(node, 'NextResponse.next')) return node.arguments.length === 0
  if (!calls(node, 'NextResponse.redirect') || rest.length > 0) return false
  const isPlain = status?.type === 'NumericLiteral' && redirectStatuses.has(status.value)
  return target !== undefined && target.type !== 'SpreadElement' && (!status || isPlain)
}

/**
 * The same response, with what AuthKit has to say to the page and to the browser. `session` are the
 * arguments that say it: the request, and the headers of AuthKit.
 */
export function withSession(
  module: Module,
  response: CallExpression | NewExpression,
  session: string,
): SessionResponse {
  if (calls(response, 'NextResponse.next')) return proceed(session)
  if (calls(response, 'NextResponse.redirect')) return redirect(module, response, session)
  const parts = `partitionAuthkitHeaders(${session})`
  return {
    code: `applyResponseHeaders(${module.textOf(response)}, ${parts}.responseHeaders)`,
    helpers: ['applyResponseHeaders', 'partitionAuthkitHeaders'],
  }
}

export function proceed(session: string): SessionResponse {
  return { code: `handleAuthkitProxy(${session})`, helpers: ['handleAuthkitProxy'] }
}

function redirect(
  module: Module,
  response: CallExpression | NewExpression,
  session: string,
): SessionResponse {
  const [target, status] = response.arguments
  const options = [
    `redirect: ${target ? addressOf(module, target as Expression) : ''}`,
    ...(status ? [`redirectStatus: ${module.textOf(status)}`] : []),
  ]
  return {
    code: `handleAuthkitProxy(${session}, { ${options.join(', ')} })`,
    helpers: ['handleAuthkitProxy'],
  }
}

/** `request.nextUrl` and its clones are addresses that the SDK does not take as they are. */
function addressOf(module: Module, target: Expression): string {
  const text = module.textOf(target)
  const isTaken =
    target.type === 'StringLiteral' ||
    target.type === 'TemplateLiteral' ||
    (target.type === 'NewExpression' && dottedName(target.callee) === 'URL')
  return isTaken ? text : `String(${text})`
}

/** Visits what belongs to a function itself, and not to the functions inside it. */
export function visitOwn(body: Node, visit: (node: Node) => void): void {
  let innerEnd = -1
  walk(body, (node) => {
    const { start, end } = node as Positioned
    if (start < innerEnd) return false
    if (/Function|ObjectMethod|ClassBody/.test(node.type)) innerEnd = end
    else visit(node)
    return false
  })
}
