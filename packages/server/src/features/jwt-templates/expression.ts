/** `{{ user.first_name || user.email || 'nobody' }}`: the first of these that is there. */
export type Expression = Segment[]
type Segment = { literal: string } | { path: string[] }

export class TemplateProblem extends Error {}

const isObject = true
const isScalar = false

/**
 * What expressions can name. `true` for objects and lists, which have no place inside a string.
 * Keys below metadata, identities and custom attributes are the application's own.
 */
const known: Record<string, Record<string, boolean>> = {
  user: {
    object: isScalar,
    id: isScalar,
    email: isScalar,
    email_verified: isScalar,
    first_name: isScalar,
    last_name: isScalar,
    name: isScalar,
    profile_picture_url: isScalar,
    external_id: isScalar,
    locale: isScalar,
    created_at: isScalar,
    updated_at: isScalar,
    metadata: isObject,
    identities: isObject,
  },
  organization: {
    object: isScalar,
    id: isScalar,
    name: isScalar,
    external_id: isScalar,
    stripe_customer_id: isScalar,
    allow_profiles_outside_organization: isScalar,
    created_at: isScalar,
    updated_at: isScalar,
    domains: isObject,
    metadata: isObject,
  },
  organization_membership: {
    id: isScalar,
    role: isScalar,
    roles: isObject,
    custom_attributes: isObject,
    created_at: isScalar,
    updated_at: isScalar,
  },
}
const openFields = new Set(['metadata', 'identities', 'custom_attributes'])

/** What an expression can name, for whoever writes one. Objects and lists have no place in a string. */
export interface Variable {
  path: string
  isObject: boolean
}

export const variables: Variable[] = Object.entries(known).flatMap(([root, fields]) =>
  Object.entries(fields).map(([field, isObject]) => ({ path: `${root}.${field}`, isObject })),
)

/** Reads what stands between the braces. */
export function parseExpression(source: string, isInString: boolean): Expression {
  if (source.trim() === '') throw new TemplateProblem('Expression cannot be empty')
  return splitAlternatives(source).map((segment) => parseSegment(segment.trim(), isInString))
}

/** At each `||` that does not stand in a literal. */
function splitAlternatives(source: string): string[] {
  const alternatives: string[] = []
  let isInLiteral = false
  let from = 0
  for (let at = 0; at < source.length; at++) {
    if (source[at] === "'") isInLiteral = !isInLiteral
    if (isInLiteral || !source.startsWith('||', at)) continue
    alternatives.push(source.slice(from, at))
    from = at + 2
    at += 1
  }
  return [...alternatives, source.slice(from)]
}

function parseSegment(segment: string, isInString: boolean): Segment {
  const literal = /^'([^']*)'$/.exec(segment)
  if (literal) return { literal: literal[1] as string }
  if (!/^[A-Za-z_][\w-]*(\.[\w-]+)*$/.test(segment)) {
    throw new TemplateProblem(`Invalid expression segment: "${segment}"`)
  }
  const path = segment.split('.')
  checkPath(path, isInString)
  return { path }
}

function checkPath(path: string[], isInString: boolean) {
  const [root, field, ...below] = path
  const kinds = Object.hasOwn(known, root as string) ? known[root as string] : undefined
  const isWhole = field === undefined
  const isKnown = kinds && (isWhole || Object.hasOwn(kinds, field))
  const isOpen = !isWhole && openFields.has(field)
  if (!isKnown || (below.length > 0 && !isOpen)) {
    throw new TemplateProblem(`Invalid path: "${path.join('.')}"`)
  }
  if (isInString && (isWhole || (below.length === 0 && kinds[field]))) {
    throw new TemplateProblem('String encapsulated expression cannot contain object reference')
  }
}

/** The first alternative that is neither null nor absent; null where none is. */
export function evaluate(expression: Expression, context: object): unknown {
  for (const segment of expression) {
    const value = 'literal' in segment ? segment.literal : valueAt(segment.path, context)
    if (value !== null && value !== undefined) return value
  }
  return null
}

function valueAt(path: string[], context: unknown): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    context,
  )
}
