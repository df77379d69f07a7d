import type { Deps } from '../../deps.ts'
import { PageError } from '../../errors/errors.ts'
import type { Application } from '../applications/application.ts'
import type { BrowserSession } from '../sessions/browser-session.ts'
import { countRecentCodes } from './authorization-code.ts'

const withinSeconds = 30
const unredeemedLimit = 5
// More than anybody opens tabs, fewer than the redirects after which browsers give up.
const issuedLimit = 10

/**
 * A browser that is signed in gets its code without a page, so an application that cannot use the
 * code and asks again goes in circles until the browser gives up without a word. This notices it
 * and says what is wrong.
 */
export async function refuseRedirectLoop(
  deps: Deps,
  browserSession: BrowserSession,
  application: Application,
): Promise<void> {
  const { clientId, name } = application
  const recent = await countRecentCodes(deps, browserSession, clientId, withinSeconds)
  if (recent.unredeemed >= unredeemedLimit) {
    throw goesInCircles(name, 'does not redeem the code that it gets', [
      'Look at the log of your application: exchanging the code fails there. The usual reasons are an API key or a client ID of another environment, and an SDK that points at another host.',
      'Your own middleware must let requests to the callback pass without a session.',
    ])
  }
  if (recent.issued >= issuedLimit) {
    throw goesInCircles(name, 'signs you in and then asks again', [
      'The session cookie of your application is not kept. Browsers drop cookies above 4,096 bytes, cookies marked Secure on plain http, and cookies for another domain.',
      'Check that the page after the callback reads the same cookie that the callback writes.',
    ])
  }
}

const goesInCircles = (name: string, what: string, nextSteps: string[]) =>
  new PageError(
    508,
    'This sign-in goes in circles',
    `You are signed in, but ${name} ${what}. Wait half a minute and try again; if it happens again, tell the people who run it.`,
    nextSteps,
  )
