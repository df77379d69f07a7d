import {
  AutoPaginatable,
  type List,
  type PaginationOptions,
  pageOf,
} from '../http/auto-paginatable.ts'
import type { GetOptions, PostOptions, PutOptions } from '../http/request-options.ts'
import type { Codec } from '../wire/shape.ts'
import type { WorkOS } from '../workos.ts'

/** A family of endpoints. Each method is one request: options in, answer out, both by their shapes. */
export abstract class Resource {
  protected readonly workos: WorkOS

  constructor(workos: WorkOS) {
    this.workos = workos
  }

  protected async get<V, W>(path: string, answer: Codec<V, W>, options?: GetOptions): Promise<V> {
    return read(answer, await this.workos.get(path, options))
  }

  protected async post<V, W>(
    path: string,
    body: unknown,
    answer: Codec<V, W>,
    options?: PostOptions,
  ): Promise<V> {
    return read(answer, await this.workos.post(path, body, options))
  }

  protected async put<V, W>(
    path: string,
    body: unknown,
    answer: Codec<V, W>,
    options?: PutOptions,
  ): Promise<V> {
    return read(answer, await this.workos.put(path, body, options))
  }

  protected async patch<V, W>(path: string, body: unknown, answer: Codec<V, W>): Promise<V> {
    return read(answer, await this.workos.patch(path, body))
  }

  /** One page of a list, newest first unless asked otherwise. */
  protected async page<V, W>(
    path: string,
    item: Codec<V, W>,
    query: PaginationOptions = {},
  ): Promise<List<V>> {
    return this.get(path, pageOf(item), { query: { ...query, order: query.order || 'desc' } })
  }

  /** The first page of a list, which can fetch the others. `toQuery` where a name is the wire's own. */
  protected async list<V, W, Options extends PaginationOptions>(
    path: string,
    item: Codec<V, W>,
    options?: Options,
    toQuery: (options: Options) => PaginationOptions = (given) => given,
  ): Promise<AutoPaginatable<V, Options>> {
    const readPage = (given?: PaginationOptions) =>
      this.page(path, item, given && toQuery(given as Options))
    return new AutoPaginatable(await readPage(options), readPage, options)
  }
}

export function read<V, W>({ read: readWith }: Codec<V, W>, { data }: { data: W }): V {
  return readWith ? readWith(data) : (data as unknown as V)
}
