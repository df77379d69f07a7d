import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const source = fileURLToPath(new URL('../packages/server/src', import.meta.url))
export const errorGuideFile = fileURLToPath(new URL('../docs/guides/errors.md', import.meta.url))

interface Refusal {
  status: string
  code: string
  message: string
}

interface Refusals {
  api: Refusal[]
  oauth: Refusal[]
  details: Refusal[]
}

/** The guide of error codes, made of the places in the server's source that refuse something. */
export function describeErrors(): string {
  const { api, oauth, details } = findRefusals()
  return `# Error codes

What Latchkey refuses it names by a code, for programs, and a sentence, for people. Look up here what a
code means; \`…\` stands for what was sent.

<!-- Made by \`npm run generate\` of the server's source. -->

## The API

\`{ "code": …, "message": …, "errors"?: [ … ] }\`. Wrong keys are 401 \`Unauthorized\` without a code. Every
answer has an \`X-Request-Id\`, which the log names, too.

${table(['Status', 'Code', 'Message'], api)}

## Sign-ins

\`authenticate\` and the other addresses of OAuth answer \`{ "error": …, "error_description": … }\`; \`authorize\`
sends both to the redirect URI.

${table(['Status', 'Error', 'Description'], oauth)}

## Fields

Several things may be wrong with one request. Each is an entry of \`errors\`, with the \`field\` that is meant.

${table(['Code', 'Message'], details)}
`
}

function table(titles: string[], refusals: Refusal[]): string {
  const rows = refusals.map(({ status, code, message }) => {
    const cells = [`\`${code}\``, message.replaceAll('|', '\\\\|')]
    return titles.length === 3 ? [status, ...cells] : cells
  })
  return [titles, titles.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function findRefusals(): Refusals {
  const found: Refusals = { api: [], oauth: [], details: [] }
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))) {
    const text = readFileSync(join(source, file), 'utf8')
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest), found)
  }
  return { api: sorted(found.api), oauth: sorted(found.oauth), details: sorted(found.details) }
}

/** Whatever is put together on the way has no code of its own, and is passed over. */
function visit(node: ts.Node, found: Refusals, constants = new Map<string, ts.Node>()): void {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
    constants.set(node.name.text, node.initializer)
  }
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    const [first, second, third, fourth] = node.arguments ?? []
    const { text } = node.expression
    if (text === 'ApiError') add(found.api, first, second, wordsOf(third) ?? sentElsewhere)
    if (text === 'OAuthError') add(found.oauth, fourth, first, wordsOf(second) ?? sentElsewhere)
  }
  if (ts.isObjectLiteralExpression(node)) {
    const message = wordsOf(property(node, 'message', constants))
    add(found.details, undefined, property(node, 'code'), message)
  }
  ts.forEachChild(node, (child) => visit(child, found, constants))
}

/** The value of a property; one that is only named is the last constant of that name. */
function property(
  { properties }: ts.ObjectLiteralExpression,
  wanted: string,
  constants?: Map<string, ts.Node>,
): ts.Node | undefined {
  const found = properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === wanted)
  if (found && ts.isPropertyAssignment(found)) return found.initializer
  return found && ts.isShorthandPropertyAssignment(found) ? constants?.get(wanted) : undefined
}

/** Where the sentence depends on what was sent. */
const sentElsewhere = 'The message says what was wrong.'

type Parts = [status: ts.Node | undefined, code: ts.Node | undefined, message: string | null]

function add(list: Refusal[], ...[status, codeNode, message]: Parts): void {
  const code = wordsOf(codeNode)
  if (!code || !message || !/^[a-z][a-z0-9_]+$/.test(code)) return
  const number = status && ts.isNumericLiteral(status) ? status.text : '400'
  list.push({ status: number, code, message })
}

function wordsOf(node: ts.Node | undefined): string | null {
  if (!node) return null
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')
}

/** Said in several places, a refusal is one all the same; where its sentence is known, that is told. */
function sorted(refusals: Refusal[]): Refusal[] {
  const told = refusals.filter(
    ({ code, message }) =>
      message !== sentElsewhere ||
      !refusals.some((other) => other.code === code && other.message !== sentElsewhere),
  )
  const each = new Map(told.map((refusal) => [JSON.stringify(refusal), refusal]))
  return [...each.values()].sort((left, right) => {
    const [a, b] = [left.code + left.message, right.code + right.message]
    return a < b ? -1 : 1
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(errorGuideFile, describeErrors())
  console.log('The guide of error codes is written.')
}
