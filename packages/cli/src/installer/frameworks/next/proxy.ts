import type {
  ArrowFunctionExpression,
  BlockStatement,
  FunctionDeclaration,
  Node,
  ReturnStatement,
  Statement,
} from '@babel/types'
import type { Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'
import type { Module } from '../../syntax/module.ts'
import { type Positioned, propertyNamed, stringOf } from '../../syntax/nodes.ts'
import type { Style } from '../../syntax/style.ts'
import { withoutUnusedImport } from '../../syntax/unused-import.ts'
import { readModule, writeEdited, writeNew } from '../source-files.ts'
import { nextMajor } from './next-project.ts'
import { isKnownResponse, proceed, visitOwn, withSession } from './proxy-responses.ts'

const sdk = '@workos-inc/authkit-nextjs'

/**
 * Makes every request pass AuthKit, which renews sessions and hands them on to pages. Next.js takes
 * one such file, so that one of the project is composed with: what it decides stays decided.
 */
export function integrateProxy(project: Project, root: string, style: Style): void {
  const path = project.tree.firstOf(
    proxyNames.flatMap((name) => ['ts', 'js'].map((extension) => `${root}${name}.${extension}`)),
  )
  if (path === undefined) writeNew(project, newPath(project, root), proxyFile, style)
  else if (!project.tree.read(path)?.includes(sdk)) composeWith(project, readModule(project, path))
}

/** Next.js 16 renamed it. */
function newPath(project: Project, root: string): string {
  const name = nextMajor(project) >= 16 ? 'proxy' : 'middleware'
  return `${root}${name}.${project.usesTypeScript ? 'ts' : 'js'}`
}

const proxyFile = [
  `import { authkitProxy } from '${sdk}';`,
  '',
  'export default authkitProxy();',
  '',
  'export const config = {',
  "  matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'],",
  '};',
]

interface ProxyFunction {
  node: FunctionDeclaration | ArrowFunctionExpression
  body: BlockStatement
  first: Statement
  request: string
}

function composeWith(project: Project, module: Module): void {
  refuseNarrowMatcher(module)
  const proxy = proxyFunctionOf(module)
  refuseOtherReturns(module, proxy)
  // The file may have a name `headers` of its own, beside the member of the request.
  const isTaken = /(?<![.\w])headers\b/.test(module.text)
  const headers = isTaken ? 'authkitHeaders' : 'headers'
  const session = `${proxy.request}, ${headers}`
  const helpers = new Set(['authkit', ...passOnAtTheEnd(module, proxy, session)])
  visitOwn(proxy.body, (node) => {
    if (!isKnownResponse(node)) return
    const response = withSession(module, node, session)
    for (const name of response.helpers) helpers.add(name)
    module.replace(node, response.code)
  })
  const binding = isTaken ? `{ headers: ${headers} }` : '{ headers }'
  module.insertBefore(proxy.first, `const ${binding} = await authkit(${proxy.request});`)
  makeAsync(module, proxy.node)
  module.addImport({ source: sdk, names: [...helpers] })
  const text = module.toString()
  writeEdited(
    project,
    module.path,
    withoutUnusedImport(module.path, text, 'next/server', 'NextResponse'),
  )
}

/** A narrow matcher says nothing about whether its code may run for the pages of sign-in. */
function refuseNarrowMatcher(module: Module): void {
  const matcher = propertyNamed(module.program, 'matcher')
  if (!matcher) return
  const { value } = matcher
  const entries = value.type === 'ArrayExpression' ? value.elements : [value]
  if (entries.some((entry) => /^\/(?:\(|:path\*)/.test(stringOf(entry) ?? ''))) return
  throw new RecipeRefusal(
    `The matcher in ${module.path} leaves pages out, and AuthKit has to see each that asks who is signed in.`,
    module.path,
  )
}

/** `export function proxy`, `export default function`, or `export const middleware = async () => …`. */
function proxyFunctionOf(module: Module): ProxyFunction {
  const node = [
    defaultExportOf(module),
    ...proxyNames.map((name) => declared(module, name, { isExported: true })),
  ].find(isFunction)
  const [request] = node?.params ?? []
  const body = node?.body.type === 'BlockStatement' ? node.body : undefined
  const [first] = body?.body ?? []
  if (!node || !body || !first || request?.type !== 'Identifier') {
    throw new RecipeRefusal(
      `${module.path} exports no \`function (request) { … }\` that is written there, so nothing can be put into it.`,
      module.path,
    )
  }
  return { node, body, first, request: request.name }
}

/** Next.js asks for the file by one of these names, and for its function by the same. */
const proxyNames = ['proxy', 'middleware']

/** Also where the function is declared first, and exported by its name. */
function defaultExportOf(module: Module): Node | null | undefined {
  const exported = module.program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
  if (exported?.type !== 'ExportDefaultDeclaration') return undefined
  const { declaration } = exported
  return declaration.type === 'Identifier' ? declared(module, declaration.name) : declaration
}

/** The function or the value of a name at the top of the file. */
function declared(
  { program }: Module,
  name: string,
  { isExported = false } = {},
): Node | null | undefined {
  for (const statement of program.body) {
    const isExport = statement.type === 'ExportNamedDeclaration'
    const declaration = isExport ? statement.declaration : statement
    if (isExported && !isExport) continue
    if (declaration?.type === 'FunctionDeclaration' && declaration.id?.name === name) {
      return declaration
    }
    const variables = declaration?.type === 'VariableDeclaration' ? declaration.declarations : []
    const found = variables.find(({ id }) => id.type === 'Identifier' && id.name === name)
    if (found) return found.init
  }
  return undefined
}

function isFunction(
  node: Node | null | undefined,
): node is FunctionDeclaration | ArrowFunctionExpression {
  return node?.type === 'FunctionDeclaration' || node?.type === 'ArrowFunctionExpression'
}

/** A response that is made elsewhere would lose the session on its way. */
function refuseOtherReturns(module: Module, { body }: ProxyFunction): void {
  const known = new Set<string>()
  visitOwn(body, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return
    if (isKnownResponse(node.init)) known.add(node.id.name)
  })
  visitOwn(body, (node) => {
    const answer = answerIn(node, known)
    if (!answer || isKnownResponse(answer)) return
    if (answer.type === 'Identifier' && known.has(answer.name)) return
    const [line] = module.textOf(answer).split('\n')
    throw new RecipeRefusal(
      `${module.path} returns \`${line?.trim()}\`, which the recipe cannot hand a session to.`,
      module.path,
    )
  })
}

/** What a statement returns, or makes of a response that is returned. */
function answerIn(node: Node, known: ReadonlySet<string>): Node | null | undefined {
  if (node.type === 'ReturnStatement') return node.argument
  const isOfKnown =
    node.type === 'AssignmentExpression' &&
    node.left.type === 'Identifier' &&
    known.has(node.left.name)
  return isOfKnown ? node.right : null
}

/** Without a response Next.js goes on to the page: the session has to go along. */
function passOnAtTheEnd(module: Module, { body }: ProxyFunction, session: string): string[] {
  const { code, helpers } = proceed(session)
  const silent: ReturnStatement[] = []
  visitOwn(body, (node) => {
    if (node.type === 'ReturnStatement' && !node.argument) silent.push(node)
  })
  for (const statement of silent) module.replace(statement, `return ${code};`)
  const last = body.body.at(-1)
  const isOpen = last !== undefined && last.type !== 'ReturnStatement'
  if (isOpen) module.insertAfter(last, `return ${code};`)
  return isOpen || silent.length > 0 ? helpers : []
}

function makeAsync(module: Module, node: FunctionDeclaration | ArrowFunctionExpression): void {
  if (node.async) return
  module.insertText((node as Positioned).start, 'async ')
  const type = node.returnType?.type === 'TSTypeAnnotation' ? node.returnType.typeAnnotation : null
  if (!type) return
  const { start, end } = type as Positioned
  module.insertText(start, 'Promise<')
  module.insertText(end, '>')
}
