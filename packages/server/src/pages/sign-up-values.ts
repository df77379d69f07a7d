import { ApiError, type ErrorDetail, invalidRequestParameters } from '../errors/errors.ts'
import { parseEmail } from '../features/users/email-address.ts'
import type { HostedPage } from './hosted-page.tsx'

/** What the first step of a sign-up asks: the address, and names where the environment wants them. */
export const asksNames = ({ hosted }: HostedPage) =>
  hosted.client.environment.settings.signUpNamesRequired

const longestName = 256

export const readValues = (page: HostedPage) => ({
  email: page.field('email'),
  ...(asksNames(page) && {
    firstName: page.field('first_name'),
    lastName: page.field('last_name'),
  }),
})

/** Every field that is missing or wrong is said at once. */
export function checkValues(page: HostedPage, values: ReturnType<typeof readValues>) {
  const names = asksNames(page)
    ? [
        ...checkName('first_name', 'first name', values.firstName ?? ''),
        ...checkName('last_name', 'last name', values.lastName ?? ''),
      ]
    : []
  try {
    const { email } = parseEmail(values.email)
    if (names.length === 0) return { ...values, email }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    throw invalidRequestParameters([...names, ...(error.details.errors ?? [])])
  }
  throw invalidRequestParameters(names)
}

function checkName(field: string, label: string, value: string): ErrorDetail[] {
  if (value === '') {
    return [{ code: `${field}_required`, message: `Enter your ${label}.`, field }]
  }
  return value.length > longestName
    ? [{ code: `${field}_too_long`, message: `Use ${longestName} characters or fewer.`, field }]
    : []
}
