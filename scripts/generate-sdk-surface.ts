import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * Writes packages/node/test/surface.generated/surface.ts: one type check a name that the official SDK
 * exports. A name that ours lacks, or whose type is another one, does not compile.
 */
const folder = join(import.meta.dirname, '..', 'packages', 'node', 'test', 'surface.generated')
const entry = join(
  createRequire(import.meta.url).resolve('@workos-inc/node/package.json'),
  '..',
  'lib',
  'index.d.mts',
)

const program = ts.createProgram([entry], { skipLibCheck: true, module: ts.ModuleKind.NodeNext })
const checker = program.getTypeChecker()
const source = program.getSourceFile(entry)
if (!source) throw new Error(`There is no ${entry}.`)
const module = checker.getSymbolAtLocation(source)
if (!module) throw new Error(`${entry} is no module.`)

// What these return has no exported name, and settings of the official SDK's inside.
const withoutInternals =
  "Omit<Official.WorkOS, 'client' | 'createHttpClient' | 'getCryptoProvider'>"

/**
 * The published type has a field `errorMessage` that no payload has: what is signed and sent is
 * `error_message`, as ours says.
 */
const namedOtherwise = 'ResponsePayload'

const lines = checker.getExportsOfModule(module).map((symbol) => checkOf(symbol))
const header = `// Written by scripts/generate-sdk-surface.ts from the types of the official SDK.
import type * as Official from '@workos-inc/node'
import * as Ours from '../../src/index.ts'
import type { Accepts, Same, Usable } from '../same.ts'
`
writeFileSync(join(folder, 'surface.ts'), `${header}\n${lines.sort().join('\n')}\n`)

function checkOf(symbol: ts.Symbol) {
  const { name } = symbol
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const checks: string[] = []
  if (target.flags & ts.SymbolFlags.Value) {
    checks.push(`export const value_${name}: typeof Ours.${name} = Ours.${name}`)
  }
  if (target.flags & ts.SymbolFlags.Type) {
    const isClass = target.flags & ts.SymbolFlags.Class
    const standsIn =
      isClass || /^Public(WorkOS|UserManagement|SSO)$/.test(name) || name === namedOtherwise
    const check = standsIn ? 'Usable' : /Options(Base)?$/.test(name) ? 'Accepts' : 'Same'
    const count = parametersOf(target)
    const given = count ? `<${Array(count).fill('never').join(', ')}>` : ''
    const official = name === 'WorkOS' ? withoutInternals : `Official.${name}${given}`
    checks.push(`export const type_${name}: ${check}<${official}, Ours.${name}${given}> = true`)
  }
  return checks.join('\n')
}

/** How many type arguments a name cannot do without. */
function parametersOf(symbol: ts.Symbol) {
  const declaration = symbol.declarations?.find(
    (one): one is ts.DeclarationWithTypeParameterChildren & ts.Declaration =>
      'typeParameters' in one,
  )
  const parameters = (declaration as ts.InterfaceDeclaration | undefined)?.typeParameters ?? []
  return parameters.filter((parameter) => !parameter.default).length
}
