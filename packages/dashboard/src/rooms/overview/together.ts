import type { UseQueryResult } from '@tanstack/react-query'

/** Three queries of one page, as one: it is there when all of them are, and fails with the first failure. */
export function together<A, B, C>(
  a: UseQueryResult<A>,
  b: UseQueryResult<B>,
  c: UseQueryResult<C>,
) {
  const queries = [a, b, c] as const
  const data: [A, B, C] | undefined =
    a.data !== undefined && b.data !== undefined && c.data !== undefined
      ? [a.data, b.data, c.data]
      : undefined
  return {
    data,
    error: queries.find(({ error }) => error)?.error ?? null,
    isFetching: queries.some(({ isFetching }) => isFetching),
    refetch: () => Promise.all(queries.map((query) => query.refetch())),
  }
}
