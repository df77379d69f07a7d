import { UnauthorizedException } from '../../exceptions/exceptions.ts'
import type { WorkOS } from '../../workos.ts'
import { type EvaluationContext, isOn, targetsOf } from './evaluation.ts'
import { EventEmitter } from './event-emitter.ts'
import {
  changesBetween,
  type FlagChange,
  type FlagPollEntry,
  type FlagPollResponse,
} from './flag-poll.ts'
import type {
  RuntimeClientLogger,
  RuntimeClientOptions,
  RuntimeClientStats,
} from './runtime-client-options.ts'
import { readiness, within } from './waiting.ts'

interface RuntimeClientEvents {
  /** A feature flag decides otherwise than before. */
  change: [FlagChange]
  /** A poll failed. There will be others, unless `failed` follows. */
  error: [Error]
  /** The API key is refused: there will be no other poll. */
  failed: [Error]
}

const defaultPollingIntervalMs = 30_000
const shortestPollingIntervalMs = 5_000
const defaultRequestTimeoutMs = 10_000
const firstBackOffMs = 1_000
const longestBackOffMs = 60_000
/** Clients that start together do not poll together for long. */
const jitter = 0.1

/**
 * All feature flags of the environment, asked for again from time to time, so that the application
 * decides without a request. It polls from its construction on and ends with `close()`, or when the
 * API key is refused. Listen to `error`: without a listener, a failed poll is an unhandled rejection.
 *
 * @example
 * const flags = workos.featureFlags.createRuntimeClient({ pollingIntervalMs: 10_000 })
 * flags.on('error', (error) => log.warn(error))
 * flags.on('change', ({ key }) => log.info(`${key} changed`))
 * await flags.waitUntilReady()
 */
export class FeatureFlagsRuntimeClient extends EventEmitter<RuntimeClientEvents> {
  readonly #workos: WorkOS
  readonly #pollingIntervalMs: number
  readonly #requestTimeoutMs: number
  readonly #logger: RuntimeClientLogger | undefined
  readonly #readiness = readiness()
  readonly #stats = {
    pollCount: 0,
    pollErrorCount: 0,
    lastPollAt: null as Date | null,
    lastSuccessfulPollAt: null as Date | null,
  }
  #flags: ReadonlyMap<string, FlagPollEntry> = new Map()
  #failuresInARow = 0
  #isClosed = false
  #nextPoll: ReturnType<typeof setTimeout>

  constructor(workos: WorkOS, options: RuntimeClientOptions = {}) {
    super()
    this.#workos = workos
    this.#pollingIntervalMs = Math.max(
      options.pollingIntervalMs ?? defaultPollingIntervalMs,
      shortestPollingIntervalMs,
    )
    this.#requestTimeoutMs = options.requestTimeoutMs ?? defaultRequestTimeoutMs
    this.#logger = options.logger
    if (options.bootstrapFlags) {
      this.#flags = new Map(Object.entries(options.bootstrapFlags))
      this.#readiness.resolve()
    }
    this.#nextPoll = setTimeout(() => this.#poll(), 0)
  }

  /**
   * Resolves when there are feature flags to decide by.
   *
   * @throws {UnauthorizedException} where the API key is refused before that.
   * @throws {Error} where `timeoutMs` go by before that.
   * @example
   * await flags.waitUntilReady({ timeoutMs: 2000 })
   */
  async waitUntilReady({ timeoutMs }: { timeoutMs?: number } = {}): Promise<void> {
    const ready = this.#readiness.promise
    if (!timeoutMs) return ready
    return within(timeoutMs, ready, `No feature flags arrived within ${timeoutMs} ms.`)
  }

  /** Ends the polls and forgets the listeners. What is known of the feature flags stays. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#nextPoll)
    this.removeAllListeners()
  }

  /**
   * Whether a feature flag is on for whoever asks. `defaultValue`, false when left out, is the answer
   * for a flag that is not known.
   *
   * @example
   * flags.isEnabled('new-billing', { user: { id: 'user_01…' }, organization: { id: 'org_01…' } })
   */
  isEnabled(flagKey: string, context: EvaluationContext = {}, defaultValue = false): boolean {
    const targets = targetsOf(context, this.#warn)
    const flag = this.#flags.get(flagKey)
    return flag ? isOn(flag, targets) : defaultValue
  }

  /**
   * Every feature flag by its slug, and whether it is on for whoever asks.
   *
   * @example
   * const forTheBrowser = flags.getAllFlags({ userId: 'user_01…' })
   */
  getAllFlags(context: EvaluationContext = {}): Record<string, boolean> {
    const targets = targetsOf(context, this.#warn)
    return Object.fromEntries([...this.#flags].map(([key, flag]) => [key, isOn(flag, targets)]))
  }

  /** A feature flag with its targets. */
  getFlag(flagKey: string): FlagPollEntry | undefined {
    return this.#flags.get(flagKey)
  }

  /** How the polls went so far. */
  getStats(): RuntimeClientStats {
    const { lastSuccessfulPollAt } = this.#stats
    return {
      ...this.#stats,
      cacheAge: lastSuccessfulPollAt && Date.now() - lastSuccessfulPollAt.getTime(),
      flagCount: this.#flags.size,
    }
  }

  async #poll() {
    this.#stats.pollCount++
    this.#stats.lastPollAt = new Date()
    try {
      const flags = await this.#fetchFlags()
      if (this.#isClosed) return
      this.#accept(flags)
    } catch (cause) {
      if (this.#isClosed) return
      const error = cause instanceof Error ? cause : new Error(String(cause))
      this.#report(error)
      if (error instanceof UnauthorizedException) return this.#giveUp(error)
    }
    this.#scheduleNextPoll()
  }

  async #fetchFlags() {
    const polled = this.#workos.get<FlagPollResponse>('/sdk/feature-flags')
    const late = `The feature flags did not arrive within ${this.#requestTimeoutMs} ms.`
    const { data } = await within(this.#requestTimeoutMs, polled, late)
    return new Map(Object.entries(data))
  }

  #accept(flags: ReadonlyMap<string, FlagPollEntry>) {
    const before = this.#flags
    const isFirst = this.#stats.lastSuccessfulPollAt === null
    this.#flags = flags
    this.#stats.lastSuccessfulPollAt = new Date()
    this.#failuresInARow = 0
    // What the first poll brings is no change, even where it is not what the client started with.
    if (!isFirst) {
      for (const change of changesBetween(before, flags)) this.emit('change', change)
    }
    this.#readiness.resolve()
    this.#logger?.debug('Feature flags arrived.', { flagCount: flags.size })
  }

  #report(error: Error) {
    this.#failuresInARow++
    this.#stats.pollErrorCount++
    this.emit('error', error)
    this.#logger?.error('Feature flags did not arrive.', error)
  }

  #giveUp(error: UnauthorizedException) {
    this.emit('failed', error)
    this.#readiness.reject(error)
  }

  #scheduleNextPoll() {
    if (this.#isClosed) return
    const backOff = Math.min(firstBackOffMs * 2 ** (this.#failuresInARow - 1), longestBackOffMs)
    const delay = Math.max(this.#pollingIntervalMs, this.#failuresInARow > 0 ? backOff : 0)
    const varied = delay * (1 + (Math.random() * 2 - 1) * jitter)
    this.#nextPoll = setTimeout(() => this.#poll(), varied)
  }

  readonly #warn = (message: string, ...details: unknown[]) =>
    this.#logger?.warn(message, ...details)
}
