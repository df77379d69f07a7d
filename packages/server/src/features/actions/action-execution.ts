import { inTransaction } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import { type ActionEndpoint, getActionEndpoint } from './action-endpoint.ts'
import type { Origin } from './approval.ts'
import { ask, type Verdict } from './ask.ts'
import { actionDenied } from './events.ts'
import { examples } from './examples.ts'
import * as store from './stores/action-executions.ts'

export {
  removeAllExecutions as removeActionExecutions,
  removeOldExecutions as removeOldActionExecutions,
} from './stores/action-executions.ts'

/**
 * An action execution is one question to an action endpoint, and what came of it. Nothing about it
 * changes afterwards. Executions are the log that people look into, and are kept for 30 days.
 */
export interface ActionExecution {
  environmentId: string
  id: string
  actionEndpointId: string
  /** Nobody was waiting for the verdict: an owner tried the endpoint. */
  isTest: boolean
  email: string
  userId: string | null
  organizationId: string | null
  /** The endpoint's word, or its failure mode where it gave none. */
  verdict: 'allow' | 'deny'
  /** What the person is told, in the application's words. */
  message: string | null
  /** Why there was no answer, or none that can be trusted. */
  error: string | null
  durationMilliseconds: number
  createdAt: Date
}

/** Whom a verdict is about, and what the application is asked with. */
export interface Subject {
  email: string
  userId: string | null
  organizationId: string | null
  from: Origin
  payload(executionId: string): object
}

/** Asks, outside of every transaction, and keeps what came of it. */
export async function executeAction(
  deps: Deps,
  endpoint: ActionEndpoint,
  subject: Subject,
  { isTest }: { isTest: boolean } = { isTest: false },
): Promise<ActionExecution> {
  const createdAt = deps.clock.now()
  const id = createId('action_execution', createdAt)
  const startedAt = performance.now()
  const { isAllowed, message, error } = await askOrFail(deps, endpoint, id, subject)
  const execution: ActionExecution = {
    environmentId: endpoint.environmentId,
    id,
    actionEndpointId: endpoint.id,
    isTest,
    email: subject.email,
    userId: subject.userId,
    organizationId: subject.organizationId,
    verdict: isAllowed ? 'allow' : 'deny',
    message,
    error,
    durationMilliseconds: Math.round(performance.now() - startedAt),
    createdAt,
  }
  if (isAllowed || isTest) {
    await store.insertExecution(deps.db, execution)
    return execution
  }
  await inTransaction(deps.db, async (transaction) => {
    await store.insertExecution(transaction, execution)
    await recordEvents(transaction, deps.clock.now(), [actionDenied(endpoint, id, subject)])
  })
  return execution
}

async function askOrFail(
  deps: Deps,
  endpoint: ActionEndpoint,
  executionId: string,
  subject: Subject,
): Promise<Verdict & { error: string | null }> {
  try {
    return { ...(await ask(deps, endpoint, subject.payload(executionId))), error: null }
  } catch (failure) {
    const error = (failure as Error).message
    deps.log.warn({ actionEndpoint: endpoint.id, executionId, reason: error }, 'An action failed.')
    return { isAllowed: endpoint.failureMode === 'allow', message: null, error }
  }
}

/** Asks about somebody who does not exist. Nobody signs in or is denied by it. */
export async function testAction(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<ActionExecution> {
  const endpoint = await getActionEndpoint(deps, environmentId, id)
  const subject = examples[endpoint.type](deps.clock.now())
  return executeAction(deps, endpoint, subject, { isTest: true })
}

export async function listActionExecutions(
  deps: Deps,
  environmentId: string,
  actionEndpointId: string,
  query: PageQuery & { verdict?: ActionExecution['verdict'] | undefined },
): Promise<ActionExecution[]> {
  await getActionEndpoint(deps, environmentId, actionEndpointId)
  return store.listExecutions(deps.db, environmentId, actionEndpointId, query)
}
