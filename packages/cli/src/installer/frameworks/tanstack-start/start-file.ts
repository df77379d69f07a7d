import type { Node, ObjectExpression } from '@babel/types'
import type { Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'
import { appendToArray, arrayIn } from '../../syntax/array.ts'
import type { Module } from '../../syntax/module.ts'
import { calls, type Positioned } from '../../syntax/nodes.ts'
import type { Style } from '../../syntax/style.ts'
import { readModule, writeModule, writeNew } from '../source-files.ts'
import { sdk, startFile } from './routes.ts'

/** Makes every request pass AuthKit: in a start file of ours, or at the end of the project's own. */
export function integrateStart(project: Project, folder: string, style: Style): void {
  const path = project.tree.firstOf(
    ['ts', 'tsx', 'js', 'jsx'].map((ending) => `${folder}start.${ending}`),
  )
  if (path === undefined) {
    const extension = project.usesTypeScript ? 'ts' : 'js'
    writeNew(project, `${folder}start.${extension}`, startFile, style)
    return
  }
  const start = readModule(project, path)
  if (start.imports(sdk)) return
  addMiddleware(start)
  start.addImport({ source: sdk, names: ['authkitMiddleware'] })
  writeModule(project, start)
}

function addMiddleware(start: Module): void {
  const options = optionsOf(start)
  const present = options?.properties.find(
    (property) =>
      property.type === 'ObjectProperty' &&
      property.key.type === 'Identifier' &&
      property.key.name === 'requestMiddleware',
  )
  const list = present?.type === 'ObjectProperty' ? arrayIn(present.value) : undefined
  if (!options || (present && !list)) {
    throw new RecipeRefusal(
      `${start.path} has no \`createStart(() => ({ requestMiddleware: […] }))\` that could be added to.`,
      start.path,
    )
  }
  if (list) appendToArray(start, list, ['authkitMiddleware()'])
  else {
    const { start: opening } = options as Positioned
    const before = options.properties.length > 0 ? ',' : ' '
    start.insertText(opening + 1, ` requestMiddleware: [authkitMiddleware()]${before}`)
  }
}

/** The object that the function inside `createStart(…)` answers. */
function optionsOf(start: Module): ObjectExpression | undefined {
  const call = start.find((node) => calls(node, 'createStart'))
  const [answering] = call?.type === 'CallExpression' ? call.arguments : []
  if (answering?.type !== 'ArrowFunctionExpression') return undefined
  const answered: Node | null | undefined =
    answering.body.type === 'BlockStatement' ? returned(answering.body.body) : answering.body
  return answered?.type === 'ObjectExpression' ? answered : undefined
}

function returned(statements: Node[]): Node | null | undefined {
  const last = statements.at(-1)
  return last?.type === 'ReturnStatement' ? last.argument : undefined
}
