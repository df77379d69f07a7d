import type { FunctionDeclaration } from '@babel/types'
import type { Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'
import type { Module } from '../../syntax/module.ts'
import type { Positioned } from '../../syntax/nodes.ts'
import { readModule, writeModule } from '../source-files.ts'

const SDK = '@workos-inc/authkit-react-router'

/**
 * Makes the root's loader renew the session for every page. A loader that is there goes on to load
 * what it loads: AuthKit calls it, and adds who is signed in to what it answers.
 */
export function loadAuthAtRoot(project: Project, path: string): void {
  const root = readModule(project, path)
  if (root.imports(SDK)) return
  const present = exportedLoader(root)
  const args = path.endsWith('.tsx') ? '(args: Route.LoaderArgs)' : '(args)'
  if (present) {
    const { start } = present.statement as Positioned
    root.replaceText(present.statement, renamed(root, present, start))
    root.insertAfter(
      present.statement,
      `\nexport const loader = ${args} => authkitLoader(args, loadRoot);`,
    )
  } else {
    const page = root.program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
    if (!page) throw new RecipeRefusal(`${path} exports no page by default.`, path)
    root.insertBefore(page, `export const loader = ${args} => authkitLoader(args);\n`)
  }
  root.addImport({ source: SDK, names: ['authkitLoader'] })
  if (path.endsWith('.tsx')) {
    root.addImport({ source: './+types/root', names: ['Route'], typeOnly: true })
  }
  writeModule(project, root)
}

interface PresentLoader {
  statement: Positioned
  declaration: FunctionDeclaration
}

/** `export async function loader(…) { … }`. Throws where a loader comes in another form. */
function exportedLoader(root: Module): PresentLoader | undefined {
  for (const statement of root.program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue
    const { declaration, specifiers } = statement
    if (declaration?.type === 'FunctionDeclaration' && declaration.id?.name === 'loader') {
      return { statement: statement as Positioned, declaration }
    }
    const names =
      declaration?.type === 'VariableDeclaration'
        ? declaration.declarations.map(({ id }) => root.textOf(id))
        : specifiers.map(({ exported }) => root.textOf(exported))
    if (!names.some((name) => /^loader\b/.test(name))) continue
    throw new RecipeRefusal(
      `${root.path} has a loader that is no \`export function loader\`, so it cannot be wrapped.`,
      root.path,
    )
  }
  return undefined
}

/** The function under a name of its own, no longer exported. */
function renamed(root: Module, { statement, declaration }: PresentLoader, start: number): string {
  const text = root.textOf(statement)
  const functionStart = (declaration as Positioned).start - start
  const name = declaration.id as Positioned
  return `${text.slice(functionStart, name.start - start)}loadRoot${text.slice(name.end - start)}`
}
