import { challengePage, enrollPage, organizationPage, verifyEmailPage } from './pages.js'

/**
 * A sign-in that needs one more thing is refused with the code of that thing and a token that stands
 * for what is proved already. The answer is the page that asks for it; undefined for other failures.
 */
export async function nextStep(workos, error) {
  const token = error.pendingAuthenticationToken
  if (!token) return undefined
  const { email, user, authentication_factors: factors, organizations } = error.rawData
  switch (error.code) {
    case 'email_verification_required':
      return verifyEmailPage({ email, token })

    case 'mfa_enrollment': {
      const { authenticationFactor, authenticationChallenge } =
        await workos.userManagement.enrollAuthFactor({
          userlandUserId: user.id,
          type: 'totp',
          totpIssuer: 'Custom UI',
          totpUser: user.email,
        })
      const { qrCode, secret } = authenticationFactor.totp
      return enrollPage({ token, challengeId: authenticationChallenge.id, qrCode, secret })
    }

    case 'mfa_challenge': {
      const challenge = await workos.multiFactorAuth.challengeFactor({
        authenticationFactorId: factors[0].id,
      })
      return challengePage({ token, challengeId: challenge.id })
    }

    case 'organization_selection_required':
      return organizationPage({ token, organizations })

    default:
      return undefined
  }
}

const WORDS = {
  invalid_credentials: 'This address and password do not belong together.',
  invalid_one_time_code: 'This code is not right.',
  one_time_code_expired: 'This code has expired. Begin again.',
  one_time_code_previously_used: 'This code has been used. Begin again.',
  one_time_code_too_many_attempts: 'That was one try too many. Begin again.',
  invalid_pending_authentication_token: 'This took too long. Begin again.',
  email_not_available: 'There is an account with this address. Sign in.',
  too_many_requests: 'Too many tries. Wait a minute.',
}

/** A refusal in words for the page. What nobody foresaw is a failure of ours, and is thrown on. */
export function wordsFor(error) {
  const details = error.errors ?? error.rawData?.errors ?? []
  const codes = [error.code, error.error, error.rawData?.code, ...details.map(({ code }) => code)]
  const known = codes.map((code) => WORDS[code]).find(Boolean)
  if (known) return known
  if (error.status === 429) return WORDS.too_many_requests
  if (details[0]?.message) return details[0].message
  throw error
}
