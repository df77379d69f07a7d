import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WorkOS } from '../src/index.ts'

type Sdk = typeof WorkOS | typeof OfficialWorkOS
type Client = WorkOS | OfficialWorkOS

const sdks: [name: string, Sdk][] = [
  ['the official SDK', OfficialWorkOS],
  ['ours', WorkOS],
]
const now = new Date('2026-01-15T12:00:00Z')

const ok = () => Response.json({})
const refusal = (status: number, headers?: HeadersInit) => () =>
  Response.json({ message: 'Not now.' }, { status, headers })
const page = (status: number) => () =>
  new Response('<h1>Not now</h1>', { status, headers: { 'Content-Type': 'text/html' } })
const networkFailure = () => {
  throw new TypeError('fetch failed')
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  // The other way round, spies on a timer would put the pretended one back.
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a request that may succeed later is sent again, with the pauses of the official SDK', () => {
  test.each<[title: string, answers: (() => Response)[]]>([
    ['after a timeout', [refusal(408), ok]],
    ['after too many requests', [refusal(429), ok]],
    ['after failures of the server', [refusal(500), refusal(502), refusal(503), ok]],
    ['after a failure of a gateway', [refusal(504), ok]],
    ['after an error page of a proxy', [page(502), ok]],
    ['after a failure of the network', [networkFailure, ok]],
    ['three times at most', [refusal(500)]],
    ['not after an answer that will not change', [refusal(501)]],
    ['not after a refusal', [refusal(422)]],
    ['not after an error page that is one of the application', [page(404)]],
  ])('%s', async (_, answers) => {
    const official = await get(OfficialWorkOS, answers)
    const ours = await get(WorkOS, answers)
    expect(ours).toEqual(official)
  })

  test.each<[title: string, retryAfter: string, pause: number]>([
    ['in seconds', '7', 7_000],
    ['as a date', 'Thu, 15 Jan 2026 12:00:09 GMT', 9_000],
    ['as a date that is over', 'Thu, 15 Jan 2026 11:00:00 GMT', 0],
    ['of an hour, but for a minute at most', '3600', 60_000],
    ['as a date of tomorrow, but for a minute at most', 'Fri, 16 Jan 2026 12:00:00 GMT', 60_000],
    ['in words that nobody understands, as if it were not there', 'soon', 1_125],
  ])('as Retry-After says %s', async (_, retryAfter, pause) => {
    const answers = [refusal(503, { 'Retry-After': retryAfter }), ok]
    const official = await get(OfficialWorkOS, answers)
    const ours = await get(WorkOS, answers)
    expect(ours.pauses).toEqual([pause])
    expect(ours).toEqual(official)
  })

  test.each([0, 1, 5])('as often as the client says: %i times', async (maxRetries) => {
    const official = await get(OfficialWorkOS, [refusal(500)], { maxRetries })
    const ours = await get(WorkOS, [refusal(500)], { maxRetries })
    expect(ours.pauses).toHaveLength(maxRetries)
    expect(ours).toEqual(official)
  })

  test('as often as the call says, whatever the client says', async () => {
    const call = (sdk: Client) => sdk.get('/organizations', { maxRetries: 1 })
    const official = await run(OfficialWorkOS, [refusal(500)], { maxRetries: 5 }, call)
    const ours = await run(WorkOS, [refusal(500)], { maxRetries: 5 }, call)
    expect(ours.pauses).toHaveLength(1)
    expect(ours).toEqual(official)
  })
})

describe.each(sdks)('in %s, a change that is sent again', (_, Sdk) => {
  const post = (sdk: Client) => sdk.post('/organizations', {})

  test('has one idempotency key on every try', async () => {
    const { keys } = await run(Sdk, [refusal(500), refusal(500), ok], {}, post)
    expect(keys[0]).toMatch(/^retry-[0-9a-f-]{36}$/)
    expect(keys).toEqual([keys[0], keys[0], keys[0]])
  })

  test('has the key of the application where it gives one', async () => {
    const { keys } = await run(Sdk, [refusal(500), ok], {}, (sdk) =>
      sdk.post('/organizations', {}, { idempotencyKey: 'once' }),
    )
    expect(keys).toEqual(['once', 'once'])
  })

  test.each<[title: string, options: object, call: (sdk: Client) => Promise<unknown>]>([
    ['where nothing is sent again', { maxRetries: 0 }, post],
    ['where it is the same twice', {}, (sdk) => sdk.put('/organizations/org_01', {})],
  ])('has no key of its own %s', async (_title, options, call) => {
    const { keys } = await run(Sdk, [ok], options, call)
    expect(keys).toEqual([null])
  })
})

describe.each(sdks)('in %s, a request is given up', (_, Sdk) => {
  const late = { name: 'OauthException', status: 408, error: 'Request timeout' }

  test.each([
    ['after a minute', {}, 60_000],
    ['after the time of the options', { timeout: 5_000 }, 5_000],
  ])('%s without an answer', async (_title, options, timeout) => {
    const fetchFn: typeof fetch = (_url, init) => aborted(init?.signal)
    const sdk = new Sdk('sk_test', { ...options, maxRetries: 0, fetchFn })
    expect(await outcomeAfter(timeout, sdk.get('/organizations'))).toMatchObject(late)
  })

  test('after a minute in which the body did not arrive, and is not sent again', async () => {
    const fetchFn = vi.fn<typeof fetch>(async (_url, init) => stalled(init?.signal))
    const sdk = new Sdk('sk_test', { fetchFn })
    expect(await outcomeAfter(60_000, sdk.get('/organizations'))).toMatchObject(late)
    expect(fetchFn).toHaveBeenCalledTimes(1)
  })
})

async function get(Sdk: Sdk, answers: (() => Response)[], options: object = {}) {
  return run(Sdk, answers, options, (sdk) => sdk.get('/organizations'))
}

/** A call, the pauses between its requests in milliseconds, and the keys of the requests. */
async function run(
  Sdk: Sdk,
  answers: (() => Response)[],
  options: object,
  call: (sdk: Client) => Promise<unknown>,
) {
  const keys: (string | null)[] = []
  const fetchFn = async (_url: unknown, init?: RequestInit) => {
    keys.push(new Headers(init?.headers).get('Idempotency-Key'))
    return (answers[keys.length - 1] ?? answers.at(-1) ?? ok)()
  }
  const pauses: number[] = []
  vi.spyOn(globalThis, 'setTimeout').mockImplementation((callback, delay = 0) => {
    const isDeadline = pauses.length === keys.length
    if (!isDeadline) {
      pauses.push(delay)
      queueMicrotask(callback)
    }
    return undefined as never
  })
  const sdk = new Sdk('sk_test', { ...options, fetchFn: fetchFn as typeof fetch })
  const name = await call(sdk).then(
    () => 'none',
    (error) => error.name,
  )
  return { pauses, keys, exception: name }
}

/** What became of a call when this time was over, and not before. */
async function outcomeAfter(milliseconds: number, call: Promise<unknown>) {
  const settled = vi.fn()
  call.then(settled, settled)
  await vi.advanceTimersByTimeAsync(milliseconds - 1)
  expect(settled).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  return settled.mock.calls[0]?.[0]
}

function aborted(signal?: AbortSignal | null) {
  return new Promise<never>((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

function stalled(signal?: AbortSignal | null) {
  const body = new ReadableStream({
    start(controller) {
      signal?.addEventListener('abort', () => controller.error(signal.reason))
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/json' } })
}
