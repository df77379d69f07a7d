import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/open-database.ts'
import { inTransaction } from '../db/database.ts'
import type { Attempt, Job, NoPayload } from './jobs.ts'
import { createJobs } from './pg-boss-jobs.ts'

const greet: Job<{ name: string }> = {
  name: 'greet',
  retries: 2,
  firstPauseSeconds: 0,
  longestPauseSeconds: 1,
  timeoutSeconds: 30,
  pollSeconds: 0.5,
}
const patience = { timeout: 60_000, interval: 20 }

describe('jobs', () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let logged: Record<string, unknown>[]
  let running: ReturnType<typeof createJobs>[]

  const newJobs = () => {
    const log = pino({ level: 'info' }, { write: (line) => logged.push(JSON.parse(line)) })
    const jobs = createJobs(log)
    running.push(jobs)
    return jobs
  }
  const queued = async (name: string) => {
    const { rows } = await database.pool.query('select * from pgboss.job where name = $1', [name])
    return rows
  }

  beforeEach(async () => {
    database = await openTestDatabase()
    logged = []
    running = []
  })

  afterEach(async () => {
    for (const jobs of running) await jobs.stop()
    await database.close()
  })

  test('does a job with its payload, once its cause is committed', async () => {
    const jobs = newJobs()
    const greeted: string[] = []
    jobs.work(greet, async ({ name }) => {
      greeted.push(name)
    })
    await jobs.start(database.pool)
    await inTransaction(database.db, async (transaction) => {
      await jobs.enqueue(transaction, greet, { name: 'Ada' })
      expect(await queued('greet')).toEqual([])
    })
    await vi.waitFor(() => expect(greeted).toEqual(['Ada']), patience)
  })

  test('forgets a job whose cause was rolled back', async () => {
    const jobs = newJobs()
    jobs.work(greet, async () => {})
    await jobs.start(database.pool)
    const undone = inTransaction(database.db, async (transaction) => {
      await jobs.enqueue(transaction, greet, { name: 'Ada' })
      throw new Error('something else failed')
    })
    await expect(undone).rejects.toThrow('something else failed')
    expect(await queued('greet')).toEqual([])
  })

  test('refuses a job before it was started', async () => {
    const jobs = newJobs()
    jobs.work(greet, async () => {})
    await expect(jobs.enqueue(database.db, greet, { name: 'Ada' })).rejects.toThrow(
      'Job greet was queued before the jobs were started.',
    )
  })

  test('refuses a job that nobody was told how to do', async () => {
    const jobs = newJobs()
    await jobs.start(database.pool)
    await expect(jobs.enqueue(database.db, greet, { name: 'Ada' })).rejects.toThrow('greet')
  })

  test('repeats a job that failed, and tells it which attempt is the last', async () => {
    const jobs = newJobs()
    const attempts: Attempt[] = []
    jobs.work(greet, async (_payload, attempt) => {
      attempts.push(attempt)
      if (!attempt.isLast) throw new Error('not yet')
    })
    await jobs.start(database.pool)
    await jobs.enqueue(database.db, greet, { name: 'Ada' })
    await vi.waitFor(
      () =>
        expect(attempts).toEqual([
          { number: 1, isLast: false },
          { number: 2, isLast: false },
          { number: 3, isLast: true },
        ]),
      patience,
    )
    await vi.waitFor(async () => {
      expect(await queued('greet')).toMatchObject([{ state: 'completed', retry_count: 2 }])
    }, patience)
  })

  test('pauses longer before each further attempt, up to a limit', async () => {
    const jobs = newJobs()
    const patient = { ...greet, retries: 9, firstPauseSeconds: 30, longestPauseSeconds: 7200 }
    jobs.work(patient, async () => {
      throw new Error('not yet')
    })
    await jobs.start(database.pool)
    await jobs.enqueue(database.db, patient, { name: 'Ada' })
    const pauses: number[] = []
    for (let failures = 1; failures <= 9; failures++) {
      const [row] = await vi.waitFor(async () => {
        const rows = await queued('greet')
        expect(rows).toMatchObject([{ state: 'retry', retry_count: failures - 1 }])
        return rows
      }, patience)
      pauses.push((row.start_after - row.started_on) / 1000)
      await database.pool.query(`update pgboss.job set start_after = now() where name = 'greet'`)
    }
    expect(pauses[0]).toBeGreaterThanOrEqual(15)
    expect(pauses[0]).toBeLessThan(60)
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeLessThanOrEqual(7210)
      if (index > 1) expect(pause).toBeGreaterThan((pauses[index - 2] as number) * 0.99)
    }
    expect(pauses.reduce((sum, pause) => sum + pause)).toBeGreaterThan(2 * 3600)
  })

  test('one job of a batch that fails takes none of the others with it', async () => {
    const jobs = newJobs()
    const done: string[] = []
    jobs.work({ ...greet, retries: 0 }, async ({ name }) => {
      if (name === 'Mallory') throw new Error('refused')
      done.push(name)
    })
    await jobs.start(database.pool)
    await inTransaction(database.db, async (transaction) => {
      for (const name of ['Ada', 'Mallory', 'Grace']) {
        await jobs.enqueue(transaction, { ...greet, retries: 0 }, { name })
      }
    })
    await vi.waitFor(async () => {
      const states = (await queued('greet')).map((row) => [row.data.name, row.state])
      expect(Object.fromEntries(states)).toEqual({
        Ada: 'completed',
        Mallory: 'failed',
        Grace: 'completed',
      })
    }, patience)
    expect(done.sort()).toEqual(['Ada', 'Grace'])
  })

  test('records a job that was given up, by its name, without what it was about', async () => {
    const jobs = newJobs()
    jobs.work({ ...greet, retries: 1 }, async () => {
      throw Object.assign(new Error('refused'), { sent: 'the secret of Ada' })
    })
    await jobs.start(database.pool)
    await jobs.enqueue(database.db, { ...greet, retries: 1 }, { name: 'Ada' })
    await vi.waitFor(async () => {
      expect(await queued('greet')).toMatchObject([{ state: 'failed' }])
    }, patience)
    await jobs.stop()
    // A server that starts later reports it too: the dead end is a row, not a memory.
    await newJobs().start(database.pool)
    await vi.waitFor(() => {
      expect(logged.filter(({ level }) => level === 50)).toMatchObject([
        { job: 'greet', attempts: 2, reason: 'refused' },
      ])
    }, patience)
    expect(JSON.stringify(logged)).not.toContain('Ada')
  })

  test('two servers share the work and do each job once', async () => {
    const done: string[] = []
    const servers = [newJobs(), newJobs()]
    for (const jobs of servers) {
      jobs.work(greet, async ({ name }) => {
        done.push(name)
      })
    }
    await Promise.all(servers.map((jobs) => jobs.start(database.pool)))
    const names = Array.from({ length: 40 }, (_, index) => `person ${index}`)
    for (const [index, name] of names.entries()) {
      await servers[index % 2]?.enqueue(database.db, greet, { name })
    }
    await vi.waitFor(() => expect(done).toHaveLength(names.length), patience)
    await Promise.all(servers.map((jobs) => jobs.stop()))
    expect(done.sort()).toEqual(names.sort())
  })

  test('several servers that start together on an empty database all start', async () => {
    const servers = Array.from({ length: 5 }, newJobs)
    const hourly: Job<NoPayload> = { ...greet, name: 'hourly', payload: undefined }
    for (const jobs of servers) {
      jobs.work(hourly, async () => {})
      jobs.schedule(hourly, '0 * * * *')
    }
    await Promise.all(servers.map((jobs) => jobs.start(database.pool)))
    const { rows } = await database.pool.query('select name, cron, timezone from pgboss.schedule')
    expect(rows).toEqual([{ name: 'hourly', cron: '0 * * * *', timezone: 'UTC' }])
    expect(logged.filter(({ level }) => (level as number) > 40)).toEqual([])
  })

  test('goes on after the database was away', async () => {
    const jobs = newJobs()
    const greeted: string[] = []
    jobs.work(greet, async ({ name }) => {
      greeted.push(name)
    })
    await jobs.start(database.pool)
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    )
    // A connection that was cut may be found to be so only when it is used.
    await vi.waitFor(() => jobs.enqueue(database.db, greet, { name: 'Ada' }), patience)
    await vi.waitFor(() => expect(greeted).toContain('Ada'), patience)
  })

  test('finishes the job at hand before it stops', async () => {
    const jobs = newJobs()
    let begin = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    jobs.work(greet, async () => {
      begin()
      await finished
    })
    await jobs.start(database.pool)
    await jobs.enqueue(database.db, greet, { name: 'Ada' })
    await begun
    const stopped = jobs.stop()
    finish()
    await stopped
    expect(await queued('greet')).toMatchObject([{ state: 'completed' }])
  })
})
