import { describe, test } from 'vitest'
import { type Case, expectSameOutcome } from './both-sdks.ts'
import { organizations } from './cases/organizations.ts'

const resources = { organizations }

describe.each(Object.entries(resources))('%s answers as the official SDK does', (_, cases) => {
  for (const [method, calls] of Object.entries(cases as Record<string, Case[]>)) {
    test.each(calls.map((one) => [one.title, one] as const))(`${method} %s`, async (_title, one) =>
      expectSameOutcome(one),
    )
  }
})
