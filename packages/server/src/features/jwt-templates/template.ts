import { type Expression, evaluate, parseExpression, TemplateProblem } from './expression.ts'

/** A template that was read once and can be rendered for every token. */
export interface Template {
  render(context: object): Record<string, unknown>
}

/** RFC 7519 claims that say whose token it is, from whom and for how long. */
const reservedKeys = ['iss', 'sub', 'exp', 'iat', 'nbf', 'jti']

// From the private use area of Unicode: nobody writes them, and those who do are told.
const [open, close, whole] = ['\uE000', '\uE001', '\uE002']
const marker = new RegExp(`${open}(\\d+)${close}`)

/**
 * Reads a template: JSON in which `{{ … }}` stands for a value, or for text inside a string.
 *
 * @throws {TemplateProblem} with what is wrong, in the published words.
 */
export function parseTemplate(source: string): Template {
  const { json, expressions } = liftExpressions(source)
  const tree = parseJson(json)
  const isObject = typeof tree === 'object' && tree !== null && !Array.isArray(tree)
  if (!isObject || Object.keys(tree).length === 0) {
    throw new TemplateProblem(
      'Template must render to an object with at least one explicitly defined top-level key',
    )
  }
  const reserved = Object.keys(tree).filter((key) => reservedKeys.includes(key))
  if (reserved.length > 0) throw new TemplateProblem(`Keys reserved (${reserved.join(', ')})`)
  if (Object.keys(tree).some((key) => marker.test(key))) {
    throw new TemplateProblem('Expressions cannot be keys')
  }
  return {
    render(context) {
      const rendered = renderNode(tree, expressions, context) as Record<string, unknown>
      // A claim without a value is left out of the token.
      return Object.fromEntries(Object.entries(rendered).filter(([, value]) => value !== null))
    },
  }
}

/** Puts a marker in the place of each expression, so that what is left is JSON. */
function liftExpressions(source: string) {
  if (new RegExp(`[${open}${close}${whole}]`).test(source)) {
    throw new TemplateProblem('Template has characters of the private use area of Unicode')
  }
  const expressions: Expression[] = []
  let json = ''
  let isInString = false
  for (let at = 0; at < source.length; at++) {
    const character = source[at]
    if (source.startsWith('{{', at)) {
      const end = endOfExpression(source, at + 2)
      const index = expressions.push(parseExpression(source.slice(at + 2, end), isInString)) - 1
      const mark = `${open}${index}${close}`
      json += isInString ? mark : `"${whole}${mark}"`
      at = end + 1
    } else if (isInString && character === '\\') {
      json += source.slice(at, at + 2)
      at += 1
    } else {
      if (character === '"') isInString = !isInString
      json += character
    }
  }
  return { json, expressions }
}

/** Braces inside a literal do not end the expression. */
function endOfExpression(source: string, from: number): number {
  let isInLiteral = false
  for (let at = from; at < source.length; at++) {
    if (source[at] === "'") isInLiteral = !isInLiteral
    else if (!isInLiteral && source.startsWith('}}', at)) return at
  }
  throw new TemplateProblem("Template parse error: missing '}}'")
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new TemplateProblem('Template must be JSON around its expressions')
  }
}

function renderNode(node: unknown, expressions: Expression[], context: object): unknown {
  if (typeof node === 'string') return renderString(node, expressions, context)
  if (Array.isArray(node)) return node.map((item) => renderNode(item, expressions, context))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, renderNode(value, expressions, context)]),
  )
}

function renderString(node: string, expressions: Expression[], context: object): unknown {
  const valueAt = (index: string) => evaluate(expressions[Number(index)] as Expression, context)
  if (node.startsWith(whole)) {
    const value = valueAt(node.slice(2, -1))
    return typeof value === 'string' ? value.trim() : value
  }
  return node
    .split(marker)
    .map((part, position) => (position % 2 === 0 ? part : textOf(valueAt(part))))
    .join('')
    .trim()
}

const textOf = (value: unknown) => (value === null ? '' : String(value))
