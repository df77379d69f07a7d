import type { FastifyRequest } from 'fastify'
import { type Config, isLoopbackHost } from '../config/config.ts'

/**
 * The origin under which this browser reached us. The `Host` header is the browser's word, so it
 * counts only where it names this very machine in another way; everywhere else it is the
 * configured address, whatever a proxy or an attacker says.
 */
export function publicOrigin(config: Config, request: FastifyRequest): string {
  const { protocol, hostname } = new URL(config.baseUrl)
  const { host } = request.headers
  if (!host || !isLoopbackHost(hostname) || !URL.canParse(`${protocol}//${host}`)) {
    return config.baseUrl
  }
  const requested = new URL(`${protocol}//${host}`)
  return isLoopbackHost(requested.hostname) ? requested.origin : config.baseUrl
}
