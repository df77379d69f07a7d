import type { Expression, Node, VariableDeclarator } from '@babel/types'
import type { Project } from '../project/project.ts'
import { RecipeRefusal } from '../recipe.ts'
import { Module, Unparsable } from '../syntax/module.ts'
import { entryOf, reachableFrom } from './entry.ts'
import { sourcesOf } from './source-files.ts'

/** The file where a server is made, and the name that the server has there. */
interface ServerModule {
  module: Module
  /** `const app = express()`. */
  declarator: VariableDeclarator
  /** `app`. */
  name: string
}

interface ServerSource {
  title: string
  /** What the server is imported from. */
  source: string
  /** The names that it is exported under; `default` also stands for the whole. */
  creators: readonly string[]
  /** Whether an expression makes the server, given what the file calls the import. */
  isCreation: (node: Node, local: string) => boolean
}

/**
 * Finds the one place where `const app = <create>()` makes the server: at the top of a file or inside
 * of a function. Throws a {@link RecipeRefusal} when there is none, or more than one and no sign of
 * which is meant.
 */
export function getServerModule(project: Project, framework: ServerSource): ServerModule {
  const found = sourcesOf(project).flatMap((path) => serversIn(project, path, framework))
  if (found.length === 0) {
    throw new RecipeRefusal(
      `No file makes the ${framework.title} server in the form \`const app = …()\`.`,
    )
  }
  const chosen = outermost(project, inEntry(project, found))
  if (!chosen) {
    const places = found.map(({ module, name }) => `${name} in ${module.path}`).join(', ')
    throw new RecipeRefusal(
      `Several places make a ${framework.title} server (${places}), and nothing tells which is meant.`,
      found[0]?.module.path,
    )
  }
  refuseBareBranch(chosen)
  return chosen
}

function serversIn(project: Project, path: string, framework: ServerSource): ServerModule[] {
  const text = project.tree.read(path)
  if (!text?.includes(framework.source)) return []
  try {
    const module = Module.parse(path, text)
    const locals = module.localsOf(framework.source, framework.creators)
    const made = declarationsOf(module, (node) =>
      locals.some((local) => framework.isCreation(node, local)),
    )
    return made.filter(({ name }) => !isMounted(module, name))
  } catch (error) {
    // A template of somebody's own, or a fixture: the server runs, so it can be read.
    if (error instanceof Unparsable && path !== entryOf(project)) return []
    throw error
  }
}

/** `app.use('/admin', admin)` and `app.route('/api', api)`: a part of another server. */
function isMounted(module: Module, name: string): boolean {
  const mounting = /\.(?:use|route|mount)$/
  return (
    module.find(
      (node) =>
        node.type === 'CallExpression' &&
        mounting.test(module.textOf(node.callee)) &&
        node.arguments.some((given) => given.type === 'Identifier' && given.name === name),
    ) !== undefined
  )
}

/** Those that the entry itself makes, where it makes any. */
function inEntry(project: Project, found: ServerModule[]): ServerModule[] {
  const entry = entryOf(project)
  const own = found.filter(({ module }) => module.path === entry)
  return own.length > 0 ? own : found
}

/** The only one, or the one whose file brings in all the others. */
function outermost(project: Project, found: ServerModule[]): ServerModule | undefined {
  const paths = found.map(({ module }) => module.path)
  if (new Set(paths).size < paths.length) return undefined
  if (found.length === 1) return found[0]
  return found.find(({ module }) => {
    const reached = reachableFrom(project, module.path)
    return paths.every((path) => reached.includes(path))
  })
}

/** `if (…) var app = express()` has no block that routes could stand in. */
function refuseBareBranch({ module, declarator, name }: ServerModule): void {
  const { type } = module.innerStatementOf(declarator)
  if (type === 'VariableDeclaration' || type === 'ExportNamedDeclaration') return
  throw new RecipeRefusal(
    `${module.path} makes \`${name}\` where no other statement can stand beside it.`,
    module.path,
  )
}

function declarationsOf(module: Module, isCreation: (node: Node) => boolean): ServerModule[] {
  return module
    .findAll((node): node is VariableDeclarator => node.type === 'VariableDeclarator')
    .flatMap((declarator) => {
      const { id, init } = declarator
      if (id.type !== 'Identifier' || !init || !isCreation(unwrapped(init))) return []
      return [{ module, declarator, name: id.name }]
    })
}

/** `await x`, `x as T`, `x!` and `module.exports = x` are still x; so is Fastify with other types. */
function unwrapped(expression: Expression): Node {
  switch (expression.type) {
    case 'AwaitExpression':
      return unwrapped(expression.argument)
    case 'AssignmentExpression':
      return unwrapped(expression.right)
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return unwrapped(expression.expression)
    case 'CallExpression': {
      const { callee } = expression
      const isTyping =
        callee.type === 'MemberExpression' &&
        callee.property.type === 'Identifier' &&
        callee.property.name === 'withTypeProvider'
      return isTyping ? unwrapped(callee.object as Expression) : expression
    }
    default:
      return expression
  }
}
