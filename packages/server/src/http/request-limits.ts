import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { createLeasedLimits } from './leased-limits.ts'
import { networkOf } from './network-of.ts'
import type { RateLimitRule } from './rate-limits.ts'

/** The published limits on how often the API and the hosted pages are asked. */
const requestLimits = {
  /** Of one network address. */
  api: { name: 'api_requests', limit: 6_000, windowSeconds: 60 },
  userManagementReads: { name: 'user_management_reads', limit: 1_000, windowSeconds: 10 },
  userManagementWrites: { name: 'user_management_writes', limit: 500, windowSeconds: 10 },
  /** Of one API key. */
  organizationDeletion: { name: 'organization_deletion', limit: 50, windowSeconds: 60 },
  /** Of one network address: a stranger who asks without end closes the pages to nobody else. */
  hostedReads: { name: 'hosted_reads', limit: 1_000, windowSeconds: 10 },
  hostedWrites: { name: 'hosted_writes', limit: 500, windowSeconds: 10 },
} as const satisfies Record<string, RateLimitRule>

/**
 * In development everybody is one address, and test suites and load tests ask more than any
 * application does. The limits are there, so that the code is the same, and out of reach.
 */
const developmentFactor = 1_000

/** Counts every request of the API once it is known who asks, and refuses those beyond a limit. */
export function limitRequests(deps: Deps) {
  const count = createCounter(deps)
  return async (request: FastifyRequest): Promise<void> => {
    for (const [rule, subject] of limitsOf(request)) {
      await count(rule, request.environment.id, subject)
    }
  }
}

/** Which environment is meant, a page finds out later. */
const ofNoEnvironment = ''

/** Counts every request of strangers, to pages and terminals: each may leave a row behind. */
export function limitPageRequests(deps: Deps) {
  const count = createCounter(deps)
  return async (request: FastifyRequest): Promise<void> => {
    const rule = isRead(request) ? requestLimits.hostedReads : requestLimits.hostedWrites
    await count(rule, ofNoEnvironment, networkOf(request.ip))
  }
}

function createCounter(deps: Deps) {
  const count = createLeasedLimits(deps)
  const factor = deps.config.development ? developmentFactor : 1
  return (rule: RateLimitRule, environmentId: string, subject: string) =>
    count({ ...rule, limit: rule.limit * factor }, environmentId, subject)
}

const isRead = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD'

function* limitsOf(request: FastifyRequest): Generator<[rule: RateLimitRule, subject: string]> {
  const { method, routeOptions } = request
  const path = routeOptions.url ?? ''
  yield [requestLimits.api, networkOf(request.ip)]
  if (path.startsWith('/user_management/')) {
    yield isRead(request)
      ? [requestLimits.userManagementReads, '']
      : [requestLimits.userManagementWrites, '']
  }
  if (method === 'DELETE' && /^\/organizations\/:\w+$/.test(path)) {
    yield [requestLimits.organizationDeletion, request.actor.id]
  }
}
