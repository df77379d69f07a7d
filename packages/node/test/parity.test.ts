import { describe, test } from 'vitest'
import { type Case, expectSameOutcome } from './both-sdks.ts'
import { cases } from './cases/cases.ts'

describe.each(Object.entries(cases))('%s answers as the official SDK does', (_, methods) => {
  for (const [method, calls] of Object.entries(methods as Record<string, Case[]>)) {
    test.each(calls.map((one) => [one.title, one] as const))(`${method} %s`, async (_title, one) =>
      expectSameOutcome(one),
    )
  }
})
