import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { expect, test } from 'vitest'
import { outcome } from '../../../test/both-sdks.ts'
import { WorkOS } from '../../index.ts'

const entry = { type: 'ip_address', action: 'block', entry: '198.51.100.42' }
const added = [{ status: 204 }]

test('adds an entry that was not on the list, where the official SDK fails after the fact', async () => {
  const add: Parameters<typeof outcome>[1] = (sdk) => sdk.radar.addListEntry(entry)
  const official = await outcome(OfficialWorkOS, add, added)
  const ours = await outcome(WorkOS, add, added)
  expect(official.exception).toMatchObject({ name: 'TypeError' })
  expect(ours.result).toEqual({ message: '' })
  expect(ours.requests).toEqual(official.requests)
})
