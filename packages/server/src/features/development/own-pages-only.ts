import type { FastifyRequest } from 'fastify'
import { isLoopbackHost } from '../../config/config.ts'
import { ApiError } from '../../errors/errors.ts'

/**
 * What is served here reads mail and moves time without a password, so only programs of this
 * machine and our own pages may ask. A website open in the developer's browser may not: neither by
 * a name of its own that it points at this machine, nor by a request from its own page, nor by a
 * form, which cannot send JSON.
 */
export async function allowOwnPagesOnly(request: FastifyRequest): Promise<void> {
  const { host, origin, 'sec-fetch-site': site, 'content-type': type } = request.headers
  if (!host || !isLoopbackHost(hostname(host))) {
    throw new ApiError(
      403,
      'loopback_host_required',
      'Development addresses answer only under localhost or 127.0.0.1.',
    )
  }
  const isForeign =
    (origin !== undefined && hostOf(origin) !== host) ||
    (site !== undefined && site !== 'same-origin' && site !== 'none')
  if (isForeign) {
    throw new ApiError(
      403,
      'cross_origin_request',
      'Development addresses do not answer to other web pages. Ask from a terminal or a test.',
    )
  }
  if (request.method === 'POST' && !/^application\/json\s*(;|$)/i.test(type ?? '')) {
    throw new ApiError(
      415,
      'json_required',
      'Send this request with the header Content-Type: application/json.',
    )
  }
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)

/** A Host header without its port: `localhost:4000`, `127.0.0.1`, `[::1]:4000`. */
const hostname = (host: string) => host.replace(/:\d+$/, '')
