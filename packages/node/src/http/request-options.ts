/** What a reading request may say beside its path. */
export interface GetOptions {
  // biome-ignore lint/suspicious/noExplicitAny: whatever a query string can carry.
  query?: Record<string, any>
  /** Sent in place of the API key. */
  accessToken?: string
  warrantToken?: string
  /** The method is open to applications without an API key. */
  skipApiKeyCheck?: boolean
  /** Retries of this request, in place of the client's own number. */
  maxRetries?: number
}

/** What a creating request may say beside its path and body. */
export interface PostOptions {
  // biome-ignore lint/suspicious/noExplicitAny: whatever a query string can carry.
  query?: { [key: string]: any }
  /** The server applies requests with the same key once. */
  idempotencyKey?: string
  warrantToken?: string
  /** The method is open to applications without an API key. */
  skipApiKeyCheck?: boolean
  /** Retries of this request, in place of the client's own number. */
  maxRetries?: number
}

/** What a replacing request may say beside its path and body. */
export interface PutOptions {
  // biome-ignore lint/suspicious/noExplicitAny: whatever a query string can carry.
  query?: { [key: string]: any }
  /** The server applies requests with the same key once. */
  idempotencyKey?: string
  /** The method is open to applications without an API key. */
  skipApiKeyCheck?: boolean
  /** Retries of this request, in place of the client's own number. */
  maxRetries?: number
}

/** What a changing request may say beside its path and body. */
export interface PatchOptions extends PutOptions {}
