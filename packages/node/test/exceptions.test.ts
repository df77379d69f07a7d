import * as officialExports from '@workos-inc/node'
import { expect, test } from 'vitest'
import * as ourExports from '../src/index.ts'

const statuses = [400, 401, 403, 404, 405, 408, 409, 410, 422, 429, 500, 501, 502, 503, 504]
const bodies: [title: string, body: unknown][] = [
  ['a message', { message: 'No.' }],
  ['a code', { code: 'no', message: 'No.' }],
  ['a code and errors', { code: 'no', message: 'No.', errors: [{ field: 'name', code: 'taken' }] }],
  [
    'errors',
    {
      message: 'No.',
      errors: [
        { field: 'a', code: 'one' },
        { field: 'b', code: 'two' },
      ],
    },
  ],
  ['an error', { error: 'invalid_grant' }],
  ['an error and its description', { error: 'invalid_grant', error_description: 'No.' }],
  ['a description of an error', { error_description: 'No.' }],
  [
    'a missing step',
    {
      code: 'mfa_challenge',
      message: 'One more.',
      pending_authentication_token: 'token_1',
      user: { id: 'user_01' },
    },
  ],
  ['a missing sign-in', { error: 'sso_required', error_description: 'No.', connection_ids: [] }],
  ['nothing', {}],
]
const matrix = statuses.flatMap((status) =>
  bodies.map(([title, body]) => [status, title, body] as const),
)

test.each(matrix)('%i with %s is the exception of the official SDK', async (status, _, body) => {
  const answer = () =>
    Response.json(body, { status, headers: { 'X-Request-ID': 'req_1', 'Retry-After': '7' } })
  const official = await exceptionOf(officialExports, answer)
  const ours = await exceptionOf(ourExports, answer)
  expect(carriedBy(ours)).toEqual(carriedBy(official))
  expectExported(officialExports, official)
  expectExported(ourExports, ours)
})

test('a limit that ends at a date names no seconds, which are NaN in the official SDK', async () => {
  const headers = { 'Retry-After': 'Wed, 26 Nov 2025 10:00:00 GMT' }
  const answer = () => Response.json({ message: 'Slow down.' }, { status: 429, headers })
  expect(await exceptionOf(officialExports, answer)).toMatchObject({ retryAfter: Number.NaN })
  expect(await exceptionOf(ourExports, answer)).toMatchObject({ retryAfter: null })
})

test('an answer that is no JSON is told as what it is', async () => {
  const answer = () =>
    new Response('<h1>Not now</h1>', { status: 502, headers: { 'X-Request-ID': 'req_1' } })
  const official = await exceptionOf(officialExports, answer)
  const ours = await exceptionOf(ourExports, answer)
  const cause = {
    name: 'ParseError',
    rawStatus: 502,
    rawBody: '<h1>Not now</h1>',
    requestID: 'req_1',
  }
  expect(official).toMatchObject({ name: 'Error', cause })
  expect(ours).toMatchObject({ name: 'Error', cause })
})

// The official SDK fails with a TypeError of its own.
test('a refusal without an object says its status all the same', async () => {
  const ours = await exceptionOf(ourExports, () => Response.json(null, { status: 500 }))
  expect(ours).toBeInstanceOf(ourExports.GenericServerException)
  expect(ours).toMatchObject({ status: 500, code: undefined })
})

type Exports = typeof officialExports | typeof ourExports

async function exceptionOf({ WorkOS }: Exports, answer: () => Response): Promise<Error> {
  const sdk = new WorkOS('sk_test', { maxRetries: 0, fetchFn: async () => answer() })
  return sdk.get('/organizations').then(
    () => expect.fail('Nothing was refused.'),
    (error) => error,
  )
}

/** Everything that an application can read of it, without the trace. */
function carriedBy(exception: Error) {
  const { stack: _stack, ...carried } = exception as Error & Record<string, unknown>
  return { ...carried, message: exception.message, name: exception.name }
}

/** Applications tell exceptions apart by `instanceof`. */
function expectExported(exports: Exports, exception: Error) {
  const exported = (exports as Record<string, unknown>)[exception.name]
  expect(exception).toBeInstanceOf(exported)
}
