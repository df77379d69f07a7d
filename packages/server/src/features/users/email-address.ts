import { domainToASCII, domainToUnicode } from 'node:url'
import { invalidRequestParameters } from '../../errors/errors.ts'

export const longestAddress = 254
// RFC 5321 allows more; these are the addresses that mail systems really accept.
const localPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9][a-z0-9-]{0,62}$/

/**
 * The form in which two spellings of one address are equal, or null when the text is no address.
 * Text that changes under NFKC, or a domain that comes back different from its ASCII form, is refused
 * rather than repaired: a full-width "@", a ligature or an ideographic full stop is how one address
 * is made to look like another.
 */
export function normalizeEmail(text: string): string | null {
  const email = text.trim()
  if (email.length > longestAddress || email !== email.normalize('NFKC')) return null
  const at = email.lastIndexOf('@')
  const local = email.slice(0, at)
  const written = email.slice(at + 1).toLowerCase()
  const host = domainToASCII(written)
  if (written !== host && written !== domainToUnicode(host)) return null
  if (at < 1 || local.length > 64 || !localPart.test(local) || !domain.test(host)) return null
  return `${local.toLowerCase()}@${host}`
}

/** As {@link normalizeEmail}, or a refusal in the API's words. */
export function parseEmail(text: string): { email: string; normalized: string } {
  const normalized = normalizeEmail(text)
  if (normalized === null) {
    throw invalidRequestParameters([
      text.trim() === ''
        ? {
            code: 'email_string_required',
            message: 'Email must be a non-empty string.',
            field: 'email',
          }
        : {
            code: 'invalid_email',
            message: 'Enter an email address, such as name@example.com.',
            field: 'email',
          },
    ])
  }
  return { email: text.trim(), normalized }
}
