import type { Logger } from 'pino'
import { createClock, type MovableClock } from './config/clock.ts'
import type { Config } from './config/config.ts'
import { createPasswordHasher, type PasswordHasher } from './crypto/password-hasher.ts'
import { createSealer, type Sealer } from './crypto/sealer.ts'
import type { Pool } from './db/database.ts'
import { createReadCache, type ReadCache } from './db/read-cache.ts'
import { createDnsResolver, type DnsResolver } from './dns/dns-resolver.ts'
import { createGuardedClient, type GuardedClient, policyFor } from './http/guarded-client.ts'
import type { Jobs } from './jobs/jobs.ts'
import { createJobs } from './jobs/pg-boss-jobs.ts'

/** The outside world, as the domain sees it. Passed in, so that tests and the development clock can move it. */
export interface Deps {
  config: Config & { secret: string }
  clock: MovableClock
  log: Logger
  db: Pool
  cache: ReadCache
  sealer: Sealer
  passwordHasher: PasswordHasher
  dns: DnsResolver
  jobs: Jobs
  /** The only way out: whatever this server asks of other machines by HTTP. */
  outgoing: GuardedClient
  /** Runs work that the answer does not wait for; a failure is logged with these words. */
  background(onFailure: string, work: () => Promise<void>): void
}

/** The real outside world, and `settle`, which waits for the work that answers did not wait for. */
export function createDeps({ config, log, db }: Pick<Deps, 'config' | 'log' | 'db'>): {
  deps: Deps
  settle: () => Promise<void>
} {
  const clock = createClock()
  const unfinished = new Set<Promise<void>>()
  const deps: Deps = {
    config,
    clock,
    log,
    db,
    cache: createReadCache(clock),
    sealer: createSealer(config.secret),
    passwordHasher: createPasswordHasher(),
    dns: createDnsResolver(config.dnsServers),
    jobs: createJobs(log),
    outgoing: createGuardedClient(policyFor(config)),
    background(onFailure, work) {
      const running = work()
        .catch((error) => log.error({ error }, onFailure))
        .finally(() => unfinished.delete(running))
      unfinished.add(running)
    },
  }
  return {
    deps,
    async settle() {
      await Promise.all(unfinished)
      deps.outgoing.close()
    },
  }
}
