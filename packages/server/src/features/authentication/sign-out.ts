import type { Deps } from '../../deps.ts'
import { type Application, findApplicationByClientId } from '../applications/application.ts'
import { findDefaultRedirect, isRegistered } from '../redirects/redirect.ts'
import { endBrowserSession } from '../sessions/browser-session.ts'
import { endSession, findSessionAnywhere, type Session } from '../sessions/session.ts'

/** Where a sign-out leads, or why it leads nowhere. The session has ended either way. */
export type SignOutOutcome = (Destination & Ended) | { kind: 'unknown-session' }

type Destination =
  | { kind: 'redirect'; url: string }
  | { kind: 'unregistered'; returnTo: string }
  | { kind: 'nowhere' }

/** What ended, for the browser that is to forget it. */
interface Ended {
  session: Session
  application: Application | null
}

/** `GET /user_management/sessions/logout`: ends the session and the browser's sign-in that it came from. */
export async function signOut(
  deps: Deps,
  sessionId: string,
  returnTo: string | undefined,
): Promise<SignOutOutcome> {
  const session = await findSessionAnywhere(deps, sessionId)
  if (!session) return { kind: 'unknown-session' }
  const { environmentId, browserSessionId, clientId } = session
  if (browserSessionId) await endBrowserSession(deps, environmentId, browserSessionId)
  await endSession(deps, session)
  const application = await findApplicationByClientId(deps, clientId)
  return { ...(await destination(deps, application, returnTo)), session, application }
}

async function destination(
  deps: Deps,
  application: Application | null,
  returnTo: string | undefined,
): Promise<Destination> {
  if (!application) return { kind: 'nowhere' }
  if (returnTo !== undefined && !isPath(returnTo)) {
    const registered = await isRegistered(deps, 'sign_out_redirects', application, returnTo)
    return registered ? { kind: 'redirect', url: returnTo } : { kind: 'unregistered', returnTo }
  }
  const fallback = await findDefaultRedirect(deps, 'sign_out_redirects', application)
  const url = fallback?.uri ?? application.homepageUrl
  return url ? { kind: 'redirect', url } : { kind: 'nowhere' }
}

/**
 * Some official packages send `/` where their application says nothing. It means no page of ours,
 * and counts as nothing. With a second slash it would name a host.
 */
const isPath = (returnTo: string) => /^\/(?![/\\])/.test(returnTo)
