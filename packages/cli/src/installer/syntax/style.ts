import type { Node, Program } from '@babel/types'
import MagicString from 'magic-string'
import { type Positioned, walk } from './nodes.ts'
import { parseSource } from './parse.ts'

/** How a file is written, as far as inserted code has to follow it. */
export interface Style {
  quote: '"' | "'"
  semicolons: boolean
  /** One step of indentation. */
  indent: string
}

export const ourStyle: Style = { quote: "'", semicolons: true, indent: '  ' }

/** The style of most of a file; what it does not show is ours. */
export function styleOf(text: string, program: Program): Style {
  let single = 0
  let double = 0
  let ended = 0
  let open = 0
  const attributes = new Set<Node>()
  walk(program, (node) => {
    const { start, end } = node as Positioned
    if (node.type === 'JSXAttribute' && node.value) attributes.add(node.value)
    if (isString(node) && !attributes.has(node)) {
      if (text[start] === "'") single += 1
      else if (text[start] === '"') double += 1
    }
    if (endsWithSemicolon(node)) {
      if (text[end - 1] === ';') ended += 1
      else open += 1
    }
    return false
  })
  return {
    quote: double > single ? '"' : ourStyle.quote,
    semicolons: open > ended ? false : ourStyle.semicolons,
    indent: /^(\t| {2,8})\S/m.exec(text)?.[1] ?? ourStyle.indent,
  }
}

/**
 * Rewrites code that is given in our style (single quotes, semicolons, two spaces) in another.
 * Code that is only part of a program is left as it is.
 */
export function restyle(code: string, style: Style, path: string): string {
  return withIndent(withStyledSyntax(code, style, path), style.indent)
}

function withStyledSyntax(code: string, style: Style, path: string): string {
  let program: Program
  try {
    program = parseSource(path, code)
  } catch {
    return code
  }
  const edited = new MagicString(code)
  const attributes = new Set<Node>()
  walk(program, (node) => {
    const { start, end } = node as Positioned
    if (node.type === 'JSXAttribute' && node.value) attributes.add(node.value)
    if (!style.semicolons && endsWithSemicolon(node) && code[end - 1] === ';') {
      // A next line that begins so would be read as going on with this one; a comment would not.
      if (!/^\s*(?:[([`+-]|\/(?![/*]))/.test(code.slice(end))) edited.remove(end - 1, end)
    }
    if (isString(node) && !attributes.has(node) && code[start] !== style.quote) {
      const inside = code.slice(start + 1, end - 1)
      if (!/["'\\]/.test(inside)) edited.overwrite(start, end, style.quote + inside + style.quote)
    }
    return false
  })
  return edited.toString()
}

function withIndent(code: string, indent: string): string {
  if (indent === ourStyle.indent) return code
  return code.replace(/^(?: {2})+/gm, (spaces) => indent.repeat(spaces.length / 2))
}

function isString({ type }: Node): boolean {
  return type === 'StringLiteral' || type === 'DirectiveLiteral'
}

function endsWithSemicolon(node: Node): boolean {
  switch (node.type) {
    case 'Directive':
    case 'ExpressionStatement':
    case 'ImportDeclaration':
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ExportAllDeclaration':
    case 'VariableDeclaration':
      return true
    case 'ExportNamedDeclaration':
      return !node.declaration
    case 'ExportDefaultDeclaration':
      return !node.declaration.type.endsWith('Declaration')
    default:
      return false
  }
}
