import type { PendingSignIn } from './pending-sign-in.ts'
import type { Refusal } from './refusal.ts'
import type { Settings } from './settings.ts'

const tryAgain = (href: string) => ({ href, text: 'Try again' })
const goHome = { href: '/', text: 'Go to the home page' }

export const notSignedIn: Refusal = {
  status: 401,
  code: 'not_signed_in',
  title: 'You are not signed in',
  message: 'Nobody is signed in, or the session has ended. Sign in, then send this again.',
  link: goHome,
}

export const sessionUnknown = (retryAfterSeconds: number): Refusal => ({
  status: 503,
  code: 'session_cannot_be_refreshed',
  title: 'Please wait a moment',
  message:
    'You are still signed in, but the sign-in server does not answer right now. Load this page again in a few seconds.',
  retryAfterSeconds,
})

export const methodNotAllowed = (allow: string): Refusal => ({
  status: 405,
  code: 'method_not_allowed',
  title: 'This cannot be done here',
  message: `This address takes ${allow}.`,
  allow,
})

export const noCode: Refusal = {
  status: 400,
  code: 'no_code_provided',
  title: 'This page finishes a sign-in',
  message: 'No sign-in is going on. Go to the home page and sign in from there.',
  link: goHome,
}

export const signInRefused = (
  returnTo: string,
  { code, message }: { code?: string | null; message?: string | null } = {},
): Refusal => ({
  status: 400,
  code: code || 'sign_in_refused',
  title: 'You were not signed in',
  message: message || 'The sign-in was not completed. Try again.',
  link: tryAgain(returnTo),
})

export const signInDelayed: Refusal = {
  status: 503,
  code: 'sign_in_delayed',
  title: 'Please wait a moment',
  message: 'The sign-in server does not answer right now. Load this page again in a few seconds.',
  retryAfterSeconds: 5,
}

export const signInNotKept = (origin: string): Refusal => ({
  status: 400,
  code: 'sign_in_cookie_missing',
  title: 'This sign-in cannot be finished here',
  message: `The sign-in did not begin in this browser, or the browser did not keep its cookie. Allow cookies for ${origin}, open the application at exactly this address, and sign in again.`,
  link: goHome,
})

export const sessionTooLong = (returnTo: string): Refusal => ({
  status: 500,
  code: 'session_cookie_too_long',
  title: 'You cannot stay signed in',
  message:
    'Your session does not fit into a cookie, so that your browser would forget it at once. This has to be mended by the people who run this application: their log says how.',
  link: tryAgain(returnTo),
})

export const sessionNotKept = (
  { cause, returnTo }: PendingSignIn,
  session: Settings['session'],
): Refusal => ({
  status: 500,
  code: cause,
  title: 'You cannot stay signed in',
  message: `You signed in several times in a row, and your session was lost each time. ${lossOf(cause, session)}`,
  link: tryAgain(returnTo),
})

function lossOf(cause: string, { cookieName, flags }: Settings['session']) {
  switch (cause) {
    case 'invalid_session_cookie':
      return `The cookie ${cookieName} comes back, but cannot be unsealed: every instance of the application needs the same cookie password.`
    case 'invalid_grant':
    case 'mfa_enrollment':
    case 'sso_required':
      return 'AuthKit ended it as soon as it had begun.'
    default:
      return flags.domain
        ? `The browser does not send the cookie ${cookieName} back. It is set for ${flags.domain}, and kept only there.`
        : `The browser does not send the cookie ${cookieName} back. Allow cookies for this site.`
  }
}

export const signOutFromElsewhere = (path: string): Refusal => ({
  status: 403,
  code: 'sign_out_from_another_site',
  title: 'Do you want to sign out?',
  message: 'Another site sent you here. You are still signed in.',
  link: { href: path, text: 'Sign out' },
})
