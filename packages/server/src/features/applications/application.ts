import { isUniqueViolation } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { createId, createUlid } from '../../ids/ids.ts'
import * as store from './store.ts'

/**
 * An application is what people sign in to: its client id names it in OAuth requests. Each
 * environment has a default one from the start, whose client id is the environment's own.
 */
export interface Application {
  environmentId: string
  id: string
  clientId: string
  name: string
  /** Where a sign-in that did not begin at the application is sent to begin. */
  signInEndpoint: string | null
  homepageUrl: string | null
}

const maxAgeMilliseconds = 1_000
const cacheKey = (clientId: string) => `application:${clientId}`

export function findApplicationByClientId(
  deps: Deps,
  clientId: string,
): Promise<Application | null> {
  return deps.cache.read(cacheKey(clientId), maxAgeMilliseconds, () =>
    store.findByClientId(deps.db, clientId),
  )
}

export async function getDefaultApplication(
  deps: Deps,
  environmentId: string,
): Promise<Application> {
  const application = await store.findDefault(deps.db, environmentId)
  if (!application) throw notFound('Application of environment', environmentId)
  return application
}

/** Makes the environment's default application, or gives it the pinned client id, as needed. */
export async function ensureDefaultApplication(
  deps: Deps,
  environmentId: string,
  wanted: { name: string; clientId?: string | undefined },
): Promise<Application> {
  const now = deps.clock.now()
  await store.insertDefault(deps.db, {
    environmentId,
    id: createId('app', now),
    clientId: wanted.clientId ?? `client_${createUlid(now)}`,
    name: wanted.name,
    now,
  })
  const application = await getDefaultApplication(deps, environmentId)
  if (wanted.clientId && application.clientId !== wanted.clientId) {
    return changeClientId(deps, application, wanted.clientId)
  }
  return application
}

/** Only where an operator or a configuration file pins it. */
export async function changeClientId(
  deps: Deps,
  application: Application,
  clientId: string,
): Promise<Application> {
  try {
    await store.updateClientId(deps.db, application, clientId, deps.clock.now())
  } catch (error) {
    if (!isUniqueViolation(error, 'applications_client_id_key')) throw error
    const message = 'Another environment has this client id.'
    throw invalidRequestParameters([{ code: 'client_id_taken', message, field: 'client_id' }])
  }
  deps.cache.forget(cacheKey(application.clientId))
  return { ...application, clientId }
}

export async function renameApplication(
  deps: Deps,
  application: Application,
  name: string,
): Promise<Application> {
  const trimmed = name.trim()
  if (trimmed === '') {
    throw invalidRequestParameters([
      { code: 'name_required', message: 'Enter the name that people know.', field: 'name' },
    ])
  }
  return update(deps, { ...application, name: trimmed })
}

export async function updateSignInEndpoint(
  deps: Deps,
  application: Application,
  url: string | null,
): Promise<Application> {
  const signInEndpoint = checkUrl('sign-in endpoint', url)
  if (signInEndpoint && new URL(signInEndpoint).origin === deps.config.baseUrl) {
    throw invalidRequestParameters([
      {
        code: 'own_address',
        message:
          'This is an address of Latchkey itself. Enter the route of your application that begins a sign-in, such as http://localhost:3000/login.',
        field: 'url',
      },
    ])
  }
  return update(deps, { ...application, signInEndpoint })
}

export async function updateHomepageUrl(
  deps: Deps,
  application: Application,
  url: string | null,
): Promise<Application> {
  return update(deps, { ...application, homepageUrl: checkUrl('app homepage URL', url) })
}

async function update(deps: Deps, application: Application): Promise<Application> {
  await store.update(deps.db, application, deps.clock.now())
  deps.cache.forget(cacheKey(application.clientId))
  return application
}

function checkUrl(name: string, url: string | null): string | null {
  if (url === null || url === '') return null
  // Browsers are redirected here, and headers hold printable ASCII: what a parser repairs is refused.
  const isPrintable = /^[\x21-\x7e]+$/.test(url)
  const parsed = URL.canParse(url) ? new URL(url) : null
  const isWeb = parsed !== null && ['http:', 'https:'].includes(parsed.protocol)
  if (!isPrintable || !isWeb || parsed.username || parsed.password) {
    throw invalidRequestParameters([
      {
        code: 'invalid_url',
        message: `The ${name} must be an absolute http or https URL, such as https://app.example.com/login.`,
        field: 'url',
      },
    ])
  }
  return url
}
