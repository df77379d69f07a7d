import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import { invalidRequestParameters, PageError } from '../../../errors/errors.ts'
import { findApplicationByClientId } from '../../applications/application.ts'
import {
  type DeviceAuthorization,
  decide,
  findByUserCode,
  findOpenDeviceAuthorization,
} from '../../device-authorization/device-authorization.ts'
import { getEnvironment } from '../../environments/environment.ts'
import { findOrganization, type Organization } from '../../organizations/organization.ts'
import type { User } from '../../users/user.ts'
import {
  type AuthorizationSession,
  completeAuthorizationSession,
  createAuthorizationSession,
  rememberOnTheWay,
} from '../authorization-session.ts'
import { type Browser, findSignIn, identifySignedIn, type SignIn } from '../authorize.ts'
import { findMfaStep } from '../gates/mfa.ts'
import type { Hosted } from './hosted-sign-in.ts'
import { pageOfStep, passGatesAtBrowser } from './pass-gates.ts'

/** Begins with the code that a person entered: to sign in first, or to decide where they are. */
export async function beginDeviceSignIn(
  deps: Deps,
  browser: Browser,
  userCode: string,
): Promise<{ session: AuthorizationSession; path: string }> {
  const authorization = await findByUserCode(deps, userCode, browser.ipAddress)
  if (!authorization) throw invalidUserCode()
  const { environmentId, clientId, id } = authorization
  const signedIn = await findSignIn(deps, environmentId, browser)
  const session = await createAuthorizationSession(deps, browser.token, {
    environmentId,
    clientId,
    redirectUri: null,
    state: null,
    codeChallenge: null,
    reauthentication: false,
    email: null,
    passwordResetTokenHash: null,
    setUpTokenHash: null,
    deviceAuthorizationId: id,
    invitationId: null,
    organizationId: null,
  })
  return signedIn ? goOnSignedIn(deps, session, signedIn, browser) : { session, path: '/sign-in' }
}

/** Who is signed in already decides at once, unless there is an organization to be chosen first. */
async function goOnSignedIn(
  deps: Deps,
  session: AuthorizationSession,
  signedIn: SignIn,
  browser: Browser,
): Promise<{ session: AuthorizationSession; path: string }> {
  const application = await findApplicationByClientId(deps, session.clientId)
  if (!application) throw expired()
  const environment = await getEnvironment(deps, session.environmentId)
  const client = { application, environment, isConfidential: false }
  const passage = await passGatesAtBrowser(deps, client, identifySignedIn(signedIn, browser))
  const onItsWay = passage.pending
    ? { pendingAuthenticationId: passage.pending.id }
    : { organizationId: passage.organization?.organizationId ?? null }
  return {
    session: await rememberOnTheWay(deps.db, session, onItsWay),
    path: passage.pending ? pageOfStep[passage.pending.awaits] : '/device/confirm',
  }
}

/** What the person is to decide. */
export interface DeviceRequest {
  authorization: DeviceAuthorization
  userCode: string
  /** Who is signed in with this browser, and would be on the device. */
  user: User
  /** Where they would be signed in to; null for no organization. */
  organization: Organization | null
}

/**
 * Who may decide: with the second factor where one is asked for, because the address of this page
 * is known before that step is done.
 */
async function findDecider(
  deps: Deps,
  { client, session }: Hosted,
  browser: Browser,
): Promise<SignIn | null> {
  const signedIn = await findSignIn(deps, session.environmentId, browser)
  if (!signedIn) return null
  const proven = identifySignedIn(signedIn, browser)
  const step = await findMfaStep(deps, client.environment, proven, session.organizationId)
  return step ? null : signedIn
}

/** Null for a browser that is not signed in, or not enough. */
export async function readDeviceRequest(
  deps: Deps,
  hosted: Hosted,
  browser: Browser,
): Promise<DeviceRequest | null> {
  const { environmentId, deviceAuthorizationId } = hosted.session
  const open = await findOpenDeviceAuthorization(deps, environmentId, deviceAuthorizationId ?? '')
  if (!open) throw expired()
  const signedIn = await findDecider(deps, hosted, browser)
  if (!signedIn) return null
  const { organizationId } = hosted.session
  const organization = organizationId
    ? await findOrganization(deps, environmentId, organizationId)
    : null
  return { ...open, user: signedIn.user, organization }
}

/** The person's decision, once. False for a browser that is not signed in, or not enough. */
export async function decideDeviceRequest(
  deps: Deps,
  hosted: Hosted,
  browser: Browser,
  decision: { approved: boolean },
): Promise<boolean> {
  const { session } = hosted
  const { environmentId, deviceAuthorizationId } = session
  const signedIn = await findDecider(deps, hosted, browser)
  if (!signedIn) return false
  const { id: browserSessionId, authMethod, authenticatedAt } = signedIn.browserSession
  const approval = decision.approved
    ? {
        userId: signedIn.user.id,
        authMethod,
        authenticatedAt,
        organizationId: session.organizationId,
        browserSessionId,
      }
    : null
  const key = { environmentId, id: deviceAuthorizationId ?? '' }
  const now = deps.clock.now()
  await inTransaction(deps.db, async (transaction) => {
    const isFirst = await completeAuthorizationSession(transaction, session, now)
    if (!isFirst || !(await decide(transaction, key, approval, now))) throw expired()
  })
  return true
}

const invalidUserCode = () =>
  invalidRequestParameters([
    {
      code: 'invalid_user_code',
      message:
        'No device waits with this code. Compare it with the one on your device; it is good for five minutes.',
      field: 'user_code',
    },
  ])

const expired = () =>
  new PageError(
    410,
    'This request has ended',
    'It was answered already, or the code on the device has expired. Start again on the device: it will show a new code.',
  )
