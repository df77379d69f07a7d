import { getDefaultApplication } from '../src/features/applications/application.ts'
import { dashboardCookie } from '../src/features/authentication/api-access.ts'
import { completeSignIn } from '../src/features/authentication/complete-sign-in.ts'
import { type Environment, getEnvironmentOfKind } from '../src/features/environments/environment.ts'
import { createUser } from '../src/features/users/user.ts'
import type { TestServer } from './server.ts'

/** The headers with which the dashboard of a signed-in owner speaks for an environment. */
export async function signInOwner({ deps }: TestServer) {
  const environment = await getEnvironmentOfKind(deps, 'system')
  const application = await getDefaultApplication(deps, environment.id)
  const user = await createUser(deps, environment, { email: 'owner@example.com' })
  const client = { application, environment, isConfidential: true }
  const signedIn = {
    user,
    authMethod: 'password' as const,
    authenticatedAt: deps.clock.now(),
    proofEpoch: user.proofEpoch,
    mfaVerified: false,
    ipAddress: null,
    userAgent: null,
    browserSessionId: null,
    succeeded: [],
    pendingAuthenticationId: null,
    authorizationCodeHash: null,
  }
  const { refreshToken } = await completeSignIn(deps, client, signedIn, null)
  return (environment: Environment) => ({
    cookie: `${dashboardCookie(deps).name}=${refreshToken}`,
    'latchkey-environment': environment.id,
  })
}
