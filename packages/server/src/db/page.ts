import type { SelectQueryBuilder } from 'kysely'
import type { Tables } from './tables.ts'

/** One page of a list: ids are the cursors, because they sort by the moment they were made. */
export interface PageQuery {
  limit: number
  order: 'asc' | 'desc'
  /** Exclusive: items that come after this id in the order of the list. */
  after?: string | undefined
  /** Exclusive: items that come before this id in the order of the list. */
  before?: string | undefined
}

/** Which way ids run in what {@link selectPage} selects. */
export const isAscending = ({ order, before }: PageQuery) =>
  (order === 'asc') !== (before !== undefined)

/**
 * Selects the page and one item more, which tells whether there is a further page.
 * With `before`, the items nearest to the cursor come first: {@link toPage} turns them round.
 */
export function selectPage<Table extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  page: PageQuery,
): SelectQueryBuilder<Tables, Table, Row> {
  const ascending = isAscending(page)
  const cursor = page.before ?? page.after
  // The tables that are paged all have an id; the builder's types cannot say so for any of them.
  let selected = query as unknown as SelectQueryBuilder<Tables, 'users', Row>
  if (cursor !== undefined) selected = selected.where('id', ascending ? '>' : '<', cursor)
  return selected
    .orderBy('id', ascending ? 'asc' : 'desc')
    .limit(page.limit + 1) as unknown as SelectQueryBuilder<Tables, Table, Row>
}

export interface Page<Item> {
  items: Item[]
  /** The cursor of the previous page, or null on the first. */
  before: string | null
  /** The cursor of the next page, or null on the last. */
  after: string | null
}

/** Cuts the extra item off and says where the neighbours of the page are. */
export function toPage<Item extends { id: string }>(selected: Item[], page: PageQuery): Page<Item> {
  const hasMore = selected.length > page.limit
  const items = selected.slice(0, page.limit)
  const backwards = page.before !== undefined
  if (backwards) items.reverse()
  const first = items[0]?.id ?? null
  const last = items.at(-1)?.id ?? null
  return {
    items,
    before: (backwards ? hasMore : page.after !== undefined) ? first : null,
    after: (backwards ? true : hasMore) ? last : null,
  }
}
