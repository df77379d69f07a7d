import type { Declaration, Identifier } from '@babel/types'
import type { Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'
import type { Module } from '../../syntax/module.ts'
import type { Positioned } from '../../syntax/nodes.ts'
import { readModule, writeModule } from '../source-files.ts'

const sdk = '@workos-inc/authkit-react-router'

/**
 * Makes the root's loader renew the session for every page. A loader that is there goes on to load
 * what it loads: AuthKit calls it, and adds who is signed in to what it answers.
 */
export function loadAuthAtRoot(project: Project, path: string): void {
  const root = readModule(project, path)
  if (root.imports(sdk)) return
  const present = exportedLoader(root)
  const args = path.endsWith('.tsx') ? '(args: Route.LoaderArgs)' : '(args)'
  if (present) {
    root.replaceText(present.statement, renamed(root, present))
    root.insertAfter(
      present.statement,
      `\nexport const loader = ${args} => authkitLoader(args, loadRoot);`,
    )
  } else {
    const page = root.program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
    if (!page) throw new RecipeRefusal(`${path} exports no page by default.`, path)
    root.insertBefore(page, `export const loader = ${args} => authkitLoader(args);\n`)
  }
  root.addImport({ source: sdk, names: ['authkitLoader'] })
  if (path.endsWith('.tsx')) {
    root.addImport({ source: './+types/root', names: ['Route'], typeOnly: true })
  }
  writeModule(project, root)
}

interface PresentLoader {
  statement: Positioned
  /** What is exported, with the name in it. */
  declaration: Positioned
  name: Positioned
}

/**
 * `export function loader(…) { … }` or `export const loader = (…) => …`. Throws where a loader
 * comes in another form.
 */
function exportedLoader(root: Module): PresentLoader | undefined {
  for (const statement of root.program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue
    const { declaration, specifiers } = statement
    const name = declaration && loaderNameIn(declaration)
    if (name) {
      return {
        statement: statement as Positioned,
        declaration: declaration as Positioned,
        name: name as Positioned,
      }
    }
    const names =
      declaration?.type === 'VariableDeclaration'
        ? declaration.declarations.map(({ id }) => root.textOf(id))
        : specifiers.map(({ exported }) => root.textOf(exported))
    if (!names.some((name) => /^loader\b/.test(name))) continue
    throw new RecipeRefusal(
      `${root.path} has a loader that is no function written there, so it cannot be wrapped.`,
      root.path,
    )
  }
  return undefined
}

/** The name of a function that is called loader; a type may follow it. */
function loaderNameIn(declaration: Declaration): Identifier | undefined {
  if (declaration.type === 'FunctionDeclaration') {
    return declaration.id?.name === 'loader' ? declaration.id : undefined
  }
  if (declaration.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return
  const [{ id, init } = { id: null, init: null }] = declaration.declarations
  const isFunction = init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression'
  return id?.type === 'Identifier' && id.name === 'loader' && isFunction ? id : undefined
}

/** The function under a name of its own, no longer exported. */
function renamed(root: Module, { statement, declaration, name }: PresentLoader): string {
  const before = root.text.slice(declaration.start, name.start)
  return `${before}loadRoot${root.text.slice(name.start + 'loader'.length, statement.end)}`
}
