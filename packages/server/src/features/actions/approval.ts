import type { Deps } from '../../deps.ts'
import { OAuthError } from '../../errors/errors.ts'
import type { Environment } from '../environments/environment.ts'
import { type ActionType, findActionEndpoint } from './action-endpoint.ts'
import { executeAction, type Subject } from './action-execution.ts'
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

async function approve(
  deps: Deps,
  environment: Environment,
  type: ActionType,
  readSubject: () => Promise<Subject>,
): Promise<void> {
  const endpoint = await findActionEndpoint(deps, environment.id, type)
  if (!endpoint?.enabled) return
  const { verdict, message } = await executeAction(deps, endpoint, await readSubject())
  if (verdict === 'deny') throw new OAuthError('access_denied', message ?? refusals[type])
}

const refusals: Record<ActionType, string> = {
  user_registration: 'You cannot create an account here.',
  authentication: 'You cannot sign in here.',
}
