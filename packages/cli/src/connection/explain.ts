import { CommandError, exitCodes, usageError } from '../command/command-error.ts'

/** What the platform answers when it refuses. */
export interface Refusal {
  code?: string
  message?: string
  error?: string
  error_description?: string
  errors?: { code?: string; message?: string; field?: string; line?: number }[]
}

/** Failures of the network and of the platform in words; undefined for everything else. */
export function explainFailure(error: unknown): CommandError | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof CommandError) return at
    const failure = at as Error & {
      status?: unknown
      code?: unknown
      requestID?: string
      rawStatus?: number
    }
    if (failure.name === 'TimeoutError') return timedOut(error)
    if (isNoId(failure)) return usageError(failure.message)
    if (isBrokenOff(failure)) return brokenOff(failure)
    if (typeof failure.rawStatus === 'number') return noPlatform(failure.rawStatus)
    if (typeof failure.status === 'number') {
      const { message, status, requestID } = failure
      if (isUnknownEndpoint(message)) return unknownEndpoint(message)
      const code = typeof failure.code === 'string' ? failure.code : `http_${status}`
      return new CommandError(code, message, {
        details: { status, request_id: requestID || undefined },
        recovery: recoveryFor(status as number, requestID),
        cause: error,
      })
    }
  }
  return undefined
}

/** An answer that is a refusal, in the platform's own words. */
export function refusalError(status: number, body: unknown, requestId: string): CommandError {
  if (typeof body !== 'object' || body === null) return noPlatform(status)
  const { code, message, error, error_description: description, errors } = body as Refusal
  const fields = (errors ?? []).map(({ field, line, message: said, code: fieldCode }) =>
    [field ?? (line && `line ${line}`), said ?? fieldCode].filter(Boolean).join(': '),
  )
  if (message && isUnknownEndpoint(message)) return unknownEndpoint(message)
  const words = message ?? description ?? `The platform answered with ${status}.`
  return new CommandError(code ?? error ?? `http_${status}`, [words, ...fields].join('\n  '), {
    details: { status, request_id: requestId || undefined, errors },
    recovery: recoveryFor(status, requestId),
  })
}

export function unauthorized(url: string, source: string): CommandError {
  return new CommandError('unauthorized', `${url} does not know the API key of ${source}.`, {
    recovery:
      'Copy a key from the dashboard, under API keys, and give it with --api-key, LATCHKEY_API_KEY or latchkey env add.',
    exitCode: exitCodes.authenticationRequired,
  })
}

/** What the SDK refuses to put into an address, before it asks anybody. */
const isNoId = (failure: Error) =>
  failure instanceof TypeError && / is no id\.$/.test(failure.message)

/** `fetch` says this of whatever kept it from an answer, and the reason in its cause. */
const isBrokenOff = ({ message, name }: Error) => name === 'TypeError' && message === 'fetch failed'

function brokenOff(failure: Error): CommandError {
  const { code, message } = (failure.cause ?? {}) as { code?: string; message?: string }
  return new CommandError(
    'server_unreachable',
    `The platform could not be asked: ${message || code || 'the connection failed'}.`,
    { recovery: 'Try again, or check the address: --url, LATCHKEY_URL.', cause: failure },
  )
}

/** `Cannot GET /path`: the route itself is not there, which is another matter than a thing that is not. */
const isUnknownEndpoint = (message: string) => /^Cannot [A-Z]+ \//.test(message)

function unknownEndpoint(message: string): CommandError {
  const endpoint = message.slice('Cannot '.length)
  return new CommandError('endpoint_not_found', `This platform has no ${endpoint}.`, {
    recovery: 'It may be older than this command: latchkey api ls shows what it has.',
  })
}

function recoveryFor(status: number, requestId: string | undefined): string | undefined {
  if (status === 414 || status === 431) return 'Type less: no id and no filter is as long as that.'
  if (status === 429) return 'Wait a moment and try again.'
  if (status < 500) return undefined
  return `Try again. If it stays so, look into the log of the platform${requestId ? ` for the request ${requestId}` : ''}.`
}

function timedOut(cause: unknown): CommandError {
  return new CommandError('server_timeout', 'The platform did not answer in time.', {
    recovery: 'Look into its log, or try again.',
    cause,
  })
}

export function noPlatform(status: number): CommandError {
  return new CommandError(
    'not_a_platform',
    `What answers there is no Latchkey, or a proxy before it: status ${status} without JSON.`,
    { recovery: 'Check the address: --url, LATCHKEY_URL or latchkey env list.' },
  )
}

const unreachable: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host is not known',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
}

const untrusted: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'it comes from an authority that this machine does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'it comes from an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'it comes from an authority that this machine does not know',
}

/** What kept `fetch` from an answer, or undefined where another try may help. */
export function networkError(failure: unknown, url: string): CommandError | undefined {
  const { cause } = failure as {
    cause?: { code?: string; message?: string; errors?: { code?: string }[] }
  }
  const code = cause?.code ?? cause?.errors?.[0]?.code ?? ''
  if (unreachable[code]) {
    return new CommandError(
      'server_unreachable',
      `No Latchkey answers at ${url}: ${unreachable[code]}.`,
      {
        recovery: 'Start one with latchkey start, or say where it runs: --url or LATCHKEY_URL.',
        cause: failure,
      },
    )
  }
  if (untrusted[code]) {
    return new CommandError(
      'certificate_untrusted',
      `The certificate of ${url} is not trusted: ${untrusted[code]}.`,
      {
        recovery:
          'Name the authority that signed it: NODE_EXTRA_CA_CERTS=/path/to/ca.pem latchkey …',
        cause: failure,
      },
    )
  }
  // Ports of other protocols, which `fetch` leaves alone (Fetch Standard, port blocking).
  if (cause?.message === 'bad port') {
    return new CommandError('server_unreachable', `Nothing can be asked at the port of ${url}.`, {
      recovery: 'It is of another protocol. Say where the platform runs: --url or LATCHKEY_URL.',
      cause: failure,
    })
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const why = code === 'CERT_HAS_EXPIRED' ? 'it has expired' : 'it is for another host'
    return new CommandError(
      'certificate_invalid',
      `The certificate of ${url} is not valid: ${why}.`,
      {
        recovery: 'Renew it, or use the host name that it is for.',
        cause: failure,
      },
    )
  }
  if (code === 'EPROTO' || /^ERR_SSL_/.test(code)) {
    return new CommandError('no_tls', `${url} does not speak HTTPS.`, {
      recovery: `Write ${url.replace(/^https/, 'http')} if it is on this machine.`,
      cause: failure,
    })
  }
  return undefined
}
