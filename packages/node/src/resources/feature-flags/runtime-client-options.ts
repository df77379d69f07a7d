import type { FlagPollEntry } from './flag-poll.ts'

/** Where the client writes what it does, such as `console`. */
export interface RuntimeClientLogger {
  debug(...args: unknown[]): void
  info(...args: unknown[]): void
  warn(...args: unknown[]): void
  error(...args: unknown[]): void
}

/** How the client keeps its feature flags. */
export interface RuntimeClientOptions {
  /** Milliseconds between two polls, at least 5,000. 30,000 when left out. */
  pollingIntervalMs?: number
  /** Feature flags to start with, so that the client is ready at once. */
  bootstrapFlags?: Record<string, FlagPollEntry>
  /** Milliseconds until a poll is given up. 10,000 when left out. */
  requestTimeoutMs?: number
  logger?: RuntimeClientLogger
}

/** How the polls went. */
export interface RuntimeClientStats {
  pollCount: number
  pollErrorCount: number
  lastPollAt: Date | null
  lastSuccessfulPollAt: Date | null
  /** Milliseconds since the last successful poll, or null before the first. */
  cacheAge: number | null
  flagCount: number
}
