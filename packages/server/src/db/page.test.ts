import { describe, expect, test } from 'vitest'
import { type PageQuery, toPage } from './page.ts'

const all = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }))

/** What the statement selects: the page and one item more, nearest to the cursor first. */
function select({ limit, order, after, before }: PageQuery) {
  const ordered = order === 'asc' ? all : [...all].reverse()
  const isBeyond = (id: string, cursor: string) => (order === 'asc' ? id > cursor : id < cursor)
  if (before !== undefined) {
    const earlier = ordered.filter(({ id }) => !isBeyond(id, before) && id !== before)
    return earlier.reverse().slice(0, limit + 1)
  }
  const later = after === undefined ? ordered : ordered.filter(({ id }) => isBeyond(id, after))
  return later.slice(0, limit + 1)
}

const page = (query: PageQuery) => {
  const { items, before, after } = toPage(select(query), query)
  return { ids: items.map(({ id }) => id).join(''), before, after }
}

describe('a page', () => {
  test('that holds all has no neighbours', () => {
    expect(page({ limit: 5, order: 'asc' })).toEqual({ ids: 'abcde', before: null, after: null })
  })

  test('has a next page exactly where there are more items', () => {
    expect(page({ limit: 4, order: 'asc' })).toEqual({ ids: 'abcd', before: null, after: 'd' })
    expect(page({ limit: 4, order: 'asc', after: 'a' })).toEqual({
      ids: 'bcde',
      before: 'b',
      after: null,
    })
  })

  test.each(['asc', 'desc'] as const)('leads through everything, once, and ends: %s', (order) => {
    const whole = order === 'asc' ? 'abcde' : 'edcba'
    for (const limit of [1, 2, 3, 4, 5, 6]) {
      let seen = ''
      let after: string | undefined
      for (let count = 0; count < 10; count++) {
        const next = page({ limit, order, after })
        seen += next.ids
        if (next.after === null) break
        after = next.after
      }
      expect({ limit, seen }).toEqual({ limit, seen: whole })
    }
  })

  test.each(['asc', 'desc'] as const)('leads back through everything, once: %s', (order) => {
    const whole = order === 'asc' ? 'abcde' : 'edcba'
    for (const limit of [1, 2, 3, 4]) {
      let seen = whole.slice(-1)
      let before: string | undefined = seen
      for (let count = 0; count < 10 && before !== undefined; count++) {
        const previous = page({ limit, order, before })
        seen = previous.ids + seen
        before = previous.before ?? undefined
      }
      expect({ limit, seen }).toEqual({ limit, seen: whole })
    }
  })

  test('beyond the end is empty and has no neighbours', () => {
    expect(page({ limit: 2, order: 'asc', after: 'e' })).toEqual({
      ids: '',
      before: null,
      after: null,
    })
    expect(page({ limit: 2, order: 'asc', before: 'a' })).toEqual({
      ids: '',
      before: null,
      after: null,
    })
  })
})
