import type { Deps } from '../../deps.ts'
import { OAuthError } from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import type { Environment } from '../environments/environment.ts'
import { recordEvents } from '../events/event.ts'
import { type ActionType, findActionEndpoint } from './action-endpoint.ts'
import { ask, type Verdict } from './ask.ts'
import { actionDenied } from './events.ts'
import { toWireAuthenticationQuestion, toWireRegistration } from './wire.ts'

/** Where the person is. */
export interface Origin {
  ipAddress: string | null
  userAgent: string | null
}

/** Things that other features own are in the shape in which the API answers them. */
export interface RegistrationQuestion {
  userData: {
    email: string
    name?: string | null
    firstName?: string | null
    lastName?: string | null
  }
  invitation?: { organization_id?: string | null }
  /** By its published name. */
  authenticationMethod: string
}

export interface AuthenticationQuestion {
  user: { id: string; email: string }
  organization?: { id: string }
  organizationMembership?: object
  authenticationMethod: string
}

/**
 * Asks the application whether this person may have an account; throws `access_denied` when not. To
 * be asked before there is a user, and outside of every transaction.
 */
export async function approveUserRegistration(
  deps: Deps,
  environment: Environment,
  question: RegistrationQuestion,
  from: Origin,
): Promise<void> {
  await approve(deps, environment, 'user_registration', async () => ({
    email: question.userData.email,
    userId: null,
    organizationId: question.invitation?.organization_id ?? null,
    from,
    payload: (id) => toWireRegistration(id, question, from),
  }))
}

/**
 * Asks the application whether this person may sign in; throws `access_denied` when not. To be asked
 * when everything is proven, before there is a session, and outside of every transaction. What to
 * ask with is read only where there is an endpoint to be asked.
 */
export async function approveAuthentication(
  deps: Deps,
  environment: Environment,
  readQuestion: () => Promise<AuthenticationQuestion>,
  from: Origin,
): Promise<void> {
  await approve(deps, environment, 'authentication', async () => {
    const question = await readQuestion()
    return {
      email: question.user.email,
      userId: question.user.id,
      organizationId: question.organization?.id ?? null,
      from,
      payload: (id) => toWireAuthenticationQuestion(id, question, from),
    }
  })
}

/** Whom a verdict is about, and what the application is asked with. */
export interface Subject {
  email: string
  userId: string | null
  organizationId: string | null
  from: Origin
  payload(executionId: string): object
}

async function approve(
  deps: Deps,
  environment: Environment,
  type: ActionType,
  readSubject: () => Promise<Subject>,
): Promise<void> {
  const endpoint = await findActionEndpoint(deps, environment.id, type)
  if (!endpoint?.enabled) return
  const subject = await readSubject()
  const executionId = createId('action_execution', deps.clock.now())
  const verdict: Verdict = await ask(deps, endpoint, subject.payload(executionId)).catch(
    (error) => {
      const reason = (error as Error).message
      deps.log.warn({ actionEndpoint: endpoint.id, executionId, reason }, 'An action failed.')
      return { isAllowed: endpoint.failureMode === 'allow', message: null }
    },
  )
  if (verdict.isAllowed) return
  const now = deps.clock.now()
  await recordEvents(deps.db, now, [actionDenied(endpoint, executionId, subject)])
  throw new OAuthError('access_denied', verdict.message ?? refusals[type])
}

const refusals: Record<ActionType, string> = {
  user_registration: 'You cannot create an account here.',
  authentication: 'You cannot sign in here.',
}
