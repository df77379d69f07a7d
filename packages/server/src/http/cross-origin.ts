import type { FastifyRequest } from 'fastify'
import { ApiError } from '../errors/errors.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that another website makes a browser send along with its cookies. Browsers say
 * where a request comes from: by `Sec-Fetch-Site`, or by `Origin` where that is missing. A request
 * that carries neither was not made by a browser.
 */
export function refuseCrossOrigin(request: FastifyRequest): void {
  if (safeMethods.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const isOwn =
    site === undefined
      ? origin === undefined || hostOf(origin) === request.headers.host
      : site === 'same-origin' || site === 'none'
  if (!isOwn) {
    throw new ApiError(
      403,
      'cross_origin_request',
      'This change was requested by another website and was refused. Open the page itself and try again.',
    )
  }
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)
