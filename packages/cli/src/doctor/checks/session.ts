import type { Connection } from '../../connection/connection.ts'
import { explainFailure } from '../../connection/explain.ts'
import type { Environment } from '../../environment/environment.ts'
import { verifySignIn } from '../../verification/verify-sign-in.ts'
import { bad, type Finding, good, warning } from '../finding.ts'

// RFC 6265 §6.1: what browsers keep of one cookie, its name and attributes included.
const browserLimitBytes = 4_096
// Roles, permissions and claims of a template come on top for real people.
const roomBytes = 800

/** Signs somebody in, and measures the cookie that they would have. */
export async function checkSession(
  environment: Environment,
  connection: Connection,
): Promise<Finding[]> {
  try {
    const { cookieBytes } = await verifySignIn(environment, connection)
    const words = `A session without roles takes ${cookieBytes} of ${browserLimitBytes} bytes`
    if (cookieBytes <= browserLimitBytes - roomBytes) {
      return [good('session', `Signing in works. ${words}.`)]
    }
    const recovery = 'Take claims out of the JWT template: browsers drop cookies that are larger.'
    return [
      cookieBytes > browserLimitBytes
        ? bad('cookie_too_large', `${words}: browsers drop it.`, { recovery })
        : warning('cookie_nearly_too_large', `${words} of a cookie.`, { recovery }),
    ]
  } catch (error) {
    environment.signal.throwIfAborted()
    const refusal = explainFailure(error)
    if (!refusal) throw error
    return [
      warning('sign_in_refused', `Nobody could be signed in with a password: ${refusal.message}`, {
        recovery: refusal.recovery ?? 'That is right where the environment does not allow it.',
      }),
    ]
  }
}
