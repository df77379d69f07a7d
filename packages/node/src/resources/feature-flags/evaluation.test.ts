import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { afterEach, expect, test, vi } from 'vitest'
import { WorkOS } from '../../index.ts'
import type { FlagPollEntry, FlagPollResponse } from './flag-poll.ts'

const flag = (about: Partial<FlagPollEntry>, targets: Partial<FlagPollEntry['targets']> = {}) => ({
  slug: 'flag',
  enabled: true,
  default_value: false,
  ...about,
  targets: { users: [], organizations: [], ...targets },
})
const to = (id: string, enabled = true) => ({ id, enabled })

const flags: FlagPollResponse = {
  'off for all': flag({ enabled: false, default_value: true }, { users: [to('user_1')] }),
  'on for all': flag({ default_value: true }),
  'off by default': flag({}),
  'for a user': flag({}, { users: [to('user_0'), to('user_1')] }),
  'for an organization': flag({}, { organizations: [to('org_1')] }),
  'for either': flag({}, { users: [to('user_1')], organizations: [to('org_1')] }),
  'for a user, switched off': flag({}, { users: [to('user_1', false)] }),
  'for a workspace': flag({}, { custom_targets: [{ type: 'workspace', ...to('ws_1') }] }),
  'for another type': flag({}, { custom_targets: [{ type: 'project', ...to('ws_1') }] }),
  'for a custom user': flag({}, { custom_targets: [{ type: 'user', ...to('user_1') }] }),
  'for a dot': flag({}, { users: [to('.'), to('..'), to('...')] }),
}

const contexts: [title: string, context: unknown][] = [
  ['nobody', {}],
  ['nothing', undefined],
  ['a user', { user: { id: 'user_1' } }],
  ['another user', { user: { id: 'user_2' } }],
  ['an organization', { organization: { id: 'org_1' } }],
  ['a user in another organization', { user: { id: 'user_1' }, organization: { id: 'org_2' } }],
  ['a workspace', { workspace: { id: 'ws_1' } }],
  ['a user by the old key', { userId: 'user_1' }],
  ['an organization by the old key', { organizationId: 'org_1' }],
  ['both by the old keys', { userId: 'user_2', organizationId: 'org_1' }],
  ['an empty old key', { userId: '', workspace: { id: 'ws_1' } }],
  ['an old key with a resource', { userId: { id: 'user_1' } }],
  ['an old key and a resource', { userId: 'user_1', workspace: { id: 'ws_1' } }],
  ['an old key and a text', { userId: 'user_1', plan: 'team' }],
  ['an old key and nothing', { userId: 'user_1', workspace: undefined, project: null }],
  ['a type in capitals', { Workspace: { id: 'ws_1' }, user: { id: 'user_1' } }],
  ['a type that is too long', { [`a${'b'.repeat(64)}`]: { id: 'ws_1' } }],
  ['a text for a resource', { user: 'user_1', workspace: { id: 'ws_1' } }],
  ['a resource without an id', { user: {}, workspace: { id: 1 } }],
  ['an id with a slash', { user: { id: 'user/1' } }],
  ['an id that is too long', { user: { id: 'u'.repeat(256) } }],
  ['an empty id', { user: { id: '' } }],
  ['one dot', { user: { id: '.' } }],
  ['two dots', { user: { id: '..' } }],
  ['three dots', { user: { id: '...' } }],
]

afterEach(() => void vi.useRealTimers())

/** What each flag is for a context, and what the logger heard of the context. */
function decisions(Sdk: typeof WorkOS | typeof OfficialWorkOS, context: unknown) {
  vi.useFakeTimers()
  const warn = vi.fn()
  const logger = { debug: vi.fn(), info: vi.fn(), warn, error: vi.fn() }
  const client = new Sdk({ apiKey: 'sk_test_parity' }).featureFlags.createRuntimeClient({
    bootstrapFlags: flags,
    logger,
  })
  client.close()
  const all = client.getAllFlags(context as never)
  // Wording is our own, what is attached to it is not.
  const warnings = warn.mock.calls.map(([, ...details]) => details)
  for (const key of Object.keys(flags)) {
    expect(client.isEnabled(key, context as never, true)).toBe(all[key])
  }
  expect(client.isEnabled('unknown', context as never)).toBe(false)
  expect(client.isEnabled('unknown', context as never, true)).toBe(true)
  return { all, warnings }
}

test.each(contexts)('decides for %s as the official client does', (_, context) => {
  expect(decisions(WorkOS, context)).toEqual(decisions(OfficialWorkOS, context))
})

test('is on for the targets of a flag only', () => {
  const on = (context: unknown) => {
    const { all } = decisions(WorkOS, context)
    return Object.keys(all).filter((key) => all[key] && key !== 'on for all')
  }
  expect(on({})).toEqual([])
  expect(on({ user: { id: 'user_1' } })).toEqual(['for a user', 'for either'])
  expect(on({ workspace: { id: 'ws_1' } })).toEqual(['for a workspace'])
  expect(on({ userId: 'user_1', workspace: { id: 'ws_1' } })).toEqual([])
})

test('knows no flag by the name of what every object has', () => {
  vi.useFakeTimers()
  const { featureFlags } = new WorkOS({ apiKey: 'sk_test_parity' })
  const client = featureFlags.createRuntimeClient({ bootstrapFlags: flags })
  client.close()
  expect(client.getFlag('constructor')).toBeUndefined()
  expect(client.isEnabled('constructor', {}, true)).toBe(true)
})
