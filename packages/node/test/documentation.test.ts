import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const source = join(import.meta.dirname, '..', 'src')
const program = ts.createProgram([join(source, 'index.ts')], {
  allowImportingTsExtensions: true,
  customConditions: ['source'],
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  noEmit: true,
  strict: true,
  target: ts.ScriptTarget.ES2023,
})
const checker = program.getTypeChecker()
const index = program.getSourceFile(join(source, 'index.ts')) as ts.SourceFile
const exported = checker
  .getExportsOfModule(checker.getSymbolAtLocation(index) as ts.Symbol)
  .map((symbol) => ({ name: symbol.name, symbol: target(symbol) }))

/** The name of each of these says which event it is, and `EventOf` says the rest. */
const namedByTheirEvent = /named-event(s|-responses)\.ts$/

test('every export says what it is', () => {
  const silent = exported
    .filter(({ symbol }) => !namedByTheirEvent.test(fileOf(symbol)))
    .filter(({ symbol }) => !isDocumented(symbol))
  expect(silent.map(({ name, symbol }) => `${fileOf(symbol)}: ${name}`)).toEqual([])
})

describe('every method', () => {
  const ofResources = resources().flatMap((resource) => methodsOf(resource))
  const ofExports = exported
    .filter(({ symbol }) => symbol.flags & ts.SymbolFlags.Class)
    .flatMap(({ symbol }) => methodsOf(symbol))

  test('says what it does', () => {
    const silent = [...ofResources, ...ofExports].filter(({ symbol }) => !isDocumented(symbol))
    expect(silent.map(({ name }) => name)).toEqual([])
  })

  test('of a resource has an example', () => {
    const without = ofResources.filter(({ symbol }) => !tagNames(symbol).includes('example'))
    expect(without.map(({ name }) => name)).toEqual([])
  })

  test('of a resource takes and returns types that applications can name', () => {
    const names = new Set(exported.map(({ symbol }) => symbol))
    const unnamed = ofResources.flatMap(({ name, declaration }) =>
      typesIn(declaration)
        .filter((type) => !names.has(type))
        .map((type) => `${name}: ${type.name}`),
    )
    expect(unnamed).toEqual([])
  })
})

function target(symbol: ts.Symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

function fileOf(symbol: ts.Symbol) {
  return symbol.declarations?.[0]?.getSourceFile().fileName.slice(source.length + 1) ?? ''
}

function isDocumented(symbol: ts.Symbol) {
  return symbol.getDocumentationComment(checker).length > 0
}

function tagNames(symbol: ts.Symbol) {
  return symbol.getJsDocTags(checker).map(({ name }) => name)
}

/** The classes behind the fields of the client. */
function resources() {
  const client = exported.find(({ name }) => name === 'WorkOS')?.symbol as ts.Symbol
  return checker
    .getDeclaredTypeOfSymbol(client)
    .getProperties()
    .map((field) => checker.getTypeOfSymbol(field).symbol)
    .filter((symbol) => symbol && fileOf(symbol).startsWith('resources/'))
}

function methodsOf(resource: ts.Symbol) {
  const members = checker.getDeclaredTypeOfSymbol(resource).getProperties()
  return members.flatMap((symbol) => {
    const declaration = symbol.valueDeclaration
    if (!declaration || fileOf(symbol) !== fileOf(resource) || isPrivate(declaration)) return []
    const callable = checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0
    return callable ? [{ name: `${resource.name}.${symbol.name}`, symbol, declaration }] : []
  })
}

function isPrivate(declaration: ts.NamedDeclaration) {
  return declaration.name !== undefined && ts.isPrivateIdentifier(declaration.name)
}

/** Our own types in the signature of a method, without those inside its body. */
function typesIn(declaration: ts.Declaration): ts.Symbol[] {
  const found: ts.Symbol[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) return
    if (ts.isTypeReferenceNode(node)) {
      const symbol = target(checker.getSymbolAtLocation(node.typeName) as ts.Symbol)
      const isOurs = symbol.declarations?.[0]?.getSourceFile().fileName.startsWith(source)
      if (isOurs && !(symbol.flags & ts.SymbolFlags.TypeParameter)) found.push(symbol)
    }
    ts.forEachChild(node, visit)
  }
  visit(declaration)
  return found
}
