import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { inject } from 'vitest'
import {
  type Document,
  newerDocument,
  npmDocument,
  type PublishedDocument,
  readDocument,
} from './published.ts'

interface Operation {
  method: string
  path: RegExp
  /** As in the document: `/user_management/users/{id}`. */
  template: string
  answers: Map<string, PublishedAnswer>
}

interface PublishedAnswer {
  /** Null where no body is published. */
  validate: ValidateFunction | null
  headers: string[]
}

interface Contract {
  name: string
  operations: Operation[]
}

interface Answer {
  method: string
  path: string
  status: number
  body: string
  headers?: Headers
}

/**
 * What any operation may answer, though the document lists it for few: no key, no such thing, a
 * limit, a body that is none. The shapes are those of the published error reference.
 */
const everywhere: Record<number, (body: Record<string, unknown>) => boolean> = {
  400: (body) => typeof body.message === 'string' && typeof body.code === 'string',
  401: (body) => body.message === 'Unauthorized',
  404: (body) => typeof body.message === 'string',
  413: (body) => typeof body.message === 'string' && typeof body.code === 'string',
  415: (body) => typeof body.message === 'string' && typeof body.code === 'string',
  422: (body) => typeof body.message === 'string',
  429: (body) => body.code === 'too_many_requests' && body.error === 'too_many_requests',
}

const documents = [npmDocument, newerDocument].filter((document) => document !== null)

let loaded: Contract[] | undefined

/** `fetch`, with every answer held against the published contract. It throws where one breaks it. */
export const contractFetch = heldAgainst(checkAnswer)

/** The same, for what the npm package does not know yet. */
export const newerContractFetch = heldAgainst((answer) => {
  checkAnswer(answer, ({ name }) => name === newerDocument?.name)
})

function heldAgainst(check: (answer: Answer) => void): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const response = await fetch(input, init)
    check({
      method: request.method,
      path: new URL(request.url).pathname,
      status: response.status,
      body: await response.clone().text(),
      headers: response.headers,
    })
    return response
  }
}

export function checkAnswer(
  answer: Answer,
  applies: (contract: Contract) => boolean = () => true,
): void {
  loaded ??= documents.map(loadContract)
  const problems = loaded.filter(applies).flatMap((contract) => findProblems(contract, answer))
  if (problems.length > 0) {
    throw new Error(
      `${answer.method} ${answer.path} answered ${answer.status} ${answer.body.slice(0, 1_000)}\n${problems.join('\n')}`,
    )
  }
}

/** How many operations the documents publish under a prefix: shows that they were found at all. */
export function countOperations(prefix: string): number[] {
  loaded ??= documents.map(loadContract)
  return loaded.map(
    ({ operations }) => operations.filter(({ template }) => template.startsWith(prefix)).length,
  )
}

function findProblems(contract: Contract, answer: Answer): string[] {
  const { method, path, status } = answer
  const operation = contract.operations
    .filter((candidate) => candidate.method === method && candidate.path.test(path))
    // `/users/external_id/{x}` before `/users/{id}/…`: fewer variables say more.
    .sort((left, right) => variables(left) - variables(right))[0]
  // Addresses of our own and those that a document does not know yet.
  if (!operation) return []
  const published = operation.answers.get(String(status))
  const problems = [findBodyProblem(published, answer), ...findHeaderProblems(published, answer)]
  return problems
    .filter((problem) => problem !== null)
    .map((problem) => `  ${contract.name}, ${operation.template}: ${problem}`)
}

function findBodyProblem(
  published: PublishedAnswer | undefined,
  { status, body }: Answer,
): string | null {
  const validate = published?.validate
  if (validate === null && (status < 400 || body === '')) {
    return body === '' || status === 200 ? null : 'the body should be empty'
  }
  const json = parseJson(body)
  if (validate?.(json)) return null
  // A limit is published apart from the operations, under a code of its own.
  const shared = status === 429 || !validate ? everywhere[status] : undefined
  if (shared && typeof json === 'object' && json !== null) {
    return shared(json as Record<string, unknown>) ? null : 'not the shared shape'
  }
  if (!published) return `the status ${status} is not published`
  const errors = new Set(validate?.errors?.map((error) => `${error.instancePath} ${error.message}`))
  return [...errors].join('; ')
}

/** By the id of the request its log lines are found: every answer has one. */
function findHeaderProblems(
  published: PublishedAnswer | undefined,
  { status, headers }: Answer,
): string[] {
  if (!headers) return []
  // Of a redirect: the documents repeat its headers at the 200 beside it.
  const isRedirect = status >= 300 && status < 400
  const expected = ['x-request-id', ...(isRedirect ? (published?.headers ?? []) : [])]
  const problems = expected
    .filter((name) => !headers.get(name))
    .map((name) => `the header ${name} is missing`)
  const type = headers.get('content-type')
  if (
    (published?.validate || (status >= 400 && !published)) &&
    !type?.startsWith('application/json')
  ) {
    problems.push(`the content type is ${type}`)
  }
  return problems
}

const variables = ({ template }: Operation) => template.split('{').length

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Parsing the YAML takes a second: the first test file that needs it leaves JSON for the others. */
export function readDocumentOnce(published: PublishedDocument): Document {
  const parsed = join(inject('scratchFolder'), `${basename(published.path, '.yaml')}.json`)
  if (existsSync(parsed)) return JSON.parse(readFileSync(parsed, 'utf8'))
  const document = readDocument(published)
  const unfinished = `${parsed}.${process.pid}`
  writeFileSync(unfinished, JSON.stringify(document))
  renameSync(unfinished, parsed)
  return document
}

function loadContract(published: PublishedDocument): Contract {
  const document = readDocumentOnce(published)
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false })
  addFormats.default(ajv)
  ajv.addSchema(document, 'contract')
  const operations: Operation[] = []
  for (const [template, methods] of Object.entries(document.paths)) {
    const path = new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`)
    for (const [method, { responses }] of Object.entries(methods)) {
      if (!responses) continue
      const answers = new Map<string, PublishedAnswer>()
      for (const [status, response] of Object.entries(responses)) {
        const hasBody = response.content?.['application/json']?.schema !== undefined
        const pointer = ['paths', template, method, 'responses', status, 'content']
        answers.set(status, {
          validate: hasBody ? lazily(() => compile(ajv, pointer)) : null,
          headers: Object.keys(response.headers ?? {}),
        })
      }
      operations.push({ method: method.toUpperCase(), path, template, answers })
    }
  }
  return { name: published.name, operations }
}

function compile(ajv: Ajv2020, pointer: string[]): ValidateFunction {
  const parts = [...pointer, 'application/json', 'schema'].map((part) =>
    encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
  )
  return ajv.compile({ $ref: `contract#/${parts.join('/')}` })
}

/** Hundreds of schemas are published and a test needs a few: each is compiled when it is first asked. */
function lazily(make: () => ValidateFunction): ValidateFunction {
  let made: ValidateFunction | undefined
  const validate = ((data: unknown) => {
    made ??= make()
    const valid = made(data)
    validate.errors = made.errors
    return valid
  }) as ValidateFunction
  return validate
}
