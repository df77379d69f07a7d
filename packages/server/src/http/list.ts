import { type TSchema, Type } from '@fastify/type-provider-typebox'
import type { Page, PageQuery } from '../db/page.ts'

/** The query of every published list. */
export const listQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
  order: Type.Optional(
    Type.Union([Type.Literal('asc'), Type.Literal('desc'), Type.Literal('normal')]),
  ),
  before: Type.Optional(Type.String({ maxLength: 128 })),
  after: Type.Optional(Type.String({ maxLength: 128 })),
}

export interface ListQuery {
  limit?: number
  order?: 'asc' | 'desc' | 'normal'
  before?: string
  after?: string
}

/** `normal` is newest first with the meanings of before and after exchanged. */
export function toPageQuery(query: ListQuery): PageQuery {
  const isNormal = query.order === 'normal'
  return {
    limit: query.limit ?? 10,
    order: query.order === 'asc' ? 'asc' : 'desc',
    after: isNormal ? query.before : query.after,
    before: isNormal ? query.after : query.before,
  }
}

/** The published envelope of a list. */
export const listOf = <Item extends TSchema>(item: Item) =>
  Type.Object({
    object: Type.Literal('list'),
    data: Type.Array(item),
    list_metadata: Type.Object({
      before: Type.Union([Type.String(), Type.Null()]),
      after: Type.Union([Type.String(), Type.Null()]),
    }),
  })

export function toWireList<Item, Wire>(page: Page<Item>, toWire: (item: Item) => Wire) {
  return {
    object: 'list' as const,
    data: page.items.map(toWire),
    list_metadata: { before: page.before, after: page.after },
  }
}
