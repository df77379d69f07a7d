import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { describeRoutes } from '../packages/server/src/openapi-document.ts'

export const supportedFile = fileURLToPath(new URL('../SUPPORTED.md', import.meta.url))

interface Document {
  paths: Record<string, Record<string, { tags?: string[]; summary?: string }>>
}
interface Operation {
  family: string
  name: string
  isServed: boolean
}

/** The text of SUPPORTED.md: each published operation, and whether the server has a route for it. */
export async function describeSupport(): Promise<string> {
  const published = await readContract()
  const routes = await describeRoutes()
  const served = new Set(
    routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, '{}')}`),
  )
  const operations = operationsOf(published).map((name) => ({
    family: familyOf(published, name),
    name,
    isServed: served.has(name),
  }))
  return toMarkdown(operations)
}

async function readContract(): Promise<Document> {
  const description = createRequire(import.meta.url).resolve('@workos/openapi-spec/package.json')
  const text = await readFile(join(dirname(description), 'open-api-spec.yaml'), 'utf8')
  // The document repeats its examples as YAML aliases, far more often than the parser's limit.
  return parse(text, { maxAliasCount: -1 })
}

/** `GET /users/{}`: what a parameter is called does not matter on the wire. */
function operationsOf(document: Document): string[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'parameters')
      .map((method) => withoutNames(`${method.toUpperCase()} ${path}`)),
  )
}

const withoutNames = (operation: string) => operation.replace(/\{\w+\}/g, '{}')

function familyOf({ paths }: Document, operation: string) {
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { tags }] of Object.entries(methods)) {
      if (withoutNames(`${method.toUpperCase()} ${path}`) === operation) {
        return (tags?.[0] ?? 'others').replaceAll('-', ' ').replaceAll('.', ' · ')
      }
    }
  }
  return 'others'
}

function toMarkdown(operations: Operation[]): string {
  const families = new Map<string, Operation[]>()
  for (const operation of operations) {
    families.set(operation.family, [...(families.get(operation.family) ?? []), operation])
  }
  const count = operations.filter(({ isServed }) => isServed).length
  const sections = [...families].sort(([one], [other]) => (one < other ? -1 : 1)).map(toSection)
  return `# Supported operations

${count} of the ${operations.length} operations of the published contract (the npm package
\`@workos/openapi-spec\`) are served. Whatever the tests ask of a served operation, its answer is held
against the contract: status, and body by its schema. \`npm run generate\` writes this page, and a test
fails when it is not true any more.

${sections.join('\n\n')}
`
}

function toSection([family, operations]: [string, Operation[]]): string {
  const served = operations.filter(({ isServed }) => isServed).length
  const rows = operations
    .map(({ name, isServed }) => `| \`${name}\` | ${isServed ? 'yes' : 'no'} |`)
    .sort()
  return [
    `## ${family} (${served} of ${operations.length})`,
    '',
    '| operation | served |',
    '| --- | --- |',
    ...rows,
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(supportedFile, await describeSupport())
  console.log('SUPPORTED.md is written.')
}
