import type { TSchema } from '@fastify/type-provider-typebox'
import { Ajv, type ErrorObject } from 'ajv'
import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { ConfigError } from '../../config/config.ts'
import type { Path } from './kind.ts'

/** A YAML file of a known shape, in which every place can be named by line and column. */
export interface ConfigurationFile<Value> {
  value: Value
  /** `latchkey.config.yaml:12:7` */
  placeOf(path: Path): string
}

/** Reads the text, or says everything that is wrong with it and where. */
export function parseConfigurationFile<Value>(
  name: string,
  text: string,
  schema: TSchema,
): ConfigurationFile<Value> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  if (document.errors.length > 0) {
    refuse(document.errors.map(({ pos, message }) => `${at(pos[0])} ${firstLine(message)}`))
  }
  const placeOf = (path: Path) => at(offsetOf(document, path))
  const value: unknown = document.toJS()
  const validate = new Ajv({ allErrors: true }).compile(schema)
  if (!validate(value)) {
    refuse((validate.errors ?? []).map((error) => explain(value, error, placeOf)))
  }
  return { value: value as Value, placeOf }
}

function refuse(problems: string[]): never {
  throw new ConfigError(['The configuration file cannot be used.', ...problems].join('\n  '))
}

const firstLine = (message: string) => message.split('\n')[0]?.replace(/ at line .*$/, '')

function explain(value: unknown, error: ErrorObject, placeOf: (path: Path) => string): string {
  const path = pathOf(value, error.instancePath)
  const name = path.join('.') || 'The file'
  if (error.keyword === 'additionalProperties') {
    const unknown = error.params.additionalProperty as string
    return `${placeOf([...path, unknown])} ${unknown} is not known here.`
  }
  if (error.keyword === 'required') {
    return `${placeOf(path)} ${error.params.missingProperty} is missing.`
  }
  return `${placeOf(path)} ${name} ${error.message}.`
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
      const pair = node.items.find(({ key }) => String(key) === part)
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
