import type { ArrayExpression, Node } from '@babel/types'
import type { Module } from './module.ts'
import type { Positioned } from './nodes.ts'

/** Puts elements at the end of a list, each on a line of its own. */
export function appendToArray(module: Module, array: ArrayExpression, added: string[]): void {
  const indent = module.indentOf(array)
  const inner = indent + module.style.indent
  const { elements } = array
  const last = elements.at(-1)
  if (last && module.textOf(array).includes('\n')) {
    const place = module.indentOf(last)
    const text = added.map((element) => `,\n${place}${styled(module, element)}`).join('')
    module.insertText((last as Positioned).end, text)
    return
  }
  const present = elements.map((element) => (element ? module.textOf(element) : ''))
  const lines = [...present, ...added.map((element) => styled(module, element))]
  const text = lines.map((line) => `${inner}${line},\n`).join('')
  module.replaceText(array, `[\n${text}${indent}]`)
}

/** `[…]`, also behind `satisfies`, `as` and `!`. */
export function arrayIn(expression: Node | null | undefined): ArrayExpression | undefined {
  switch (expression?.type) {
    case 'ArrayExpression':
      return expression
    case 'TSSatisfiesExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return arrayIn(expression.expression)
    default:
      return undefined
  }
}

const styled = ({ style }: Module, code: string) => code.replaceAll("'", style.quote)
