import { expect, test } from 'vitest'
import { outcome } from '../../../test/both-sdks.ts'
import { WorkOS } from '../../index.ts'

// The official SDK sends null for all that is left out, so that a new name erases the rest.
test('a new name leaves the description, scopes and redirect URIs of an application', async () => {
  const { requests } = await outcome(WorkOS, ({ connect }) =>
    connect.updateApplication({ id: 'conn_app_01', name: 'Reports' }),
  )
  expect(requests[0]?.body).toEqual({ name: 'Reports' })
})
