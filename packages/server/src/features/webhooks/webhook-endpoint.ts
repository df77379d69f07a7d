import { createToken } from '../../crypto/tokens.ts'
import { type Database, inTransaction, isUniqueViolation } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import {
  ApiError,
  type ErrorDetail,
  invalidRequestParameters,
  notFound,
} from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import { eventNames, isEventName } from '../events/event.ts'
import { beginToFollow, followAll } from './follow-events.ts'
import * as store from './stores/webhook-endpoints.ts'

/**
 * A webhook endpoint is an address of the application that is told of events as they happen. It is
 * told of those that happen while it is enabled, at least once each. It ends when it is deleted, and
 * its deliveries with it.
 */
export interface WebhookEndpoint {
  environmentId: string
  id: string
  endpointUrl: string
  /** Signs what is sent. Sealed at rest. */
  secret: string
  status: 'enabled' | 'disabled'
  events: string[]
  createdAt: Date
  updatedAt: Date
}

export interface WebhookEndpointChanges {
  endpointUrl?: string | undefined
  events?: string[] | undefined
  status?: WebhookEndpoint['status'] | undefined
}

export async function createWebhookEndpoint(
  deps: Deps,
  environmentId: string,
  values: { endpointUrl: string; events: string[]; secret?: string | undefined },
): Promise<WebhookEndpoint> {
  checkUrl(deps, values.endpointUrl)
  const now = deps.clock.now()
  const endpoint: WebhookEndpoint = {
    environmentId,
    id: createId('we', now),
    endpointUrl: values.endpointUrl,
    // A configuration file may choose it, for an application that knows it before the first start.
    secret: values.secret ?? createSecret(),
    status: 'enabled',
    events: checkEvents(values.events),
    createdAt: now,
    updatedAt: now,
  }
  return refuseDuplicate(() =>
    fromNowOn(deps, environmentId, async (transaction) => {
      await store.insertEndpoint(transaction, seal(deps, endpoint))
      return endpoint
    }),
  )
}

export async function updateWebhookEndpoint(
  deps: Deps,
  environmentId: string,
  id: string,
  changes: WebhookEndpointChanges,
): Promise<WebhookEndpoint> {
  await getWebhookEndpoint(deps, environmentId, id)
  if (changes.endpointUrl !== undefined) checkUrl(deps, changes.endpointUrl)
  const events = changes.events && checkEvents(changes.events)
  return refuseDuplicate(() =>
    fromNowOn(deps, environmentId, (transaction) =>
      change(deps, transaction, { environmentId, id }, { ...changes, events }),
    ),
  )
}

/** From now on everything is signed with a new secret. */
export async function rotateWebhookSecret(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<WebhookEndpoint> {
  await getWebhookEndpoint(deps, environmentId, id)
  const secretSealed = deps.sealer.seal('webhook-secret', createSecret())
  return change(deps, deps.db, { environmentId, id }, { secretSealed })
}

export async function deleteWebhookEndpoint(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<void> {
  const isDeleted = isId('we', id) && (await store.removeEndpoint(deps.db, environmentId, id))
  if (!isDeleted) throw notFound('Webhook Endpoint', id)
}

export async function getWebhookEndpoint(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<WebhookEndpoint> {
  const sealed = isId('we', id) ? await store.findEndpoint(deps.db, environmentId, id) : null
  if (!sealed) throw notFound('Webhook Endpoint', id)
  return unseal(deps, sealed)
}

export async function listWebhookEndpoints(
  deps: Deps,
  environmentId: string,
  query: PageQuery,
): Promise<WebhookEndpoint[]> {
  const endpoints = await store.listEndpoints(deps.db, environmentId, query)
  return endpoints.map((endpoint) => unseal(deps, endpoint))
}

async function change(
  deps: Deps,
  db: Database,
  { environmentId, id }: { environmentId: string; id: string },
  changes: WebhookEndpointChanges & { secretSealed?: string },
): Promise<WebhookEndpoint> {
  const now = deps.clock.now()
  const changed = await store.updateEndpoint(db, { environmentId, id }, { ...changes, now })
  // It was deleted in this very moment.
  if (!changed) throw notFound('Webhook Endpoint', id)
  return unseal(deps, changed)
}

/** What happened before a change is delivered as it was before the change. */
function fromNowOn<T>(
  deps: Deps,
  environmentId: string,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  return inTransaction(deps.db, async (transaction) => {
    await beginToFollow(transaction, environmentId)
    await followAll(deps, transaction, environmentId)
    return work(transaction)
  })
}

const createSecret = () => `whsec_${createToken()}`
const longestUrl = 2_048

function checkUrl(deps: Deps, url: string): void {
  const objection =
    url.length > longestUrl
      ? `It has more than ${longestUrl} characters.`
      : deps.outgoing.findObjection(url)
  if (objection) {
    throw new ApiError(422, 'invalid_url', `The endpoint URL cannot be used. ${objection}`)
  }
}

/** Too many, too secret or too much about this server: the Events API alone tells these. */
const notSubscribable =
  /^(action|vault|dsync\.token)\.|^authentication\.(email_verification|mfa)_failed$/

/** What an endpoint can be told of. */
export const webhookEventNames = eventNames.filter((name) => !notSubscribable.test(name))

function checkEvents(names: string[]): string[] {
  const errors = names.flatMap((name, index): ErrorDetail[] => {
    const refuse = (message: string) => [
      { code: 'unknown_event_type', message, field: `events.${index}` },
    ]
    if (!isEventName(name)) return refuse(`There is no event named '${name}'.`)
    if (!notSubscribable.test(name)) return []
    return refuse(`'${name}' is not sent to webhooks. The Events API tells it.`)
  })
  if (errors.length > 0) throw invalidRequestParameters(errors)
  return [...new Set(names)]
}

async function refuseDuplicate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error, 'webhook_endpoints_unique')) throw error
    throw new ApiError(
      409,
      'duplicate_endpoint',
      'There is a webhook endpoint with this URL. Change its events instead.',
    )
  }
}

const seal = (deps: Deps, { secret, ...endpoint }: WebhookEndpoint): store.SealedEndpoint => ({
  ...endpoint,
  secretSealed: deps.sealer.seal('webhook-secret', secret),
})

const unseal = (
  deps: Deps,
  { secretSealed, ...endpoint }: store.SealedEndpoint,
): WebhookEndpoint => ({
  ...endpoint,
  secret: deps.sealer.unseal('webhook-secret', secretSealed),
})
