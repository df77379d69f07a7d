import type { TSchema } from '@fastify/type-provider-typebox'
import { Ajv, type ErrorObject } from 'ajv'
import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { ConfigError } from '../../config/config.ts'
import { findUnstorable } from '../../http/storable-text.ts'

/** A place in the file: `['environments', 'staging', 'users', 0]`. */
export type Path = (string | number)[]

export interface Problem {
  line: number
  column: number
  message: string
}

/** Everything that is wrong with a file. For the terminal each line begins with its place. */
export class ConfigurationRefused extends ConfigError {
  constructor(
    name: string,
    readonly problems: Problem[],
  ) {
    const lines = problems.map(
      ({ line, column, message }) => `${name}:${line}:${column} ${message}`,
    )
    super(['The configuration file cannot be used.', ...lines].join('\n  '))
  }
}

/** A YAML file of a known shape, in which every place can be named by line and column. */
export interface ConfigurationFile<Value> {
  name: string
  value: Value
  problemAt(path: Path, message: string): Problem
}

/** Reads the text, or says everything that is wrong with it and where. */
export function parseConfigurationFile<Value>(
  name: string,
  text: string,
  schema: TSchema,
): ConfigurationFile<Value> {
  const lines = new LineCounter()
  const at = (offset: number, message: string): Problem => {
    const { line, col: column } = lines.linePos(offset)
    return { line, column, message }
  }
  const { document, value } = readYaml(text, lines, (message) => {
    throw new ConfigurationRefused(name, [at(0, message)])
  })
  const problemAt = (path: Path, message: string) => at(offsetOf(document, path), message)
  const syntax = document.errors.map(({ pos, message }) => at(pos[0], firstLine(message)))
  const problems = syntax.length > 0 ? syntax : findProblems(value, schema, problemAt)
  if (problems.length > 0) throw new ConfigurationRefused(name, problems)
  return { name, value: value as Value, problemAt }
}

function readYaml(text: string, lineCounter: LineCounter, refuse: (message: string) => never) {
  try {
    const document = parseDocument(text, { lineCounter })
    return { document, value: document.errors.length > 0 ? null : (document.toJS() as unknown) }
  } catch (error) {
    // What the parser cannot place: aliases that lead nowhere or multiply, and endless nesting.
    if (error instanceof ReferenceError) return refuse(`${error.message}.`)
    if (error instanceof RangeError) return refuse('It is nested too deeply.')
    throw error
  }
}

const firstLine = (message: string) => message.split('\n')[0]?.replace(/ at line .*$/, '') ?? ''

function findProblems(
  value: unknown,
  schema: TSchema,
  problemAt: (path: Path, message: string) => Problem,
): Problem[] {
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(schema)
  if (!validate(value)) {
    return withoutAlternatives(validate.errors ?? []).map((error) =>
      explain(value, error, problemAt),
    )
  }
  const unstorable = findUnstorable(value)
  return unstorable === undefined
    ? []
    : [problemAt(unstorable.split('.'), `${unstorable} has a character that cannot be stored.`)]
}

/**
 * A union fails once for itself and once for each of its alternatives. Where one of these has the right
 * type and breaks a limit, the limit is what is wrong; else the value is none of the alternatives.
 */
function withoutAlternatives(errors: ErrorObject[]): ErrorObject[] {
  return errors
    .filter(({ schemaPath }) => !schemaPath.includes('/anyOf/'))
    .map((error) => {
      const isLimit = ({ schemaPath, instancePath, keyword }: ErrorObject) =>
        schemaPath.startsWith(`${error.schemaPath}/`) &&
        instancePath === error.instancePath &&
        !['const', 'type'].includes(keyword)
      return (error.keyword === 'anyOf' && errors.find(isLimit)) || error
    })
}

function explain(
  value: unknown,
  error: ErrorObject,
  problemAt: (path: Path, message: string) => Problem,
): Problem {
  const path = pathOf(value, error.instancePath)
  const name = path.join('.') || 'The file'
  if (error.keyword === 'additionalProperties') {
    const unknown = error.params.additionalProperty as string
    return problemAt([...path, unknown], `${unknown} is not known here.`)
  }
  if (error.keyword === 'required') {
    return problemAt(path, `${error.params.missingProperty} is missing.`)
  }
  if (error.keyword === 'anyOf') return problemAt(path, `${name} must be ${choices(error)}.`)
  return problemAt(path, `${name} ${error.message}.`)
}

/** "off or required", "string or null": what a union of values or types takes. */
function choices({ schema }: ErrorObject): string {
  const options = schema as { const?: unknown; type?: string }[]
  return options.map(({ const: value, type }) => value ?? type).join(' or ')
}

/** The parts of a JSON pointer (RFC 6901), with numbers where the value is a list. */
function pathOf(value: unknown, pointer: string): Path {
  let present = value
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => {
      const key = Array.isArray(present) ? Number(part) : part
      present = (present as Record<string | number, unknown>)[key]
      return key
    })
}

/** Where the deepest part of the path begins: a key where it has one, else an entry of a list. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === String(part))
      offset = startOf(pair?.key, offset)
      node = pair?.value
    } else if (isSeq(node)) {
      node = node.items[Number(part)]
      offset = startOf(node, offset)
    }
  }
  return offset
}

const startOf = (node: unknown, otherwise = 0) =>
  (node as Node | undefined)?.range?.[0] ?? otherwise
