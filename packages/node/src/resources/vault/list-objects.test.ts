import { expect, test } from 'vitest'
import { WorkOS } from '../../workos.ts'

// The official SDK sends the date as JavaScript prints it, and drops it from the second page on.
test('lists objects changed since a date, page after page', async () => {
  const queries: string[] = []
  const after = ['object_1', 'object_2', null]
  const { vault } = new WorkOS('sk_test', {
    fetchFn: async (url) => {
      queries.push(new URL(String(url)).search)
      return Response.json({ object: 'list', data: [], list_metadata: { after: after.shift() } })
    },
  })
  const updatedAfter = new Date('2026-01-15T12:00:00.000Z')
  await (await vault.listObjects({ updatedAfter })).autoPagination()
  expect(queries).toEqual([
    '?updated_after=2026-01-15T12%3A00%3A00.000Z&order=desc',
    '?limit=100&updated_after=2026-01-15T12%3A00%3A00.000Z&order=desc',
    '?limit=100&after=object_2&updated_after=2026-01-15T12%3A00%3A00.000Z&order=desc',
  ])
})
