import type { JSXElement, JSXFragment } from '@babel/types'
import type { Module } from './module.ts'
import type { Positioned } from './nodes.ts'

/** Where the formatters of the templates break lines. */
const lineWidth = 80

/** A piece of a file's text. */
interface Span {
  start: number
  end: number
}

/** The name of an element as it is written: `body`, `App`, `React.StrictMode`. */
export function tagOf(module: Module, element: JSXElement): string {
  return module.textOf(element.openingElement.name)
}

/** Every element of a name, in order of the text. */
export function elementsNamed(module: Module, name: string): JSXElement[] {
  return module
    .findAll((node): node is JSXElement => node.type === 'JSXElement')
    .filter((element) => tagOf(module, element) === name)
}

/** Puts an element around everything inside another. */
export function wrapChildren(module: Module, element: JSXElement, tag: string): void {
  const children = childrenOf(module, element)
  if (!children) return
  const isOnItsLine = module.textOf(element).includes('\n')
  const indent = module.indentOf(element)
  if (!isOnItsLine) module.insertText(children.start, `\n${indent}${module.style.indent}`)
  wrap(module, children, tag)
  if (!isOnItsLine) module.insertText(children.end, `\n${indent}`)
}

/** Puts an element around what is there: on the same line when that has one and is no element. */
export function wrap(module: Module, { start, end }: Span, tag: string): void {
  const { text, style } = module
  const indent = module.indentAt(start)
  const startsLine = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === ''
  const inside = text.slice(start, end)
  if (!inside.includes('\n') && !(startsLine && inside.startsWith('<'))) {
    module.insertText(start, `<${tag}>`)
    module.insertText(end, `</${tag}>`)
    return
  }
  module.insertText(start, `<${tag}>\n${indent}${style.indent}`)
  if (!holdsOwnLines(module, { start, end })) shiftLines(module, { start, end })
  module.insertText(end, `\n${indent}</${tag}>`)
}

/** An element that is put into a page: with a text inside, or closed by itself. */
export interface NewElement {
  tag: string
  attributes?: string[]
  text?: string
}

/** Puts an element behind another, on one line where it fits. */
export function insertElementAfter(module: Module, element: JSXElement, added: NewElement): void {
  const indent = module.indentOf(element)
  const lines = linesOf(added, lineWidth - indent.length, module.style.indent)
  const text = lines.map((line) => `\n${indent}${line}`).join('')
  module.insertText((element as Positioned).end, text)
}

function linesOf({ tag, attributes = [], text }: NewElement, width: number, indent: string) {
  const opening = [tag, ...attributes].join(' ')
  const short = text === undefined ? `<${opening} />` : `<${opening}>${text}</${tag}>`
  if (short.length <= width || text === undefined) return [short]
  const inside = attributes.map((attribute) => indent + attribute)
  return [`<${tag}`, ...inside, '>', indent + text, `</${tag}>`]
}

/** The elements that stand directly inside another. */
export function childElements(element: JSXElement | JSXFragment): JSXElement[] {
  return element.children.filter((child) => child.type === 'JSXElement')
}

/** What stands between the tags, without the white space around it; undefined when nothing does. */
function childrenOf(module: Module, { openingElement, closingElement }: JSXElement) {
  if (!closingElement) return undefined
  const { end } = openingElement as Positioned
  const text = module.text.slice(end, (closingElement as Positioned).start)
  if (text.trim() === '') return undefined
  const start = end + text.length - text.trimStart().length
  return { start, end: start + text.trim().length }
}

/** A template over several lines would change its value with its indentation. */
function holdsOwnLines(module: Module, { start, end }: Span): boolean {
  return (
    module.find(
      (node) =>
        node.type === 'TemplateElement' &&
        (node as Positioned).start >= start &&
        (node as Positioned).end <= end &&
        node.value.raw.includes('\n'),
    ) !== undefined
  )
}

function shiftLines(module: Module, { start, end }: Span): void {
  const { text, style } = module
  for (let line = text.indexOf('\n', start); line !== -1 && line < end; ) {
    const next = text.indexOf('\n', line + 1)
    if (text.slice(line + 1, next === -1 ? end : next).trim() !== '') {
      module.insertText(line + 1, style.indent)
    }
    line = next
  }
}
