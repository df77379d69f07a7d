import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { describe, expect, test } from 'vitest'
import { WorkOS } from '../src/index.ts'
import { cases } from './cases/cases.ts'

const options = {
  apiKey: 'sk_test_rejections',
  clientId: 'client_rejections',
  maxRetries: 0,
  fetchFn: async () => Response.json({ message: 'There is no such thing.' }, { status: 404 }),
}
const official = new OfficialWorkOS(options)
const ours = new WorkOS(options)

describe.each(Object.entries(cases))('%s without arguments', (resource, methods) => {
  test.each(Object.keys(methods))(
    '%s fails the way it does in the official SDK',
    async (method) => {
      const expected = await failureOf(official, resource, method)
      expect(await failureOf(ours, resource, method)).toBe(expected)
    },
  )
})

/** Applications catch with `.catch()` what is rejected, and only with `try` what is thrown. */
async function failureOf(sdk: object, resource: string, method: string) {
  const family = (sdk as Record<string, Record<string, () => unknown>>)[resource]
  let result: unknown
  try {
    result = family?.[method]?.()
  } catch {
    return 'thrown'
  }
  if (result instanceof Promise) {
    return result.then(
      () => 'none, in a promise',
      () => 'rejected',
    )
  }
  // The client of feature flags would go on polling.
  ;(result as { close?: () => void } | undefined)?.close?.()
  return 'none'
}
