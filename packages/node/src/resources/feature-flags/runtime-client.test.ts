import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WorkOS } from '../../index.ts'
import type { FlagPollEntry, FlagPollResponse } from './flag-poll.ts'
import type { FeatureFlagsRuntimeClient } from './runtime-client.ts'
import type { RuntimeClientOptions } from './runtime-client-options.ts'

/** What one poll meets: feature flags, a refusal, a broken network, or nothing at all. */
type Poll = FlagPollResponse | { status: number } | Error | 'no answer'
type Note = (what: string, detail?: unknown) => void

/** A client, the polls that it meets (the last one again and again), and what happens meanwhile. */
interface Scene {
  polls: Poll[]
  options?: RuntimeClientOptions
  /** `client` emits and logs into the notes by itself. */
  play: (client: FeatureFlagsRuntimeClient, note: Note) => unknown
}

const flag = (about: Partial<FlagPollEntry> = {}): FlagPollEntry => ({
  slug: 'billing',
  enabled: true,
  default_value: false,
  targets: { users: [], organizations: [] },
  ...about,
})
const targets = (...users: [id: string, enabled: boolean][]) => ({
  targets: { users: users.map(([id, enabled]) => ({ id, enabled })), organizations: [] },
})
const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000)
const milliseconds = (count: number) => vi.advanceTimersByTimeAsync(count)
const refused = { status: 401 }
const broken = { status: 500 }

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Plays a scene with both clients and returns what they did alike. */
async function onBoth(scene: Scene) {
  const official = await notesOf(OfficialWorkOS, scene)
  const ours = await notesOf(WorkOS, scene)
  expect(ours).toEqual(official)
  return ours
}

async function notesOf(
  Sdk: typeof WorkOS | typeof OfficialWorkOS,
  { polls, options, play }: Scene,
) {
  vi.clearAllTimers()
  vi.setSystemTime(0)
  const notes: unknown[] = []
  const note: Note = (what, detail) =>
    notes.push([`${Date.now()} ms`, what, ...(detail === undefined ? [] : [plainly(detail)])])
  const left = [...polls]
  const fetchFn = async () => {
    note('poll')
    return answerTo((left.length > 1 ? left.shift() : left[0]) as Poll)
  }
  const sdk = new Sdk({ apiKey: 'sk_test_parity', maxRetries: 0, fetchFn })
  const client = sdk.featureFlags.createRuntimeClient(options) as FeatureFlagsRuntimeClient
  client.on('change', (change) => note('change', change))
  client.on('error', (error) => note('error', error))
  client.on('failed', (error) => note('failed', error))
  await play(client, note)
  client.close()
  return notes
}

function answerTo(poll: Poll): Response | Promise<Response> {
  if (poll === 'no answer') return new Promise(() => {})
  if (poll instanceof Error) throw poll
  return typeof poll.status === 'number'
    ? Response.json({ message: 'No.' }, { status: poll.status })
    : Response.json(poll)
}

/** Wording is our own: an error is told by its name. */
function plainly(detail: unknown) {
  return detail instanceof Error ? detail.name : structuredClone(detail)
}

/** Notes when and how a promise ends, without waiting for it. */
function noteEnd(note: Note, what: string, promise: Promise<void>) {
  promise.then(
    () => note(what),
    (error) => note(`${what}, not`, error),
  )
}

const timesOf = (what: string, notes: unknown[]) =>
  (notes as [string, string][]).filter(([, noted]) => noted === what).map(([time]) => time)

describe('polls', () => {
  test('at once and then every 30 seconds', async () => {
    const notes = await onBoth({ polls: [{ billing: flag() }], play: () => minutes(1) })
    expect(timesOf('poll', notes)).toEqual(['0 ms', '30000 ms', '60000 ms'])
  })

  test('at most every 5 seconds', async () => {
    const options = { pollingIntervalMs: 10 }
    const notes = await onBoth({ polls: [{}], options, play: () => milliseconds(11_000) })
    expect(timesOf('poll', notes)).toEqual(['0 ms', '5000 ms', '10000 ms'])
  })

  test.each([
    [0, '27000 ms'],
    [1, '33000 ms'],
  ])('a tenth earlier or later by chance (%d)', async (chance, second) => {
    vi.mocked(Math.random).mockReturnValue(chance)
    const notes = await onBoth({ polls: [{}], play: () => milliseconds(40_000) })
    expect(timesOf('poll', notes)).toEqual(['0 ms', second])
  })

  test('less and less often while they fail, and as before when they do not', async () => {
    const notes = await onBoth({
      polls: [...Array(8).fill(broken), new TypeError('fetch failed'), {}],
      options: { pollingIntervalMs: 5_000 },
      play: () => minutes(5),
    })
    const times = timesOf('poll', notes).map((time) => Number.parseInt(time, 10) / 1000)
    const pauses = times.slice(1).map((time, index) => time - (times[index] as number))
    expect(pauses.slice(0, 11)).toEqual([5, 5, 5, 8, 16, 32, 60, 60, 60, 5, 5])
  })

  test('again after a poll without an answer', async () => {
    const notes = await onBoth({
      polls: ['no answer', { billing: flag() }],
      options: { requestTimeoutMs: 2_000 },
      play: async (client, note) => {
        noteEnd(note, 'ready', client.waitUntilReady())
        await milliseconds(33_000)
      },
    })
    expect(notes).toEqual([
      ['0 ms', 'poll'],
      ['2000 ms', 'error', 'Error'],
      ['32000 ms', 'poll'],
      ['32000 ms', 'ready'],
    ])
  })

  test('no more once the API key is refused', async () => {
    const notes = await onBoth({
      polls: [{}, refused],
      play: async (client, note) => {
        await minutes(5)
        noteEnd(note, 'ready', client.waitUntilReady())
        await minutes(1)
      },
    })
    expect(notes).toEqual([
      ['0 ms', 'poll'],
      ['30000 ms', 'poll'],
      ['30000 ms', 'error', 'UnauthorizedException'],
      ['30000 ms', 'failed', 'UnauthorizedException'],
      ['300000 ms', 'ready'],
    ])
  })

  test.each([
    ['before the first', 0],
    ['between two', 10_000],
  ])('no more once it is closed, %s', async (_, after) => {
    const notes = await onBoth({
      polls: [{}],
      play: async (client) => {
        if (after) await milliseconds(after)
        client.close()
        await minutes(5)
      },
    })
    expect(timesOf('poll', notes)).toEqual(after ? ['0 ms'] : [])
  })

  test('into the void when it is closed meanwhile', async () => {
    await onBoth({
      polls: ['no answer'],
      play: async (client, note) => {
        await milliseconds(1_000)
        client.close()
        await minutes(5)
        note('stats', client.getStats())
      },
    })
  })

  test('no more when a listener closes it', async () => {
    await onBoth({
      polls: [{}, { billing: flag() }, { billing: flag({ enabled: false }) }],
      play: async (client) => {
        client.on('change', () => client.close())
        await minutes(5)
      },
    })
    await onBoth({
      polls: [broken],
      play: async (client) => {
        client.on('error', () => client.close())
        await minutes(5)
      },
    })
  })
})

describe('is ready', () => {
  test('when the first poll is answered', async () => {
    const notes = await onBoth({
      polls: [broken, { billing: flag() }],
      play: async (client, note) => {
        noteEnd(note, 'ready', client.waitUntilReady())
        noteEnd(note, 'ready within a minute', client.waitUntilReady({ timeoutMs: 60_000 }))
        await minutes(2)
      },
    })
    expect(timesOf('ready', notes)).toEqual(['30000 ms'])
    expect(timesOf('ready within a minute', notes)).toEqual(['30000 ms'])
  })

  test('at once with feature flags to start with, even if the API key is refused', async () => {
    const notes = await onBoth({
      polls: [refused],
      options: { bootstrapFlags: { billing: flag({ default_value: true }) } },
      play: async (client, note) => {
        await client.waitUntilReady()
        note('ready', [client.isEnabled('billing'), client.getStats()])
        await minutes(1)
        await client.waitUntilReady()
        note('still ready', [client.getFlag('billing'), client.getStats()])
      },
    })
    expect(timesOf('ready', notes)).toEqual(['0 ms'])
  })

  test('never within a time that is too short, nor with a refused API key', async () => {
    const late = await onBoth({
      polls: [broken],
      play: async (client, note) => {
        noteEnd(note, 'ready', client.waitUntilReady({ timeoutMs: 5_000 }))
        await minutes(1)
      },
    })
    expect(late).toContainEqual(['5000 ms', 'ready, not', 'Error'])
    const keyless = await onBoth({
      polls: [refused],
      play: async (client, note) => {
        noteEnd(note, 'ready', client.waitUntilReady({ timeoutMs: 5_000 }))
        await minutes(1)
      },
    })
    expect(keyless).toContainEqual(['0 ms', 'ready, not', 'UnauthorizedException'])
  })
})

describe('tells of changes', () => {
  const custom = (id: string, enabled: boolean) => ({
    targets: { users: [], organizations: [], custom_targets: [{ type: 'team', id, enabled }] },
  })
  const organization = (id: string, enabled: boolean) => ({
    targets: { users: [], organizations: [{ id, enabled }] },
  })

  test.each<[string, FlagPollEntry | undefined, FlagPollEntry | undefined, boolean]>([
    ['a flag that is new', undefined, flag(), true],
    ['a flag that is gone', flag(), undefined, true],
    ['a flag that is off', flag(), flag({ enabled: false }), true],
    ['another default', flag(), flag({ default_value: true }), true],
    ['one more user', flag(), flag(targets(['user_1', true])), true],
    ['one user less', flag(targets(['user_1', true])), flag(), true],
    ['another user', flag(targets(['user_1', true])), flag(targets(['user_2', true])), true],
    ['a user, off', flag(targets(['user_1', true])), flag(targets(['user_1', false])), true],
    ['an organization, off', flag(organization('o', true)), flag(organization('o', false)), true],
    ['another organization', flag(organization('o', true)), flag(organization('p', true)), true],
    ['one more team', flag(), flag(custom('team_1', true)), true],
    ['a team, off', flag(custom('team_1', true)), flag(custom('team_1', false)), true],
    [
      'no other order',
      flag(targets(['user_1', true], ['user_2', false])),
      flag(targets(['user_2', false], ['user_1', true])),
      false,
    ],
    ['no other slug', flag(), flag({ slug: 'invoices' }), false],
    ['nothing', flag(custom('team_1', true)), flag(custom('team_1', true)), false],
  ])('%s', async (_, before, after, isTold) => {
    const poll = (entry: FlagPollEntry | undefined): Poll => ({
      other: flag(),
      ...(entry && { billing: entry }),
    })
    const polls = [poll(before), poll(after)]
    const notes = await onBoth({ polls, play: () => milliseconds(30_000) })
    const change = { key: 'billing', previous: before ?? null, current: after ?? null }
    expect(notes.slice(2)).toEqual(isTold ? [['30000 ms', 'change', change]] : [])
  })

  test('not of what the first poll brings', async () => {
    const notes = await onBoth({
      polls: [{ billing: flag({ enabled: false }) }],
      options: { bootstrapFlags: { billing: flag() } },
      play: () => milliseconds(1_000),
    })
    expect(timesOf('change', notes)).toEqual([])
  })

  test('and reports a listener that fails as a failed poll', async () => {
    const notes = await onBoth({
      polls: [{}, { billing: flag() }],
      play: async (client, note) => {
        client.on('change', () => {
          throw new RangeError('No room')
        })
        await minutes(1)
        note('stats', client.getStats())
      },
    })
    expect(notes).toContainEqual(['30000 ms', 'error', 'RangeError'])
  })
})

describe('accounts for itself', () => {
  test('with numbers', async () => {
    await onBoth({
      polls: [{ billing: flag(), invoices: flag() }, broken, {}],
      play: async (client, note) => {
        note('before', client.getStats())
        for (const _ of Array(4)) {
          await milliseconds(20_000)
          note('stats', client.getStats())
        }
      },
    })
  })

  test('to a logger', async () => {
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const heard: unknown[] = []
    await onBoth({
      polls: [{ billing: flag() }, broken, refused],
      options: { logger },
      play: async () => {
        await minutes(2)
        // Wording is our own, what is attached to it is not.
        const { debug, info, warn, error } = logger
        const details = [debug, info, warn, error].map(({ mock }) =>
          mock.calls.map(([, ...rest]) => rest.map(plainly)),
        )
        heard.push(details)
        vi.clearAllMocks()
      },
    })
    const [official, ours] = heard
    expect(ours).toEqual(official)
    expect(ours).toEqual([
      [[{ flagCount: 1 }]],
      [],
      [],
      [['GenericServerException'], ['UnauthorizedException']],
    ])
  })
})

test('keeps what it knows when an answer has no feature flags in it, such as the page of a proxy', async () => {
  const answers = [Response.json({ billing: flag() }), new Response('<h1>Welcome</h1>')]
  const fetchFn = async () => answers.shift() ?? Response.json({})
  const client = new WorkOS({
    apiKey: 'sk_test_parity',
    fetchFn,
  }).featureFlags.createRuntimeClient()
  const failed = vi.fn()
  client.on('error', failed)
  await milliseconds(30_000)
  expect(failed).toHaveBeenCalledOnce()
  expect(client.getFlag('billing')).toEqual(flag())
  client.close()
})
