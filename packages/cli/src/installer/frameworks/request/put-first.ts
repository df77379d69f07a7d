import type { Node } from '@babel/types'
import { RecipeRefusal } from '../../recipe.ts'
import type { Module } from '../../syntax/module.ts'
import { boundNames, calls, type Positioned } from '../../syntax/nodes.ts'

/** The function that a framework calls for each request, and how it chains several of them. */
interface RequestHook {
  /** The export that the framework looks for: `handle`, `onRequest`. */
  exported: string
  /** Where the framework's `sequence` comes from. */
  sequenceFrom: string
  /** Our function, and the file that it comes from. */
  ours: string
  oursFrom: string
}

/** Makes requests pass our function before the project's own, which goes on to do what it does. */
export function putFirst(module: Module, hook: RequestHook): void {
  const { exported, ours } = hook
  const present = exportedAs(module, exported)
  module.addImport({ source: hook.oursFrom, names: [ours] })
  if (present === undefined) {
    module.append(`export const ${exported} = ${ours};`)
    return
  }
  if (calls(present, 'sequence') && present.type === 'CallExpression') {
    const [first] = present.arguments
    if (first) module.insertText((first as Positioned).start, `${ours}, `)
    else module.replaceText(present, ours)
    return
  }
  module.addImport({ source: hook.sequenceFrom, names: ['sequence'] })
  if (present.type === 'FunctionDeclaration') {
    const own = `own${exported[0]?.toUpperCase()}${exported.slice(1)}`
    const statement = module.statementOf(present)
    module.replaceText(statement, renamed(module, present, own))
    module.insertAfter(statement, `\nexport const ${exported} = sequence(${ours}, ${own});`)
    return
  }
  module.replaceText(present, `sequence(${ours}, ${module.textOf(present)})`)
}

/** The function or the value that is exported under a name. Throws where it comes otherwise. */
function exportedAs(module: Module, name: string): Node | undefined {
  for (const statement of module.program.body) {
    if (statement.type === 'ExportAllDeclaration') throw exportedOtherwise(module, name)
    if (statement.type !== 'ExportNamedDeclaration') continue
    const { declaration, specifiers } = statement
    if (declaration?.type === 'FunctionDeclaration' && declaration.id?.name === name) {
      return declaration
    }
    if (declaration?.type === 'VariableDeclaration') {
      const found = declaration.declarations.find(
        ({ id }) => id.type === 'Identifier' && id.name === name,
      )
      if (found?.init) return found.init
      const names = declaration.declarations.flatMap(({ id }) => boundNames(id))
      if (names.includes(name)) throw exportedOtherwise(module, name)
    }
    if (specifiers.some(({ exported }) => module.textOf(exported) === name)) {
      throw exportedOtherwise(module, name)
    }
  }
  return undefined
}

function exportedOtherwise({ path }: Module, name: string): RecipeRefusal {
  return new RecipeRefusal(
    `${path} exports \`${name}\` in braces, or all that another file exports; the recipe looks for ` +
      `\`export const ${name} = …\` or \`export function ${name}\`.`,
    path,
  )
}

/** The function under another name, no longer exported. */
function renamed(module: Module, declaration: Node, name: string): string {
  const { start } = declaration as Positioned
  const text = module.textOf(declaration)
  const id = declaration.type === 'FunctionDeclaration' ? declaration.id : null
  if (!id) return text
  const { start: from, end: to } = id as Positioned
  return text.slice(0, from - start) + name + text.slice(to - start)
}
