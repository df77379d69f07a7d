import type { Deps } from '../deps.ts'
import { RateLimitError } from '../errors/errors.ts'
import { type RateLimitRule, takeFromLimit } from './rate-limits.ts'

/** What this process may still let through in a window. */
interface Lease {
  left: number
  /** Whether the database has no more to give in this window. */
  isLast: boolean
  windowEndsAt: Date
}

/** A limit is leased in so many parts, and the database asked so often in a window. */
const parts = 20
const mostSubjects = 10_000

/**
 * Limits that all servers of a database share, without a statement for every request: each takes a
 * part of the limit at a time and counts by itself. Together they never let more through than the
 * limit; a part that one of them took and did not need is lost to the others until the window ends.
 */
export function createLeasedLimits({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  const leases = new Map<string, Lease>()
  const renewals = new Map<string, Promise<void>>()

  async function renew(
    key: string,
    rule: RateLimitRule,
    environmentId: string,
    subject: string,
  ): Promise<void> {
    const part = Math.ceil(rule.limit / parts)
    const taken = await takeFromLimit(db, rule, environmentId, subject, part, clock.now())
    if (leases.size >= mostSubjects) leases.clear()
    leases.set(key, {
      left: taken.granted,
      isLast: taken.granted < part,
      windowEndsAt: taken.windowEndsAt,
    })
  }

  /** Counts one request, or refuses it. */
  return async function count(
    rule: RateLimitRule,
    environmentId: string,
    subject: string,
  ): Promise<void> {
    const key = `${rule.name} ${environmentId} ${subject}`
    for (;;) {
      const now = clock.now()
      const lease = leases.get(key)
      if (lease && lease.windowEndsAt > now) {
        if (lease.left > 0) {
          lease.left--
          return
        }
        if (lease.isLast) throw new RateLimitError(rule, lease.windowEndsAt, now)
      }
      // Whoever comes while one asks waits for the same part.
      let renewal = renewals.get(key)
      if (!renewal) {
        renewal = renew(key, rule, environmentId, subject).finally(() => renewals.delete(key))
        renewals.set(key, renewal)
      }
      await renewal
    }
  }
}
