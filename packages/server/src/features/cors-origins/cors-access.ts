import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import type { Application } from '../applications/application.ts'
import { isCorsOrigin, isCorsOriginOfAny } from './cors-origin.ts'

/**
 * The CORS protocol (Fetch Standard §3.2) for the few addresses that pages of other origins call.
 * Whatever does not ask here stays unreadable to them.
 */

const preflightSeconds = 600

/**
 * Lets a page that the application has registered read the answer, whatever it becomes, and lets the
 * browser send and keep cookies with it. Says whether such a page asks.
 */
export async function admitOrigin(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  application: Application | null,
): Promise<boolean> {
  reply.header('vary', 'Origin')
  const { origin } = request.headers
  if (!application || !origin || !(await isCorsOrigin(deps, application, origin))) return false
  allow(reply, origin)
  // Beyond the headers that every page may read: when to ask again, and what to tell support.
  reply.header('access-control-expose-headers', 'Retry-After, X-Request-ID')
  return true
}

/** A preflight names no application, so it passes for a page of any; the request itself may not. */
export function preflight(deps: Deps, methods: string) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('vary', 'Origin')
    const { origin } = request.headers
    if (origin && (await isCorsOriginOfAny(deps, origin))) {
      allow(reply, origin)
      reply.header('access-control-allow-methods', methods)
      reply.header('access-control-allow-headers', 'Content-Type')
      reply.header('access-control-max-age', preflightSeconds)
    }
    return reply.status(204).send()
  }
}

function allow(reply: FastifyReply, origin: string): void {
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-allow-credentials', 'true')
}
