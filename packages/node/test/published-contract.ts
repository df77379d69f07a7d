import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

/** The newest published document at hand: beside the checkout, else the one in the npm package. */
function findDocument() {
  const newest = join(import.meta.dirname, '../../../../shared/openapi/workos-openapi.yaml')
  if (existsSync(newest)) return newest
  const description = createRequire(import.meta.url).resolve('@workos/openapi-spec/package.json')
  return join(dirname(description), 'open-api-spec.yaml')
}

interface Parameter {
  in: string
  name: string
}
interface OperationObject {
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, { schema?: object }> }
}

export interface Operation {
  method: string
  /** As in the document: `/user_management/users/{id}`. */
  template: string
  path: RegExp
  queryNames: Set<string>
  validateBody: ValidateFunction | undefined
}

/** The operations of the published contract, each with what a request to it may say. */
export function readOperations(): Operation[] {
  // The documents repeat their examples as YAML aliases, far more often than the parser's limit.
  const document = parse(readFileSync(findDocument(), 'utf8'), { maxAliasCount: -1 })
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false })
  addFormats.default(ajv)
  ajv.addSchema(document, 'contract')
  const paths = Object.entries(document.paths as Record<string, Record<string, OperationObject>>)
  return paths.flatMap(([template, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        template,
        path: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`),
        queryNames: new Set(
          (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name),
        ),
        validateBody: operation.requestBody?.content?.['application/json']?.schema
          ? ajv.compile({ $ref: pointerTo(template, method) })
          : undefined,
      })),
  )
}

function pointerTo(template: string, method: string) {
  const parts = ['paths', template, method, 'requestBody', 'content', 'application/json', 'schema']
  const escaped = parts.map((part) =>
    encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
  )
  return `contract#/${escaped.join('/')}`
}

/** `/users/external_id/{x}` before `/users/{id}/…`: fewer variables say more. */
export function operationOf(operations: Operation[], method: string, path: string) {
  const variables = ({ template }: Operation) => template.split('{').length
  return operations
    .filter((operation) => operation.method === method && operation.path.test(path))
    .sort((left, right) => variables(left) - variables(right))[0]
}
