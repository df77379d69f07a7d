interface Entry<Value> {
  value: Value
  size: number
  /** Milliseconds since 1970. */
  until: number
}

const sweepEveryMilliseconds = 60_000

/**
 * Values that may be used again until a moment. Bounded in number and in size together; what was not
 * used for the longest time goes first.
 */
export class Remembered<Value> {
  readonly #most: { entries: number; size: number }
  readonly #entries = new Map<string, Entry<Value>>()
  #size = 0
  #sweptAt = 0

  constructor(most: { entries: number; size: number }) {
    this.#most = most
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    if (entry.until > Date.now()) {
      this.#entries.set(key, entry)
      return entry.value
    }
    this.#size -= entry.size
    return undefined
  }

  set(key: string, entry: Entry<Value>): void {
    this.delete(key)
    this.#entries.set(key, entry)
    this.#size += entry.size
    this.#sweep(Date.now())
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#most.entries && this.#size <= this.#most.size) break
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    this.#size -= this.#entries.get(key)?.size ?? 0
    this.#entries.delete(key)
  }

  /** What is over is not kept until its place is needed. */
  #sweep(now: number) {
    if (Math.abs(now - this.#sweptAt) < sweepEveryMilliseconds) return
    this.#sweptAt = now
    for (const [key, { until }] of this.#entries) if (until <= now) this.delete(key)
  }
}
