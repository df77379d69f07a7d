import type { ImportDeclaration, Node, Program, Statement } from '@babel/types'
import MagicString from 'magic-string'
import { RecipeRefusal } from '../recipe.ts'
import {
  asImport,
  asRequire,
  bracedNames,
  type Imported,
  type ImportingNode,
  importOf,
  isImporting,
  isModuleStatement,
  localNames,
  missingNames,
  namesIn,
  requiredSource,
} from './imports.ts'
import { boundNames, contains, declaredNames, dottedName, type Positioned, walk } from './nodes.ts'
import { parseSource } from './parse.ts'
import { restyle, type Style, styleOf } from './style.ts'

/** A file that is not JavaScript or TypeScript as the parser knows it. */
export class Unparsable extends RecipeRefusal {
  override name = 'Unparsable'
  constructor(path: string, cause: Error) {
    super(`${path} cannot be read as source: ${cause.message}`, path)
  }
}

/**
 * One source file under edit. Places are found in the syntax tree; edits are made in the text, so
 * that everything not touched keeps its form to the byte. Inserted code is written the way the file
 * is: its quotes, semicolons and indentation.
 */
export class Module {
  readonly path: string
  readonly text: string
  readonly program: Program
  readonly style: Style
  readonly #edited: MagicString
  readonly #added = new Map<string, Set<string>>()

  private constructor(path: string, text: string, program: Program) {
    this.path = path
    this.text = text
    this.program = program
    this.style = styleOf(text, program)
    this.#edited = new MagicString(text)
  }

  /** Throws {@link Unparsable}. */
  static parse(path: string, text: string): Module {
    try {
      return new Module(path, text, parseSource(path, text))
    } catch (error) {
      throw new Unparsable(path, error as Error)
    }
  }

  /** Whether the file speaks CommonJS: it calls `require` or sets `exports`, and never imports. */
  get isCommonJs(): boolean {
    if (/\.c[jt]s$/.test(this.path)) return true
    if (this.program.body.some(isModuleStatement)) return false
    return this.find(isCommonJsExpression) !== undefined
  }

  toString(): string {
    return this.#edited.toString()
  }

  // ---- finding ----

  /** The first node, in order of the text, that the question answers yes to. */
  find<Found extends Node>(question: (node: Node) => node is Found): Found | undefined
  find(question: (node: Node) => boolean): Node | undefined
  find(question: (node: Node) => boolean): Node | undefined {
    return walk(this.program, question)
  }

  findAll<Found extends Node>(question: (node: Node) => node is Found): Found[]
  findAll(question: (node: Node) => boolean): Node[]
  findAll(question: (node: Node) => boolean): Node[] {
    const found: Node[] = []
    walk(this.program, (node) => {
      if (question(node)) found.push(node)
      return false
    })
    return found
  }

  textOf(node: Node): string {
    const { start, end } = node as Positioned
    return this.text.slice(start, end)
  }

  /** Whether a package or file is imported or required, by its name or a part of it. */
  imports(source: string): boolean {
    return this.#added.has(source) || this.importOf(source) !== undefined
  }

  /** The statement that brings a source in. */
  importOf(source: string): ImportingNode | undefined {
    return importOf(this.program, source)
  }

  /** What the file calls the default (or whole) of a source: `express` in `import express from 'express'`. */
  nameOf(source: string): string | undefined {
    const found = this.importOf(source)
    if (found?.type === 'VariableDeclarator') {
      return found.id.type === 'Identifier' ? found.id.name : undefined
    }
    return found?.specifiers.find(({ type }) => type !== 'ImportSpecifier')?.local.name
  }

  /** What the file calls some exports of a source; `default` stands for the whole, too. */
  localsOf(source: string, exported: readonly string[]): string[] {
    const found = this.importOf(source)
    if (!found) return []
    if (found.type === 'ImportDeclaration') {
      return found.specifiers
        .filter((specifier) => exported.includes(this.#exportedName(specifier)))
        .map(({ local }) => local.name)
    }
    const { id } = found
    if (id.type === 'Identifier') return exported.includes('default') ? [id.name] : []
    return (id.type === 'ObjectPattern' ? id.properties : []).flatMap((property) =>
      property.type === 'ObjectProperty' && exported.includes(this.textOf(property.key))
        ? boundNames(property.value)
        : [],
    )
  }

  #exportedName(specifier: ImportDeclaration['specifiers'][number]): string {
    return specifier.type === 'ImportSpecifier' ? this.textOf(specifier.imported) : 'default'
  }

  /** The names that the file has from a source before it does anything. */
  namesFrom(source: string): string[] {
    const found = this.importOf(source)
    const last = this.#lastImport() as Positioned | undefined
    return found && last && (found as Positioned).start < last.end ? namesIn(found) : []
  }

  /** The statement of the file's top level that a node stands in. */
  statementOf(node: Node): Statement {
    const statement = this.program.body.find((candidate) => contains(candidate, node))
    if (!statement) {
      const { start } = node as Positioned
      throw new Error(`${this.path} has no statement around position ${start}.`)
    }
    return statement
  }

  /** The innermost statement of a block, or of the top level, that a node stands in. */
  innerStatementOf(node: Node): Statement {
    let found = this.statementOf(node)
    walk(this.program, (block) => {
      if (block.type !== 'BlockStatement' || !contains(block, node)) return false
      found = block.body.find((statement) => contains(statement, node)) ?? found
      return false
    })
    return found
  }

  /** Whether the name stands anywhere in the file: what does not, can be declared in any place. */
  mentions(name: string): boolean {
    return this.find((node) => node.type === 'Identifier' && node.name === name) !== undefined
  }

  // ---- editing ----

  /**
   * Brings names in, beside an import of the same source where there is one. Throws a
   * {@link RecipeRefusal} where the file has such a name for something else.
   */
  addImport(imported: Imported): void {
    const present = this.importOf(imported.source)
    const missing = missingNames(imported, present, this.#added.get(imported.source))
    this.#remember(imported)
    if (missing === null) return
    const declared = this.program.body.flatMap(declaredNames)
    const taken = localNames(missing).find((name) => declared.includes(name))
    if (taken) throw nameTaken(this.path, taken)
    if (present?.type === 'ImportDeclaration' && this.#extend(present, missing)) return
    this.#insertImport(this.isCommonJs ? asRequire(missing) : asImport(missing))
  }

  /** Puts code after the imports, before everything else that the file does. */
  insertFirst(code: string): void {
    const first = this.program.body.find((statement) => !isImporting(statement))
    if (first) this.insertBefore(first, `${code}\n`)
    else this.append(code)
  }

  insertBefore(node: Node, code: string): void {
    const { start } = node as Positioned
    const indent = this.indentOf(node)
    this.#edited.appendLeft(start, `${this.#styled(code, indent).trimStart()}\n${indent}`)
  }

  /** Code that begins with an empty line gets one behind it, too. */
  insertAfter(node: Node, code: string): void {
    const place = this.#lineEnd((node as Positioned).end)
    const separated = code.startsWith('\n') && !/^\r?\n\s*(?:\n|$)/.test(this.text.slice(place))
    const ending = separated ? '\n' : ''
    this.#edited.appendRight(place, `\n${this.#styled(code, this.indentOf(node))}${ending}`)
  }

  append(code: string): void {
    const separator = this.text.endsWith('\n') || this.text === '' ? '' : '\n'
    this.#edited.append(`${separator}\n${this.#styled(code, '')}\n`)
  }

  /** Replaces a node with code that is written as it is given, restyled. */
  replace(node: Node, code: string): void {
    const { start, end } = node as Positioned
    this.#edited.overwrite(start, end, this.#styled(code, this.indentOf(node)).trimStart())
  }

  /** Replaces a node with text as it is: for what is part of an expression. */
  replaceText(node: Node, text: string): void {
    const { start, end } = node as Positioned
    this.#edited.overwrite(start, end, text)
  }

  /** Puts text at a position as it is: for places inside an expression or an element. */
  insertText(position: number, text: string): void {
    this.#edited.appendLeft(position, text)
  }

  /** The white space that the line of a node begins with. */
  indentOf(node: Node): string {
    return this.indentAt((node as Positioned).start)
  }

  indentAt(position: number): string {
    const lineStart = this.text.lastIndexOf('\n', position - 1) + 1
    return /^[ \t]*/.exec(this.text.slice(lineStart))?.[0] ?? ''
  }

  #styled(code: string, indent: string): string {
    return restyle(code, this.style, this.path)
      .split('\n')
      .map((line) => (line === '' ? line : indent + line))
      .join('\n')
  }

  /** Past a semicolon or a comment that belongs to what ends at the position. */
  #lineEnd(position: number): number {
    const rest =
      /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\n]*?\*\/)?/.exec(this.text.slice(position))?.[0] ?? ''
    return position + (/\S/.test(rest) ? rest.length : 0)
  }

  #remember(imported: Imported): void {
    const names = this.#added.get(imported.source) ?? new Set<string>()
    for (const name of localNames(imported)) names.add(name)
    this.#added.set(imported.source, names)
  }

  /** Adds names inside the braces of an import; false when it has none to add to. */
  #extend(present: ImportDeclaration, missing: Imported): boolean {
    if (missing.defaultName || present.importKind === 'type') return false
    const last = present.specifiers.findLast(({ type }) => type === 'ImportSpecifier')
    if (!last) return false
    this.#edited.appendLeft((last as Positioned).end, `, ${bracedNames(missing, ' as ')}`)
    return true
  }

  /** Behind the imports that are there; where there are none, before all that the file does. */
  #insertImport(code: string): void {
    const styled = this.#styled(code, '')
    const { directives, interpreter } = this.program
    const above = this.#lastImport() ?? directives.at(-1) ?? interpreter
    if (above) {
      this.#edited.appendLeft(this.#lineEnd((above as Positioned).end), `\n${styled}`)
      return
    }
    const [first] = this.program.body
    if (first) this.#edited.appendLeft(this.#startOf(first), `${styled}\n\n`)
    else this.#edited.append(`${styled}\n`)
  }

  /** `require` brings in only once it is reached, so that one further down is none to go behind. */
  #lastImport(): Statement | undefined {
    const { body } = this.program
    const imported = body.findLast(({ type }) => type === 'ImportDeclaration')
    if (imported) return imported
    const end = body.findIndex((statement) => !isImporting(statement))
    return body[(end === -1 ? body.length : end) - 1]
  }

  /** With the comment that belongs to a statement; what tools read stays at the top of the file. */
  #startOf(statement: Statement): number {
    const { start } = statement as Positioned
    const comment = statement.leadingComments?.at(-1)
    const belongs =
      comment?.start !== undefined &&
      !/^\s*\n\s*\n/.test(this.text.slice(comment.end, start)) &&
      !/@|eslint|biome/.test(comment.value)
    return belongs ? (statement.leadingComments?.[0]?.start ?? start) : start
  }
}

function nameTaken(path: string, name: string): RecipeRefusal {
  return new RecipeRefusal(
    `${path} has something of its own that is called \`${name}\`, a name that the recipe needs.`,
    path,
  )
}

function isCommonJsExpression(node: Node): boolean {
  return (
    requiredSource(node) !== undefined ||
    (node.type === 'MemberExpression' && dottedName(node) === 'module.exports') ||
    (node.type === 'AssignmentExpression' &&
      (dottedName(node.left)?.startsWith('exports.') ?? false))
  )
}
