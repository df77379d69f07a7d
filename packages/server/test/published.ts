import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/**
 * The published contract as documents: the npm package, which is always there, and the newer
 * document, where it lies beside the checkout.
 */
export interface PublishedDocument {
  name: string
  path: string
}

export interface Document {
  paths: Record<string, Record<string, DocumentedOperation>>
}
interface DocumentedOperation {
  tags?: string[]
  responses?: Record<string, DocumentedResponse>
}
interface DocumentedResponse {
  headers?: Record<string, unknown>
  content?: Record<string, { schema?: Schema }>
}
interface Schema {
  $ref?: string
  const?: unknown
  enum?: unknown[]
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
}

export interface PublishedOperation {
  /** `GET /users/{id}`, as the document writes it. */
  name: string
  family: string
  /** By status: the codes that its refusals may have, none where the document names none. */
  answers: Map<number, string[]>
}

const published = createRequire(import.meta.url).resolve('@workos/openapi-spec/package.json')
const newer = fileURLToPath(
  new URL('../../../../shared/openapi/workos-openapi.yaml', import.meta.url),
)

export const npmDocument: PublishedDocument = {
  name: '@workos/openapi-spec',
  path: join(dirname(published), 'open-api-spec.yaml'),
}
export const newerDocument: PublishedDocument | null = existsSync(newer)
  ? { name: 'newer', path: newer }
  : null

export function readDocument({ path }: PublishedDocument): Document {
  // The documents repeat their examples as YAML aliases, far more often than the parser's limit.
  return parse(readFileSync(path, 'utf8'), { maxAliasCount: -1 })
}

/** `GET /users/{}`: what a parameter is called does not matter on the wire. */
export const withoutNames = (operation: string) => operation.replace(/\{\w+\}/g, '{}')

export function listOperations(document: Document): PublishedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { tags, responses }]) =>
      responses === undefined
        ? []
        : {
            name: `${method.toUpperCase()} ${path}`,
            family: (tags?.[0] ?? 'others').replaceAll('-', ' ').replaceAll('.', ' · '),
            answers: new Map(
              Object.entries(responses).map(([status, response]) => [
                Number(status),
                Number(status) < 400 ? [] : codesOf(document, response),
              ]),
            ),
          },
    ),
  )
}

/** One word for each answer that a document tells apart: `200`, `404`, `400 invalid_metadata`. */
export const answersOf = ({ answers }: PublishedOperation): string[] =>
  [...answers].flatMap(([status, codes]) =>
    codes.length === 0 ? [String(status)] : codes.map((code) => `${status} ${code}`),
  )

function codesOf(document: Document, response: DocumentedResponse): string[] {
  const codes = new Set<string>()
  const visit = (schema: Schema) => {
    const { oneOf = [], anyOf = [], allOf = [], properties = {} } = resolve(document, schema)
    for (const branch of [...oneOf, ...anyOf, ...allOf]) visit(branch)
    for (const name of ['code', 'error']) {
      const { const: only, enum: several = [only] } = properties[name]
        ? resolve(document, properties[name])
        : {}
      for (const code of several) if (typeof code === 'string') codes.add(code)
    }
  }
  visit(response.content?.['application/json']?.schema ?? {})
  return [...codes]
}

function resolve(document: Document, schema: Schema): Schema {
  if (!schema.$ref) return schema
  const names = schema.$ref.slice(2).split('/')
  return names.reduce<unknown>(
    (found, name) => (found as Record<string, unknown>)[name.replaceAll('~1', '/')],
    document,
  ) as Schema
}
