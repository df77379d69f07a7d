import type { FastifyRequest } from 'fastify'

/** Longest user agent that is kept: the header may be as long as a client likes. */
const longestUserAgent = 512

/** Where a request came from, as sessions and events record it. */
export function originOf(request: FastifyRequest): { ipAddress: string; userAgent: string | null } {
  return {
    ipAddress: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, longestUserAgent) ?? null,
  }
}
