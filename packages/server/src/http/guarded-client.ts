import { lookup as lookUpByDns } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/**
 * Every request that this server sends to an address that somebody entered. Without a guard such an
 * address would reach whatever this machine can reach: the database beside it, the cloud's metadata.
 * So the connection is made to an address that was checked, and to no other: a name that resolves
 * differently a moment later changes nothing. Redirects are answers, not instructions.
 */
export interface GuardedClient {
  /** Rejects with {@link OutgoingError} when there is no answer; any status is an answer. */
  send(request: OutgoingRequest): Promise<OutgoingAnswer>
  /** The reason, in a sentence, why nothing would be sent there; null when it would. */
  findObjection(url: string): string | null
  close(): void
}

export interface OutgoingRequest {
  url: string
  method: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  /** For everything, from the look-up of the name to the last byte. */
  timeoutMilliseconds: number
  /** What is longer is cut off there. */
  longestAnswerBytes: number
}

export interface OutgoingAnswer {
  status: number
  body: Buffer
  isCutOff: boolean
}

/** No answer came. The message says why, in words for whoever entered the address. */
export class OutgoingError extends Error {}

export interface Policy {
  allowsHttp: boolean
  allowsAddress(address: string): boolean
}

/** A development set-up talks to the developer's own machine; any other one to the internet alone. */
export const policyFor = (config: { development: boolean }): Policy =>
  config.development
    ? { allowsHttp: true, allowsAddress: () => true }
    : { allowsHttp: false, allowsAddress: isPublicAddress }

type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>

const resolveByDns: Resolve = (hostname) => lookUpByDns(hostname, { all: true, verbatim: true })
const connectMilliseconds = 5_000

export function createGuardedClient(
  policy: Policy,
  resolve: Resolve = resolveByDns,
): GuardedClient {
  const lookup = guardedLookup(policy, resolve)
  // Node never looks up an address that is written as one: `findObjection` is there for those.
  const options = { keepAlive: true, lookup, timeout: 60_000 }
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) }
  return {
    findObjection: (url) => findObjection(policy, url),
    async send(request) {
      const objection = findObjection(policy, request.url)
      if (objection) throw new OutgoingError(objection)
      const signal = AbortSignal.timeout(request.timeoutMilliseconds)
      try {
        return await exchange(agents, request, signal)
      } catch (error) {
        if (isClosedMeanwhile(error)) return exchange(agents, request, signal).catch(explain)
        return explain(error)
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

function findObjection(policy: Policy, text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return 'It is no absolute URL that begins with https://.'
  }
  if (url.protocol === 'http:' && !policy.allowsHttp) return 'It must begin with https://.'
  if (url.username || url.password) return 'It must not hold a user name or a password.'
  // The parser has turned 0x7f.1, 2130706433 and the like into 127.0.0.1.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) && !policy.allowsAddress(host)) return privateTarget
  if (/(^|\.)localhost\.?$/.test(host) && !policy.allowsAddress('127.0.0.1')) return privateTarget
  return null
}

const privateTarget = 'It leads to a private network, which this server does not send to.'

/** Resolves a name once, for one connection, and refuses it when any of its addresses is forbidden. */
function guardedLookup(policy: Policy, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses
        if (!first) return callback(new OutgoingError('Its host has no address.'), '')
        if (!addresses.every(({ address }) => policy.allowsAddress(address))) {
          return callback(new OutgoingError(privateTarget), '')
        }
        if (options.all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (error) => callback(error, ''),
    )
  }
}

type Agents = { 'http:': http.Agent; 'https:': https.Agent }

function exchange(
  agents: Agents,
  { url: text, method, headers, body, longestAnswerBytes }: OutgoingRequest,
  signal: AbortSignal,
): Promise<OutgoingAnswer> {
  const url = new URL(text)
  const protocol = url.protocol as keyof Agents
  const { request: start } = protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const request = start(url, {
      method,
      agent: agents[protocol],
      signal,
      headers: {
        'user-agent': 'Latchkey/1.0',
        'accept-encoding': 'identity',
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    })
    request.on('socket', (socket) => {
      if (!socket.connecting) return
      const timer = setTimeout(
        () => request.destroy(new OutgoingError('Its host could not be reached in time.')),
        connectMilliseconds,
      )
      const connected = protocol === 'https:' ? 'secureConnect' : 'connect'
      socket.once(connected, () => clearTimeout(timer))
      socket.once('close', () => clearTimeout(timer))
    })
    request.on('error', (error) =>
      reject(Object.assign(error, { reusedSocket: request.reusedSocket })),
    )
    request.on('response', (response) => {
      readAnswer(response, longestAnswerBytes).then(resolve, reject)
    })
    request.end(body)
  })
}

async function readAnswer(
  response: http.IncomingMessage,
  longestBytes: number,
): Promise<OutgoingAnswer> {
  const chunks: Buffer[] = []
  let length = 0
  // Leaving the loop early closes the connection: nobody waits for what is not wanted.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > longestBytes) break
  }
  return {
    status: response.statusCode ?? 0,
    body: Buffer.concat(chunks).subarray(0, longestBytes),
    isCutOff: length > longestBytes,
  }
}

/** A connection kept from an earlier request, which the other side closed as this one was sent. */
const isClosedMeanwhile = (error: unknown) => {
  const { code, reusedSocket } = error as { code?: string; reusedSocket?: boolean }
  return reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE')
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'Nothing answers at its address.',
  ECONNRESET: 'The connection was closed before the answer was complete.',
  EAI_AGAIN: 'Its host could not be looked up.',
  ENOTFOUND: 'Its host is not known.',
  EHOSTUNREACH: 'Its host cannot be reached.',
  ENETUNREACH: 'Its host cannot be reached.',
  ETIMEDOUT: 'Its host could not be reached in time.',
  ABORT_ERR: 'It did not answer in time.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is signed by itself.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another host.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate is not signed by a known authority.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Its certificate is not signed by a known authority.',
}

function explain(error: unknown): never {
  if (error instanceof OutgoingError) throw error
  const { code = '', message, errors } = error as NodeJS.ErrnoException & { errors?: Error[] }
  // A host with several addresses fails with a reason for each.
  const first = (errors?.[0] as NodeJS.ErrnoException | undefined)?.code
  const reason = reasons[code] ?? reasons[first ?? '']
  throw new OutgoingError(reason ?? `The request failed: ${message || code}.`, { cause: error })
}
