interface Entry<Value> {
  value: Value
  size: number
  /** Milliseconds since 1970. */
  until: number
}

/**
 * Values that may be used again until a moment. Bounded in number and in size together, in two
 * halves: when one is full, what was not used since the other was is forgotten.
 */
export class Remembered<Value> {
  readonly #most: { entries: number; size: number }
  #recent = new Map<string, Entry<Value>>()
  #older = new Map<string, Entry<Value>>()
  #recentSize = 0

  constructor(most: { entries: number; size: number }) {
    this.#most = most
  }

  get(key: string): Value | undefined {
    const recent = this.#recent.get(key)
    const entry = recent ?? this.#older.get(key)
    if (!entry) return undefined
    if (entry.until <= Date.now()) {
      this.delete(key)
      return undefined
    }
    if (!recent) this.set(key, entry)
    return entry.value
  }

  set(key: string, entry: Entry<Value>): void {
    this.delete(key)
    const { entries, size } = this.#most
    if (entry.size > size / 2) return
    if (this.#recent.size + 1 > entries / 2 || this.#recentSize + entry.size > size / 2) {
      this.#older = this.#recent
      this.#recent = new Map()
      this.#recentSize = 0
    }
    this.#recent.set(key, entry)
    this.#recentSize += entry.size
  }

  delete(key: string): void {
    this.#older.delete(key)
    this.#recentSize -= this.#recent.get(key)?.size ?? 0
    this.#recent.delete(key)
  }
}
