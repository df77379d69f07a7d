import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { expect, test } from 'vitest'
import { type Case, outcome } from '../../../test/both-sdks.ts'
import { WorkOS } from '../../workos.ts'

const event = {
  action: 'document.shared',
  occurredAt: new Date('2026-01-15T12:00:00.000Z'),
  actor: { type: 'user', id: 'user_1' },
  targets: [],
  context: { location: '203.0.113.7' },
}
const twice: Case['call'] = async (sdk) => {
  await sdk.auditLogs.createEvent('org_01', event)
  await sdk.auditLogs.createEvent('org_01', event)
}

// Each generated key is another one, so that the two SDKs cannot be compared by it.
test.each([
  { of: 'the official SDK', Sdk: OfficialWorkOS },
  { of: 'ours', Sdk: WorkOS },
])('every event of $of has a key of its own, even where nothing is retried', async ({ Sdk }) => {
  const { requests } = await outcome(Sdk, twice)
  const [first, second] = requests.map(({ idempotencyKey }) => idempotencyKey)
  expect(first).toBeTruthy()
  expect(second).toBeTruthy()
  expect(first).not.toBe(second)
})
