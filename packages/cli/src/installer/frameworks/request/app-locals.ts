import type { TSInterfaceDeclaration, TSModuleDeclaration } from '@babel/types'
import type { Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'
import { isModuleStatement } from '../../syntax/imports.ts'
import type { Positioned } from '../../syntax/nodes.ts'
import { readModule, writeModule } from '../source-files.ts'

const authMember = "auth: import('@latchkey/node/request').Auth | null;"

/** What a template leaves for its reader to fill in. */
const emptyLocals = /^([ \t]*)\/\/ interface Locals \{\}$/m

/** Declares `locals.auth` in `App.Locals`, beside what a project declares there. */
export function declareAuth(project: Project, path: string): void {
  const { tree } = project
  const text = tree.read(path)
  if (text === null) {
    tree.write(path, `${declaration.join('\n')}\n`)
    return
  }
  if (text.includes(authMember.slice(0, -1))) return
  if (emptyLocals.test(text)) {
    const step = /^(\t| {2,4})\S/m.exec(text)?.[1] ?? '  '
    const filled = `$1interface Locals {\n$1${step}${authMember}\n$1}`
    tree.write(path, text.replace(emptyLocals, filled))
    return
  }
  addToDeclarations(project, path)
}

const declaration = [
  'declare namespace App {',
  '  interface Locals {',
  `    ${authMember}`,
  '  }',
  '}',
]

const globally = ([namespace = '', ...rest]: string[]) =>
  ['declare global {', namespace.replace('declare ', ''), ...rest]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .concat('}')
    .join('\n')

function addToDeclarations(project: Project, path: string): void {
  const module = readModule(project, path)
  const locals = module.find(
    (node): node is TSInterfaceDeclaration =>
      node.type === 'TSInterfaceDeclaration' && node.id.name === 'Locals',
  )
  const app = module.find(
    (node): node is TSModuleDeclaration =>
      node.type === 'TSModuleDeclaration' && module.textOf(node.id) === 'App',
  )
  if (locals) {
    if (locals.body.body.some((member) => /^auth\b/.test(module.textOf(member)))) {
      throw new RecipeRefusal(`${path} declares \`auth\` in App.Locals as something else.`, path)
    }
    const indent = module.indentOf(locals)
    const { start } = locals.body as Positioned
    module.insertText(start + 1, `\n${indent}${module.style.indent}${authMember}`)
  } else if (app) {
    const indent = module.indentOf(app) + module.style.indent
    const member = `interface Locals {\n${indent}${module.style.indent}${authMember}\n${indent}}`
    module.insertText((app.body as Positioned).start + 1, `\n${indent}${member}`)
  } else {
    // What a module declares is its own.
    const isModule = module.program.body.some(isModuleStatement)
    module.append(isModule ? globally(declaration) : declaration.join('\n'))
  }
  writeModule(project, module)
}
