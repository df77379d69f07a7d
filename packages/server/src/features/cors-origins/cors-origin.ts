import { isLoopbackHost } from '../../config/config.ts'
import { isUniqueViolation } from '../../db/database.ts'
import { type Page, type PageQuery, toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import {
  ApiError,
  type ErrorDetail,
  invalidRequestParameters,
  notFound,
} from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import type { Application } from '../applications/application.ts'
import type { Environment } from '../environments/environment.ts'
import * as store from './store.ts'

/**
 * A CORS origin is where the pages of an application come from that call this server from a browser.
 * It is compared exactly, has no wildcard, and counts until it is deleted.
 */
export interface CorsOrigin {
  id: string
  origin: string
  createdAt: Date
  updatedAt: Date
}

/** Newest first, all of them: an application has few. */
export async function listCorsOrigins(deps: Deps, application: Application): Promise<CorsOrigin[]> {
  return store.list(deps.db, application)
}

export async function pageCorsOrigins(
  deps: Deps,
  application: Application,
  query: PageQuery,
): Promise<Page<CorsOrigin>> {
  return toPage(await store.page(deps.db, application, query), query)
}

export async function createCorsOrigin(
  deps: Deps,
  owner: { environment: Environment; application: Application },
  origin: string,
): Promise<CorsOrigin> {
  const errors = checkOrigin(origin, owner.environment.kind)
  if (errors.length > 0) throw invalidRequestParameters(errors)
  const now = deps.clock.now()
  try {
    return await store.insert(deps.db, owner.application, {
      id: createId('cors_origin', now),
      origin,
      now,
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'cors_origins_unique')) throw error
    throw new ApiError(409, 'duplicate_cors_origin', 'CORS origin already exists.')
  }
}

export async function deleteCorsOrigin(
  deps: Deps,
  application: Application,
  id: string,
): Promise<void> {
  if (!(await store.remove(deps.db, application, id))) throw notFound('CORS origin', id)
}

/** Whether pages of this origin may read what the application is answered. */
export async function isCorsOrigin(
  deps: Deps,
  application: Application,
  origin: string,
): Promise<boolean> {
  return store.isRegistered(deps.db, application, origin)
}

/** Whether some application has registered it: all that a preflight, which names none, can be asked. */
export async function isCorsOriginOfAny(deps: Deps, origin: string): Promise<boolean> {
  return store.isRegisteredAnywhere(deps.db, origin)
}

/** Every reason why this text cannot be registered; an empty list when it can. */
function checkOrigin(origin: string, environmentKind: string): ErrorDetail[] {
  if (origin.includes('*')) {
    return refuse(
      'wildcard_not_allowed',
      'A CORS origin has no wildcard. Add each origin by itself.',
    )
  }
  const url = URL.canParse(origin) ? new URL(origin) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return refuse('invalid_origin', 'Enter an http or https origin, such as https://example.com.')
  }
  if (url.origin !== origin) {
    return refuse(
      'not_an_origin',
      `An origin is scheme, host and port only, as browsers write it. Here that is ${url.origin}.`,
    )
  }
  const isLoopbackAddress = url.hostname !== 'localhost' && isLoopbackHost(url.hostname)
  if (url.protocol === 'http:' && environmentKind === 'production' && !isLoopbackAddress) {
    return refuse('https_required', 'Production accepts https only (http only for 127.0.0.1).')
  }
  return []
}

/** In both published shapes: the one of all parameters, and the one of this endpoint. */
const refuse = (code: string, message: string): ErrorDetail[] => [
  { code, message, field: 'origin', property: 'origin', constraints: { [code]: message } },
]
