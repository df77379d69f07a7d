import { expect, test } from 'vitest'
import { outcome } from '../../../test/both-sdks.ts'
import { WorkOS } from '../../index.ts'

// The official SDK sends `description: null` with every change, so that a new name erases the description.
test('a new name leaves the description of a group as it is', async () => {
  const { requests } = await outcome(WorkOS, ({ groups }) =>
    groups.updateGroup({ organizationId: 'org_01', groupId: 'group_01', name: 'Product' }),
  )
  expect(requests[0]?.body).toEqual({ name: 'Product' })
})
