/**
 * Workers answer each request by itself: what one request waits for, another must not, because it
 * may be cut off with the request that began it.
 */
export const requestsAreIsolated =
  'WebSocketPair' in globalThis || 'EdgeRuntime' in globalThis || 'fastly' in globalThis

/** Work that is done once for everybody who asks for it while it is under way. */
export class SharedWork<Result> {
  readonly #underWay = new Map<string, Promise<Result>>()

  has(name: string): boolean {
    return this.#underWay.has(name)
  }

  do(name: string, work: () => Promise<Result>): Promise<Result> {
    if (requestsAreIsolated) return work()
    const begun = this.#underWay.get(name)
    if (begun) return begun
    const result = work().finally(() => this.#underWay.delete(name))
    this.#underWay.set(name, result)
    return result
  }
}
