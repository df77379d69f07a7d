import type { FastifyRequest } from 'fastify'

/** What is kept of an address and of a browser's name: whoever sends them may send any length. */
const longestIpAddress = 45
const longestUserAgent = 512

export const cutIpAddress = (text: string | undefined) => text?.slice(0, longestIpAddress)
export const cutUserAgent = (text: string | undefined) => text?.slice(0, longestUserAgent)

/** Where a request came from, as sessions and events record it. */
export function originOf(request: FastifyRequest): { ipAddress: string; userAgent: string | null } {
  return {
    ipAddress: request.ip,
    userAgent: cutUserAgent(request.headers['user-agent']) ?? null,
  }
}
