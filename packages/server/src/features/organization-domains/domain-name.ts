import { domainToASCII, domainToUnicode } from 'node:url'
import { parse } from 'tldts'
import { invalidRequestParameters } from '../../errors/errors.ts'
import { publicMailDomains } from './public-mail-domains.ts'

// RFC 1035 §2.3.4: labels of 63 octets, and room for the label of the TXT record within the 253.
const longestDomain = 200
const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const shape = new RegExp(`^(${label}\\.)+${label}$`)

/**
 * A domain as the DNS knows it, in lower case and punycode, or null when the text is none. As with
 * addresses of users, text that would have to be repaired is refused.
 */
export function normalizeDomain(text: string): string | null {
  const written = text.trim().toLowerCase().replace(/\.$/, '')
  const domain = domainToASCII(written)
  if (written !== domain && written !== domainToUnicode(domain)) return null
  if (domain.length > longestDomain || !shape.test(domain)) return null
  return parse(domain).isIp ? null : domain
}

/** As {@link normalizeDomain}, for a domain that an organization may have; else a refusal in the API's words. */
export function parseDomain(text: string, field = 'domain'): string {
  const refuse = (code: string, message: string) =>
    invalidRequestParameters([{ code, message, field }])
  const domain = normalizeDomain(text)
  if (domain === null) {
    throw refuse(
      'invalid_domain',
      'Enter a domain, such as example.com, without https:// or a path.',
    )
  }
  if (publicMailDomains.has(domain)) {
    throw refuse(
      'public_mail_domain',
      `Anybody can have a mailbox at ${domain}, so it cannot belong to one organization.`,
    )
  }
  if (parse(domain, { allowPrivateDomains: true }).publicSuffix === domain) {
    throw refuse(
      'public_suffix',
      `Anybody can have a name under ${domain}, so it cannot belong to one organization.`,
    )
  }
  return domain
}
