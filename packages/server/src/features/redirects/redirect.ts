import { type Database, isUniqueViolation } from '../../db/database.ts'
import { type Page, type PageQuery, toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import type { Application } from '../applications/application.ts'
import type { Environment } from '../environments/environment.ts'
import { checkRedirectUri, hasWildcard, matchesRedirectUri } from './redirect-uri.ts'
import * as store from './store.ts'

export { hasWildcard } from './redirect-uri.ts'

/**
 * A redirect is an address of an application to which a browser may be sent: a redirect URI after
 * sign-in, a sign-out redirect after sign-out. The first of a kind is its default; the default has
 * no wildcard and cannot be removed while it is the default.
 */
export interface Redirect {
  id: string
  uri: string
  isDefault: boolean
  createdAt: Date
  updatedAt: Date
}

export type RedirectKind = 'redirect_uris' | 'sign_out_redirects'

const words = {
  redirect_uris: { name: 'Redirect URI', inSentence: 'redirect URI', prefix: 'redir' },
  sign_out_redirects: {
    name: 'Sign-out redirect',
    inSentence: 'sign-out redirect',
    prefix: 'sign_out_redirect',
  },
} as const

export async function listRedirects(
  deps: Deps,
  kind: RedirectKind,
  application: Application,
): Promise<Redirect[]> {
  return store.list(deps.db, kind, application)
}

export async function pageRedirects(
  deps: Deps,
  kind: RedirectKind,
  application: Application,
  query: PageQuery,
): Promise<Page<Redirect>> {
  return toPage(await store.page(deps.db, kind, application, query), query)
}

export async function createRedirect(
  deps: Deps,
  kind: RedirectKind,
  owner: { environment: Environment; application: Application },
  uri: string,
): Promise<Redirect> {
  const errors = checkRedirectUri(uri, owner.environment.kind)
  if (errors.length > 0) throw invalidRequestParameters(errors)
  const now = deps.clock.now()
  const { name, prefix } = words[kind]
  try {
    return await store.insert(deps.db, kind, owner.application, {
      id: createId(prefix, now),
      uri,
      // Decided in the statement itself: the first one without a wildcard becomes the default.
      mayBeDefault: !hasWildcard(uri),
      now,
    })
  } catch (error) {
    if (isUniqueViolation(error, `${kind}_unique`)) {
      throw new ApiError(422, undefined, `${name} '${uri}' already exists.`, {
        errors: [
          { code: 'already_exists', message: `${name} '${uri}' already exists.`, field: 'uri' },
        ],
      })
    }
    // Two first ones at once: the other became the default, and this one is welcome beside it.
    if (isUniqueViolation(error, `${kind}_one_default`)) {
      return createRedirect(deps, kind, owner, uri)
    }
    throw error
  }
}

export async function makeDefaultRedirect(
  deps: Deps,
  kind: RedirectKind,
  application: Application,
  id: string,
): Promise<Redirect> {
  const redirect = await getRedirect(deps, kind, application, id)
  if (hasWildcard(redirect.uri)) {
    throw invalidRequestParameters([
      {
        code: 'default_with_wildcard',
        message: 'The default cannot have a wildcard, because it must be one address.',
        field: 'uri',
      },
    ])
  }
  return store.makeDefault(deps.db, kind, application, id, deps.clock.now())
}

export async function deleteRedirect(
  deps: Deps,
  kind: RedirectKind,
  application: Application,
  id: string,
): Promise<void> {
  const isLast = (await store.list(deps.db, kind, application)).length === 1
  // Removing the last sign-out redirect is how sign-out goes back to the homepage.
  const evenIfDefault = kind === 'sign_out_redirects' && isLast
  if (await store.remove(deps.db, kind, application, { id, evenIfDefault })) return
  await getRedirect(deps, kind, application, id)
  throw new ApiError(
    409,
    'default_redirect',
    `Cannot delete the default ${words[kind].inSentence}. Make another one the default first.`,
  )
}

/** Whether a browser may be sent to this address. */
export async function isRegistered(
  deps: Deps,
  kind: RedirectKind,
  application: Application,
  uri: string,
): Promise<boolean> {
  const redirects = await store.list(deps.db, kind, application)
  return redirects.some((redirect) => matchesRedirectUri(redirect.uri, uri))
}

export async function findDefaultRedirect(
  deps: Deps,
  kind: RedirectKind,
  application: Application,
): Promise<Redirect | null> {
  const redirects = await store.list(deps.db, kind, application)
  return redirects.find((redirect) => redirect.isDefault) ?? null
}

/** Makes this the one redirect of its kind: how the dashboard's own application follows the base URL. */
export async function replaceRedirects(
  deps: Deps,
  db: Database,
  kind: RedirectKind,
  application: Application,
  uri: string,
): Promise<void> {
  const now = deps.clock.now()
  await store.replaceAll(db, kind, application, {
    id: createId(words[kind].prefix, now),
    uri,
    now,
  })
}

async function getRedirect(
  deps: Deps,
  kind: RedirectKind,
  application: Application,
  id: string,
): Promise<Redirect> {
  const redirect = (await store.list(deps.db, kind, application)).find((one) => one.id === id)
  if (!redirect) throw notFound(words[kind].name, id)
  return redirect
}
