import { list, nullable, number, optional, plain, string } from '../wire/fields.ts'
import type { Codec } from '../wire/shape.ts'

/** Which part of a list, and in which order. */
export interface PaginationOptions {
  /** Items a page, 1 to 100. 10 when left out. */
  limit?: number
  /** Only what comes before this id. */
  before?: string | null
  /** Only what comes after this id. */
  after?: string | null
  /** By creation time. `desc`, newest first, when left out. */
  order?: 'asc' | 'desc'
}

/** `PaginationOptions` as fields of a shape, beside the filters of a list. */
export const pagination = {
  limit: optional(number),
  before: optional(nullable(string)),
  after: optional(nullable(string)),
  order: optional(plain<'asc' | 'desc'>()),
}

/** One page of a list. */
export interface List<T> {
  readonly object: 'list'
  data: T[]
  listMetadata: { before?: string | null; after?: string | null }
}

/** One page of a list as the wire carries it. */
export interface ListResponse<T> {
  readonly object: 'list'
  data: T[]
  list_metadata: { before?: string | null; after?: string | null }
}

/** How a page with such items is read. */
export function pageOf<V, W>(item: Codec<V, W>): Codec<List<V>, ListResponse<W>> {
  const { read } = list(item)
  return {
    read: ({ data, list_metadata: listMetadata }) => ({
      object: 'list',
      data: read ? read(data) : (data as unknown as V[]),
      listMetadata,
    }),
  }
}

/**
 * The first page of a list, and the way to all of it.
 *
 * @example
 * const users = await workos.userManagement.listUsers()
 * for (const user of await users.autoPagination()) console.log(user.email)
 */
export class AutoPaginatable<
  ResourceType,
  ParametersType extends PaginationOptions = PaginationOptions,
> {
  readonly object = 'list' as const
  readonly options: ParametersType
  protected list: List<ResourceType>
  readonly #readPage: (params: PaginationOptions) => Promise<List<ResourceType>>

  constructor(
    list: List<ResourceType>,
    apiCall: (params: PaginationOptions) => Promise<List<ResourceType>>,
    options?: ParametersType,
  ) {
    this.list = list
    this.#readPage = apiCall
    this.options = options ?? ({} as ParametersType)
  }

  /** The items of the first page. */
  get data(): ResourceType[] {
    return this.list.data
  }

  /** The cursors before and after the first page; null where the list ends. */
  get listMetadata() {
    return this.list.listMetadata
  }

  /** Every item, page after page. Only the first page where the list was asked for with a `limit`. */
  async autoPagination(): Promise<ResourceType[]> {
    if (this.options.limit) return this.data
    const all: ResourceType[] = []
    let after = this.options.after
    do {
      const page = await this.#readPage({ ...this.options, limit: 100, after })
      all.push(...page.data)
      after = page.listMetadata.after
    } while (after)
    return all
  }
}
