import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { describe, expect, test } from 'vitest'
import { WorkOS } from '../src/index.ts'
import {
  type Answer,
  answerTo,
  type Case,
  outcome,
  type Sdk,
  type SentRequest,
} from './both-sdks.ts'
import { cases } from './cases/cases.ts'
import { type Contract, findOperation, readContracts } from './published-contract.ts'
import { unpublished } from './unpublished.ts'

interface Exchange {
  request: SentRequest
  answer: Answer
}

const official = await exchangesOf(OfficialWorkOS)
const ours = await exchangesOf(WorkOS)

describe.each(readContracts())('the published contract ($name)', (contract) => {
  const reached = operationsReached(contract, official)

  test(`is reached in ${reached.length} of ${contract.operations.length} operations, as by the official SDK`, () => {
    expect(operationsReached(contract, ours)).toEqual(reached)
  })

  test.each(ours)('has what %s asks for, apart from what is listed', (method, exchanges) => {
    const strays = exchanges.filter(succeeds).flatMap((one) => straysOf(contract, one))
    expect([...new Set(strays)].sort()).toEqual(unpublished[contract.name][method] ?? [])
  })

  test('is not said to lack what no method asks for', () => {
    const methods = new Set(ours.map(([method]) => method))
    const listed = Object.keys(unpublished[contract.name])
    expect(listed.filter((method) => !methods.has(method))).toEqual([])
  })

  // One answer as published; others leave out and add to it on purpose.
  test.each(ours)('has an answer that %s is tried with', (_method, exchanges) => {
    const problems = exchanges.filter(succeeds).flatMap((one) => problemsOfAnswer(contract, one))
    expect(problems.find((one) => one.length === 0) ?? problems[0] ?? []).toEqual([])
  })
})

/** Every request of every case with its answer, by method. */
async function exchangesOf(Client: Sdk) {
  const found: [method: string, exchanges: Exchange[]][] = []
  for (const [resource, methods] of Object.entries(cases)) {
    for (const [method, calls] of Object.entries(methods as Record<string, Case[]>)) {
      const exchanges: Exchange[] = []
      for (const { call, answers, options } of calls) {
        const { requests } = await outcome(Client, call, answers, options)
        exchanges.push(
          ...requests.map((request, index) => ({ request, answer: answerTo(index + 1, answers) })),
        )
      }
      found.push([`${resource}.${method}`, exchanges])
    }
  }
  return found
}

/** What is refused may be wrong on purpose. */
function succeeds({ answer: { status = 200 } }: Exchange) {
  return status < 300
}

function operationsReached(contract: Contract, found: [method: string, exchanges: Exchange[]][]) {
  const operations = found
    .flatMap(([, exchanges]) => exchanges)
    .map(({ request }) => operationOf(contract, request))
    .filter((operation) => operation !== undefined)
  return [...new Set(operations.map(({ method, template }) => `${method} ${template}`))].sort()
}

function operationOf(contract: Contract, { method, url }: SentRequest) {
  return findOperation(contract, method, new URL(url).pathname)
}

/** The parts of a request that the contract does not have. */
function straysOf(contract: Contract, { request }: Exchange) {
  const operation = operationOf(contract, request)
  if (!operation) return ['operation']
  const names = [...new URL(request.url).searchParams.keys()]
  const queries = names.filter((name) => !operation.queryNames.has(name))
  const bodies = request.body === null ? [] : operation.problemsOfBody(bodyOf(request))
  return [
    ...queries.map((name) => `query ${name}`),
    ...bodies.map(({ instancePath }) => `body ${instancePath}`.trim()),
  ]
}

/** A form says what an object of JSON would. */
function bodyOf({ body, contentType }: SentRequest) {
  return contentType?.includes('form') ? Object.fromEntries(body as [string, string][]) : body
}

function problemsOfAnswer(contract: Contract, { request, answer }: Exchange) {
  const { status = 200, body } = answer
  if (body === undefined) return []
  const problems = operationOf(contract, request)?.problemsOfAnswer(status, body) ?? []
  return [problems.map(({ instancePath, message }) => `${instancePath} ${message}`)]
}
