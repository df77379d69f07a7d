import type pg from 'pg'
import type { Database } from '../db/database.ts'

/** A kind of work with its payload: the name it is queued under and how it is repeated. */
export interface Job<Payload extends object> {
  name: string
  /** Attempts after the first. */
  retries: number
  /** Pause before the second attempt: this long, or down to half of it. Each further one doubles. */
  firstPauseSeconds: number
  /** No pause is longer. */
  longestPauseSeconds: number
  /** An attempt that takes longer counts as failed, so that one whose process died is repeated. */
  timeoutSeconds: number
  /** How often workers look for it: the longest wait once its cause has committed. */
  pollSeconds: number
  /** Marks the payload's type; never set. */
  payload?: Payload
}

/** Scheduled work is told nothing but that it is time. */
export type NoPayload = Record<string, never>

export interface Attempt {
  /** Counts from 1. */
  number: number
  /** When this one fails, nobody tries again. */
  isLast: boolean
}

/**
 * Work that goes on after the answer, or at its hour. Payloads name rows and carry no secrets: they
 * lie open in the database until the job is done. A job whose process dies is done again by another,
 * so every handler must bear being run twice.
 */
export interface Jobs {
  /**
   * Queues a job in the caller's transaction: it exists if, and only if, that commits. One with a `key`,
   * which is a UUID, is queued once, however often that is asked for.
   */
  enqueue<Payload extends object>(
    db: Database,
    job: Job<Payload>,
    payload: Payload,
    key?: string,
  ): Promise<void>
  /** Says who does a job. A handler that throws has failed, and is tried again later. Before `start`. */
  work<Payload extends object>(
    job: Job<Payload>,
    handler: (payload: Payload, attempt: Attempt) => Promise<void>,
  ): void
  /** Queues a job at every hour of a cron expression (UTC), once for all processes. Before `start`. */
  schedule(job: Job<NoPayload>, cron: string): void
  /** Makes or upgrades the queues' own schema, then begins to work. Nothing can be queued before. */
  start(pool: pg.Pool): Promise<void>
  /** Takes no more jobs, and waits for those at hand as long as a shutdown may. */
  stop(): Promise<void>
}
