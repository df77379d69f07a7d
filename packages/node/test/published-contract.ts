import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

/** A published document of the API: which operations there are, and what each takes and answers. */
export interface Contract {
  name: 'npm package' | 'newer document'
  operations: Operation[]
}

export interface Operation {
  method: string
  /** As in the document: `/user_management/users/{id}`. */
  template: string
  path: RegExp
  queryNames: Set<string>
  /** What is wrong with a body, by the schema of the document. */
  problemsOfBody: (body: unknown) => ErrorObject[]
  problemsOfAnswer: (status: number, body: unknown) => ErrorObject[]
}

interface Content {
  content?: Record<string, { schema?: object }>
}
interface OperationObject {
  parameters?: { in: string; name: string }[]
  requestBody?: Content
  responses?: Record<string, Content>
}

const description = createRequire(import.meta.url).resolve('@workos/openapi-spec/package.json')
const documents = {
  'npm package': join(dirname(description), 'open-api-spec.yaml'),
  // The npm package lags behind; a newer document may lie beside the checkout.
  'newer document': join(import.meta.dirname, '../../../../shared/openapi/workos-openapi.yaml'),
}

/** The document of the npm package, and a newer one where there is one. */
export function readContracts(): Contract[] {
  const names = ['npm package', 'newer document'] as const
  return names
    .filter((name) => existsSync(documents[name]))
    .map((name) => ({ name, operations: readOperations(documents[name]) }))
}

/** `/users/external_id/{x}` before `/users/{id}/…`: fewer variables say more. */
export function findOperation({ operations }: Contract, method: string, path: string) {
  const variables = ({ template }: Operation) => template.split('{').length
  return operations
    .filter((operation) => operation.method === method && operation.path.test(path))
    .sort((left, right) => variables(left) - variables(right))[0]
}

function readOperations(file: string): Operation[] {
  // The documents repeat their examples as YAML aliases, far more often than the parser's limit.
  const document = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1, uniqueKeys: false })
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false })
  addFormats.default(ajv)
  ajv.addSchema(document, 'contract')
  // Compiled when it is asked for: there are hundreds, and each takes its time.
  const validated = (pointer: string[], value: unknown) => {
    const validate = ajv.getSchema(`contract#/${pointer.map(escaped).join('/')}`)
    return validate && !validate(value) ? (validate.errors ?? []) : []
  }
  const paths = Object.entries(document.paths as Record<string, Record<string, OperationObject>>)
  return paths.flatMap(([template, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'parameters')
      .map(([method, { parameters = [], requestBody, responses }]) => ({
        method: method.toUpperCase(),
        template,
        path: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`),
        queryNames: new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name)),
        problemsOfBody: (body: unknown) => {
          const schema = schemaIn(requestBody)
          return schema
            ? validated(['paths', template, method, 'requestBody', ...schema], body)
            : []
        },
        problemsOfAnswer: (status: number, body: unknown) => {
          const schema = schemaIn(responses?.[status])
          const pointer = ['paths', template, method, 'responses', String(status)]
          return schema ? validated([...pointer, ...schema], body) : []
        },
      })),
  )
}

/** Where the schema of a body is. Forms are described like JSON. */
function schemaIn({ content = {} }: Content = {}) {
  const types = ['application/json', 'application/x-www-form-urlencoded']
  const type = types.find((one) => content[one]?.schema)
  return type && ['content', type, 'schema']
}

/** RFC 6901, in the fragment of a URI. */
function escaped(part: string) {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
}
