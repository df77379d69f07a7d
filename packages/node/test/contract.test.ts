import { describe, expect, test } from 'vitest'
import { WorkOS } from '../src/index.ts'
import { type Case, outcome } from './both-sdks.ts'
import { cases } from './cases/cases.ts'
import { operationOf, readOperations } from './published-contract.ts'

const operations = readOperations()

describe.each(Object.entries(cases))('%s asks only for what is published', (_, methods) => {
  for (const [method, calls] of Object.entries(methods as Record<string, Case[]>)) {
    test(method, async () => {
      for (const { call, answers, options } of calls) {
        const { requests } = await outcome(WorkOS, call, answers, options)
        for (const request of requests) expect(problemsOf(request)).toEqual([])
      }
    })
  }
})

function problemsOf({ method, url, body }: { method: string; url: string; body: unknown }) {
  const { pathname, searchParams } = new URL(url)
  const operation = operationOf(operations, method, pathname)
  if (!operation) return [`${method} ${pathname} is not published`]
  const unknown = [...searchParams.keys()].filter((name) => !operation.queryNames.has(name))
  const problems = unknown.map((name) => `${operation.template}: query ${name} is not published`)
  const { validateBody } = operation
  if (!validateBody || body === null || validateBody(body)) return problems
  const errors = validateBody.errors ?? []
  return [
    ...problems,
    ...errors.map(
      ({ instancePath, message }) => `${operation.template}: ${instancePath} ${message}`,
    ),
  ]
}
