import { JoseError } from './jose-error.ts'
import type { JsonWebKeySet, KeyHint } from './json-web-key.ts'
import { KnownKeys, type Signer } from './known-keys.ts'
import { requestsAreIsolated, SharedWork } from './shared-work.ts'

/** Keys older than this are fetched again while they go on verifying. */
const refreshAfterMilliseconds = 5 * 60_000
/** Keys older than this verify only after newer ones were asked for: a key may have been withdrawn. */
const staleAfterMilliseconds = 10 * 60_000
/** Keys older than this are not trusted even if no newer ones can be had. */
const uselessAfterMilliseconds = 24 * 60 * 60_000
/** How often at most the server is asked because of an unknown key, or after a failure. */
const coolDownMilliseconds = 30_000
const timeoutMilliseconds = 5_000

export interface KeySetOptions {
  /** Sends the request in place of the runtime's own `fetch`. */
  fetchFn?: typeof fetch
  /** Whether sessions that these keys verified are remembered. They are when left out. */
  remembers?: boolean
}

/**
 * The public keys of an environment. A function that finds the key of a token, for `jwtVerify` of the
 * package `jose`, with the members that `createRemoteJWKSet` of that package gives it.
 */
export interface KeySet {
  (
    protectedHeader?: KeyHint,
    token?: { payload: unknown; signature: string; header?: KeyHint },
  ): Promise<CryptoKey>
  /** Whether the keys were fetched so recently that an unknown key is not asked for. */
  readonly coolingDown: boolean
  readonly fresh: boolean
  readonly reloading: boolean
  reload(): Promise<void>
  /** The keys as they were published, once they are known. */
  jwks(): JsonWebKeySet | undefined
  /** The same keys, for the verification of sessions. */
  readonly keys: RemoteKeys
}

/**
 * The keys that are published at a URL. They are fetched when the first token is verified.
 *
 * @example
 * const keySet = remoteKeySet(userManagement.getJwksUrl(clientId), { fetchFn, remembers: true })
 * const { payload } = await jose.jwtVerify(accessToken, keySet)
 */
export function remoteKeySet(url: string | URL, options?: KeySetOptions): KeySet {
  const keys = new RemoteKeys(url, options)
  const find = async (protectedHeader?: KeyHint, token?: { header?: KeyHint }) =>
    (await keys.find({ ...protectedHeader, ...token?.header })).key.cryptoKey
  return Object.defineProperties(find as KeySet, {
    coolingDown: { get: () => keys.isCoolingDown, enumerable: true },
    fresh: { get: () => keys.isFresh, enumerable: true },
    reloading: { get: () => keys.isReloading, enumerable: true },
    reload: { value: () => keys.reload(), enumerable: true },
    jwks: { value: () => structuredClone(keys.known?.published), enumerable: true },
    keys: { value: keys },
  })
}

/** Keys that are fetched once, refreshed while they serve, and that outlast an outage of the server. */
export class RemoteKeys {
  /** The keys as they were last published. */
  known: KnownKeys | undefined
  readonly #url: string
  readonly #fetchFn: typeof fetch | undefined
  readonly #remembers: boolean
  readonly #reloads = new SharedWork<void>()
  #fetchedAt = Number.NEGATIVE_INFINITY
  #failedAt = Number.NEGATIVE_INFINITY

  constructor(url: string | URL, { fetchFn, remembers = true }: KeySetOptions = {}) {
    this.#url = String(url)
    this.#fetchFn = fetchFn
    this.#remembers = remembers
  }

  get isCoolingDown(): boolean {
    return since(this.#fetchedAt) < coolDownMilliseconds
  }

  get isFresh(): boolean {
    return since(this.#fetchedAt) < staleAfterMilliseconds
  }

  get isReloading(): boolean {
    return this.#reloads.has(this.#url)
  }

  /** The keys, where nobody has to wait for them. Newer ones are fetched meanwhile when it is time. */
  ready(): KnownKeys | undefined {
    const age = since(this.#fetchedAt)
    if (age < refreshAfterMilliseconds) return this.known
    if (age >= uselessAfterMilliseconds) return undefined
    if (since(this.#failedAt) < coolDownMilliseconds) return this.known
    if (age >= staleAfterMilliseconds) return undefined
    if (!requestsAreIsolated) this.reload().catch(() => {})
    return this.known
  }

  /** @throws what went wrong with the request, where there are no keys to go on with. */
  async current(): Promise<KnownKeys> {
    const ready = this.ready()
    if (ready) return ready
    try {
      await this.reload()
    } catch (failure) {
      // An outage of the server signs nobody out.
      if (since(this.#fetchedAt) >= uselessAfterMilliseconds) throw failure
    }
    return this.known as KnownKeys
  }

  /**
   * The key of a token, and the keys among which it was found.
   *
   * @throws {JoseError} where no key or more than one fits.
   */
  async find(hint: KeyHint): Promise<Signer> {
    const keys = await this.current()
    if (keys.has(hint) || this.isCoolingDown) return { key: await keys.find(hint), keys }
    // A new key may sign before the next refresh.
    await this.reload()
    const newer = await this.current()
    return { key: await newer.find(hint), keys: newer }
  }

  reload(): Promise<void> {
    return this.#reloads.do(this.#url, async () => {
      try {
        const published = await fetchKeySet(this.#url, this.#fetchFn)
        // What the same keys have verified stays verified.
        if (!this.known?.isPublishedAs(published)) {
          this.known = new KnownKeys(published, this.#remembers)
        }
        this.#fetchedAt = Date.now()
        this.#failedAt = Number.NEGATIVE_INFINITY
      } catch (failure) {
        this.#failedAt = Date.now()
        throw failure
      }
    })
  }
}

const since = (moment: number) => Date.now() - moment

async function fetchKeySet(url: string, fetchFn: typeof fetch = globalThis.fetch) {
  const signal = AbortSignal.timeout(timeoutMilliseconds)
  try {
    const headers = { Accept: 'application/json, application/jwk-set+json' }
    // Keys from elsewhere are somebody else's: a redirect is not followed.
    const response = await fetchFn(url, { headers, redirect: 'manual', signal })
    if (response.status !== 200) {
      throw new JoseError('JOSEError', `The keys of ${url} were answered with ${response.status}.`)
    }
    return await readKeySet(response)
  } catch (failure) {
    if (!signal.aborted) throw failure
    const message = `The keys of ${url} were not answered within ${timeoutMilliseconds} ms.`
    throw new JoseError('JWKSTimeout', message, { cause: failure })
  }
}

async function readKeySet(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (cause) {
    throw new JoseError('JOSEError', `The keys of ${response.url} are not JSON.`, { cause })
  }
}
