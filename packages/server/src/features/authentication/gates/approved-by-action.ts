import { approveAuthentication } from '../../actions/approval.ts'
import { authenticationMethodNames } from '../identified.ts'
import { toWireAuthenticatedUser } from '../wire.ts'
import type { Gate } from './gates.ts'

/**
 * The application has the last word. A code of the hosted pages was issued after it gave its word,
 * and is not asked about again.
 */
export const approvedByActionGate: Gate = async (deps, { environment }, identified) => {
  if (identified.authorizationCodeHash) return
  const question = {
    user: toWireAuthenticatedUser(identified.user),
    authenticationMethod: authenticationMethodNames[identified.authMethod],
  }
  await approveAuthentication(deps, environment, question, identified)
}
