type Listener<Args extends unknown[]> = (...args: Args) => void

interface Subscription {
  listener: Listener<never>
  isOnce: boolean
}

/**
 * Tells listeners what happened, as the emitter of Node does, on runtimes without Node's modules too.
 * `Events` says what each event carries: `{ change: [FlagChange] }`.
 */
export class EventEmitter<Events extends Record<keyof Events, unknown[]>> {
  readonly #subscriptions = new Map<keyof Events, Subscription[]>()

  /** Calls `fn` whenever the event happens. */
  on<E extends keyof Events>(event: E, fn: Listener<Events[E]>): this {
    return this.#add(event, { listener: fn, isOnce: false })
  }

  /** Calls `fn` the next time the event happens. */
  once<E extends keyof Events>(event: E, fn: Listener<Events[E]>): this {
    return this.#add(event, { listener: fn, isOnce: true })
  }

  /** Calls `fn` no more. */
  off<E extends keyof Events>(event: E, fn: Listener<Events[E]>): this {
    return this.#keep(event, ({ listener }) => listener !== fn)
  }

  /**
   * Calls the listeners of an event, in the order in which they came. False where there are none.
   *
   * @throws the error itself, for the event `error` without a listener: no failure goes unnoticed.
   */
  emit<E extends keyof Events>(event: E, ...args: Events[E]): boolean {
    const subscriptions = this.#subscriptions.get(event)
    if (!subscriptions) {
      if (event !== 'error') return false
      throw args[0] instanceof Error ? args[0] : new Error(String(args[0]))
    }
    for (const subscription of subscriptions) {
      if (subscription.isOnce) this.#keep(event, (other) => other !== subscription)
      ;(subscription.listener as Listener<Events[E]>)(...args)
    }
    return true
  }

  /** How many listeners an event has. */
  listenerCount(event: keyof Events): number {
    return this.#subscriptions.get(event)?.length ?? 0
  }

  /** Forgets the listeners of an event, or of every event. */
  removeAllListeners(event?: keyof Events): this {
    if (event === undefined) this.#subscriptions.clear()
    else this.#subscriptions.delete(event)
    return this
  }

  /** The same as `on`. */
  addListener<E extends keyof Events>(event: E, fn: Listener<Events[E]>): this {
    return this.on(event, fn)
  }

  /** The same as `off`. */
  removeListener<E extends keyof Events>(event: E, fn: Listener<Events[E]>): this {
    return this.off(event, fn)
  }

  /** The listeners of an event. */
  listeners<E extends keyof Events>(event: E): Array<Listener<Events[E]>> {
    const subscriptions = this.#subscriptions.get(event) ?? []
    return subscriptions.map(({ listener }) => listener as Listener<Events[E]>)
  }

  /** The events that have listeners. */
  eventNames(): Array<keyof Events> {
    return [...this.#subscriptions.keys()]
  }

  // Lists are replaced, never changed, so that listeners may come and go while an event is told.
  #add(event: keyof Events, subscription: Subscription) {
    const subscriptions = this.#subscriptions.get(event) ?? []
    this.#subscriptions.set(event, [...subscriptions, subscription])
    return this
  }

  #keep(event: keyof Events, isKept: (subscription: Subscription) => boolean) {
    const kept = (this.#subscriptions.get(event) ?? []).filter(isKept)
    if (kept.length > 0) this.#subscriptions.set(event, kept)
    else this.#subscriptions.delete(event)
    return this
  }
}
