import { type ErrorDetail, passwordStrengthError } from '../../errors/errors.ts'
import type { PasswordPolicy } from '../environments/environment.ts'
import { passwordWords } from './password-words.ts'

/** Longer ones are refused, never cut: nobody types them, and hashing them is work for nothing. */
const longestPassword = 1_000

/** In characters as people count them, of which one may take two places of a string. */
const lengthOf = (password: string) => [...password].length

/** Nobody can have this password, so it need not be compared. */
export const isTooLong = (password: string) =>
  password.length > 2 * longestPassword || lengthOf(password) > longestPassword

/** Refuses a new password that the policy forbids, with every reason at once. */
export async function checkPassword(
  policy: PasswordPolicy,
  password: string,
  about: { email: string; firstName?: string | null; lastName?: string | null },
): Promise<void> {
  const errors: ErrorDetail[] = []
  if (isTooLong(password)) {
    throw passwordStrengthError([
      {
        code: 'password_too_long',
        message: `Use ${longestPassword} characters or fewer.`,
        maximum_length: longestPassword,
      },
    ])
  }
  if (lengthOf(password) < policy.minimumLength) {
    errors.push({
      code: 'password_too_short',
      message: `Use ${policy.minimumLength} characters or more.`,
      minimum_length: policy.minimumLength,
    })
  }
  const estimator = await loadEstimator()
  if (policy.rejectBreached && estimator.isBreached(password)) {
    errors.push({
      code: 'password_pwned',
      message: 'This password is known from data breaches. Choose one that you use nowhere else.',
    })
  }
  const estimate = estimator.estimate(password, personalWords(about))
  if (estimate.score < policy.minimumStrength) {
    errors.push({
      code: 'password_too_weak',
      message: estimate.warning ?? 'This password is easy to guess.',
      suggestions: estimate.suggestions,
    })
  }
  if (errors.length > 0) throw passwordStrengthError(errors)
}

/** What an attacker who knows the person tries first. */
function personalWords(about: {
  email: string
  firstName?: string | null
  lastName?: string | null
}): string[] {
  return [about.email, ...about.email.split(/[@.+_-]/), about.firstName, about.lastName].filter(
    (word): word is string => !!word && word.length > 2,
  )
}

interface Estimator {
  isBreached(password: string): boolean
  estimate(
    password: string,
    personalWords: string[],
  ): { score: number; warning: string | null; suggestions: string[] }
}

/**
 * The search grows fast with length and with characters that may stand for others, and nothing else
 * runs meanwhile: seconds, for passwords that anybody may send. What begins well is strong.
 */
const effort = { maxLength: 64, l33tMaxSubstitutions: 10 }

let estimator: Promise<Estimator> | undefined

/** The dictionaries are megabytes: they are loaded by the first new password, not by every start. */
function loadEstimator(): Promise<Estimator> {
  estimator ??= createEstimator()
  return estimator
}

async function createEstimator(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  const zxcvbn = new ZxcvbnFactory({
    translations: { ...english.translations, ...passwordWords },
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...english.dictionary },
    ...effort,
  })
  const breached = new Set(common.dictionary['passwords-common'])
  return {
    isBreached: (password) => breached.has(password.toLowerCase()),
    estimate(password, words) {
      const { score, feedback } = zxcvbn.check(password, words)
      return { score, warning: feedback.warning, suggestions: feedback.suggestions }
    },
  }
}
