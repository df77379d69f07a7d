import type pg from 'pg'
import type { JobResult, JobWithMetadata, PgBoss, SendOptions } from 'pg-boss'
import type { Logger } from 'pino'
import type { Attempt, Job, Jobs, NoPayload } from './jobs.ts'

interface Worker {
  job: Job<object>
  handler: (payload: object, attempt: Attempt) => Promise<void>
}

interface Schedule {
  job: Job<NoPayload>
  cron: string
}

/** Where a job goes when its last attempt failed, be it refused, timed out or cut off by a crash. */
const deadEnds = 'dead-ends'

const batchSize = 10
const shutdownMilliseconds = 10_000
const doneJobsKeptSeconds = 24 * 3600

/**
 * Jobs kept by pg-boss, in a schema of its own beside ours. It borrows the connections of the
 * server's pool, so an idle server holds none for it.
 */
export function createJobs(log: Logger): Jobs {
  const workers: Worker[] = []
  const schedules: Schedule[] = []
  // Loading it takes 100 ms, which pass while the database starts.
  const library = import('pg-boss')
  library.catch(() => {}) // Reported by `start`.
  let boss: PgBoss | undefined
  return {
    async enqueue(db, job, payload, key) {
      if (!boss) throw new Error(`Job ${job.name} was queued before the jobs were started.`)
      const { fromKysely } = await library
      const named = key === undefined ? {} : { id: key }
      await boss.send(job.name, payload, { ...repetition(job), ...named, db: fromKysely(db) })
    },
    work(job, handler) {
      workers.push({ job, handler: handler as Worker['handler'] })
    },
    schedule(job, cron) {
      schedules.push({ job, cron })
    },
    async start(pool) {
      const { PgBoss } = await library
      boss = createBoss(PgBoss, pool, log)
      // Servers that start together on an empty database may both create the schema: the loser of
      // that race finds it on the next attempt.
      await boss.start({ attempts: 3 })
      await createMissingQueues(boss, [deadEnds, ...workers.map(({ job }) => job.name)])
      for (const { job, cron } of schedules) {
        // Hours that passed while no server ran are made up for, together, by one run.
        await boss.schedule(job.name, cron, {}, { ...repetition(job), missed: 'once' })
      }
      for (const worker of workers) await workOn(boss, worker, log)
      await reportDeadEnds(boss, log)
    },
    async stop() {
      await boss?.stop({ graceful: true, timeout: shutdownMilliseconds })
      boss = undefined
    },
  }
}

function createBoss(Boss: typeof PgBoss, pool: pg.Pool, log: Logger): PgBoss {
  const boss = new Boss({
    schema: 'pgboss',
    db: { executeSql: (text, values) => pool.query(text, values) },
    // Each of these is a timer that asks the database something; an idle server should be idle.
    registerInstance: false,
    flowIntervalSeconds: 3600,
    bamIntervalSeconds: 3600,
    queueCacheIntervalSeconds: 3600,
    maintenanceIntervalSeconds: 3600,
    cronMonitorIntervalSeconds: 45,
    cronWorkerIntervalSeconds: 45,
  })
  boss.on('error', (error) => log.error({ reason: error.message }, 'The job queue had an error.'))
  boss.on('warning', ({ message }) => log.warn({ reason: message }, 'The job queue warns.'))
  return boss
}

const repetition = (job: Job<object>): SendOptions => ({
  retryLimit: job.retries,
  retryDelay: job.firstPauseSeconds,
  retryBackoff: true,
  retryDelayMax: job.longestPauseSeconds,
  expireInSeconds: job.timeoutSeconds,
  deleteAfterSeconds: doneJobsKeptSeconds,
  deadLetter: deadEnds,
})

/** Creating a queue that exists is harmless but takes a lock and a transaction, at every start. */
async function createMissingQueues(boss: PgBoss, names: string[]): Promise<void> {
  const existing = new Set((await boss.getQueues()).map((queue) => queue.name))
  for (const name of names) {
    if (!existing.has(name)) await boss.createQueue(name)
  }
}

async function workOn(boss: PgBoss, worker: Worker, log: Logger): Promise<void> {
  const options = {
    pollingIntervalSeconds: worker.job.pollSeconds,
    batchSize,
    burstWhenBatchFull: true,
    includeMetadata: true,
    perJobResults: true,
  } as const
  await boss.work<object, unknown, typeof options>(worker.job.name, options, (batch) =>
    Promise.all(batch.map((queued) => attempt(worker, queued, log))),
  )
}

async function attempt(
  { job, handler }: Worker,
  queued: JobWithMetadata<object>,
  log: Logger,
): Promise<JobResult> {
  const number = queued.retryCount + 1
  try {
    await handler(queued.data, { number, isLast: queued.retryCount >= queued.retryLimit })
    return { id: queued.id, status: 'completed' }
  } catch (error) {
    // The message alone: an error's other fields may hold what was sent or to whom.
    const reason = (error as Error).message
    log.warn({ job: job.name, jobId: queued.id, attempt: number, reason }, 'A job failed.')
    return { id: queued.id, status: 'failed', output: { reason } }
  }
}

async function reportDeadEnds(boss: PgBoss, log: Logger): Promise<void> {
  const options = { pollingIntervalSeconds: 30, batchSize: 50, includeMetadata: true } as const
  await boss.work<object, void, typeof options>(deadEnds, options, async (batch) => {
    for (const { sourceName, sourceId, sourceRetryCount, sourceOutput } of batch) {
      log.error(
        {
          job: sourceName,
          jobId: sourceId,
          attempts: (sourceRetryCount ?? 0) + 1,
          reason: sourceOutput && 'reason' in sourceOutput ? sourceOutput.reason : undefined,
        },
        'A job failed for the last time and was given up.',
      )
    }
  })
}
