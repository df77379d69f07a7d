import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { EmbeddedPostgresError } from './failure.ts'
import type { Postmaster } from './postmaster.ts'

/** A run longer than this was a healthy one: what ends it is a new trouble, not the last one again. */
const healthyMilliseconds = 60_000
const mostRestarts = 6

export interface Keeper {
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL and starts it again whenever it ends unasked: it recovers from its log and
 * loses nothing. The pauses grow to a few seconds; when it keeps ending, `onFatal` hears why.
 */
export async function keepRunning(
  launch: () => Postmaster,
  log: Logger,
  onFatal: (error: Error) => void,
): Promise<Keeper> {
  const stopping = new AbortController()
  let postmaster = await launchOnceFree(launch)

  const watch = async () => {
    let restarts = 0
    let startedAt = Date.now()
    while (true) {
      const end = await postmaster.ended
      if (stopping.signal.aborted) return
      if (Date.now() - startedAt > healthyMilliseconds) restarts = 0
      if (++restarts > mostRestarts) {
        const error = new EmbeddedPostgresError(
          `PostgreSQL keeps ending (${end}). It said last:\n${postmaster.lastWords()}`,
        )
        return onFatal(error)
      }
      log.error({ end, restarts }, 'PostgreSQL ended unasked; starting it again')
      await sleep(25 * 2 ** restarts, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      startedAt = Date.now()
      postmaster = launch()
      postmaster.ready.then(
        () => log.warn({ pid: postmaster.pid }, 'PostgreSQL is back'),
        () => {},
      )
    }
  }
  const watching = watch().catch((error) => onFatal(error))

  return {
    async stop() {
      stopping.abort()
      await postmaster.stop()
      await watching
    },
  }
}

/** The last processes of a killed postmaster may hold the shared memory for another moment. */
async function launchOnceFree(launch: () => Postmaster): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const postmaster = launch()
    try {
      await postmaster.ready
      return postmaster
    } catch (error) {
      await postmaster.stop()
      const busy = /pre-existing shared memory block/.test(postmaster.lastWords())
      if (!busy || attempt === 50) throw error
      await sleep(100)
    }
  }
}
