import { randomBytes, randomInt } from 'node:crypto'
import { encodeBase62 } from '../../crypto/base62.ts'
import type { DnsResolver } from '../../dns/dns-resolver.ts'
import type { OrganizationDomain } from './organization-domain.ts'

/** What a question to the DNS brought: the texts at a name, or that nobody answered. */
export interface TxtLookup {
  name: string
  records: string[]
  isAnswered: boolean
}

const tokenLength = 25
const suffixLength = 6
const suffixAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** The TXT record that proves a claim: its name stands below the domain, so that it is in nobody's way. */
export const newTxtRecord = () => ({
  verificationPrefix: `latchkey-domain-verification-${randomSuffix()}`,
  verificationToken: encodeBase62(randomBytes(20)).slice(-tokenLength),
})

const randomSuffix = () =>
  Array.from({ length: suffixLength }, () => suffixAlphabet[randomInt(36)]).join('')

/** Looks where people put such records: at the name that was asked for and at the domain itself. */
export async function lookUpTxtRecords(
  dns: DnsResolver,
  { domain, verificationPrefix }: OrganizationDomain,
): Promise<TxtLookup[]> {
  return Promise.all(
    [`${verificationPrefix}.${domain}`, domain].map((name) =>
      dns.findTxtRecords(name).then(
        (records) => ({ name, records, isAnswered: true }),
        () => ({ name, records: [], isAnswered: false }),
      ),
    ),
  )
}

/** The token bare, or behind a name, as instructions and panels of DNS providers have people write it. */
export function provesClaim(
  { verificationPrefix: prefix, verificationToken: token }: OrganizationDomain,
  lookups: TxtLookup[],
): boolean {
  if (!token) return false
  const accepted = [token, `verification_token=${token}`, `${prefix}=${token}`]
  return lookups.some(({ records }) => records.some((record) => accepted.includes(record.trim())))
}
