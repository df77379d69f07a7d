import type { Clock } from '../config/clock.ts'

/**
 * Reads that requests of one process share. Concurrent reads of one key become one query;
 * with `maxAgeMilliseconds` above zero the answer also serves later reads for that long.
 * Use 0 for whatever must be refused the moment it is revoked.
 */
export interface ReadCache {
  read<T>(key: string, maxAgeMilliseconds: number, load: () => Promise<T>): Promise<T>
  forget(key: string): void
}

const capacity = 10_000

export function createReadCache(clock: Clock): ReadCache {
  const entries = new Map<string, { value: Promise<unknown>; freshUntil: number }>()
  return {
    read<T>(key: string, maxAgeMilliseconds: number, load: () => Promise<T>): Promise<T> {
      const known = entries.get(key)
      if (known && clock.now().getTime() < known.freshUntil) return known.value as Promise<T>
      if (entries.size >= capacity) entries.clear()
      const entry = { value: load(), freshUntil: Number.POSITIVE_INFINITY }
      entries.set(key, entry)
      const settle = (keep: boolean) => {
        if (entries.get(key) !== entry) return
        if (keep && maxAgeMilliseconds > 0) {
          entry.freshUntil = clock.now().getTime() + maxAgeMilliseconds
        } else {
          entries.delete(key)
        }
      }
      entry.value.then(
        () => settle(true),
        () => settle(false),
      )
      return entry.value
    },
    forget(key) {
      entries.delete(key)
    },
  }
}
