import type { Deps } from '../../../deps.ts'
import { networkOf } from '../../../http/network-of.ts'
import { countAttempt, type RateLimitRule, rateLimits } from '../../../http/rate-limits.ts'
import { normalizeEmail } from '../../users/email-address.ts'
import type { Hosted } from './hosted-sign-in.ts'

/** What a visitor of the hosted pages can have mailed to an address. Each has limits of its own. */
type MailedThing = 'magic code' | 'password reset' | 'verification code'

/** Refuses a network address that asks for too many of these mails, whoever they go to. */
export async function countMailOfNetwork(
  deps: Deps,
  { client, ipAddress }: Hosted,
  thing: MailedThing,
): Promise<void> {
  await count(
    deps,
    client.environment.id,
    rateLimits.hostedMail,
    `${thing} ${networkOf(ipAddress)}`,
  )
}

/**
 * The same, and what goes to one address: from one network address and from all of them. In this
 * order, so that whoever is refused does not spend what the owner of the address has left.
 */
export async function countMailTo(
  deps: Deps,
  hosted: Hosted,
  thing: MailedThing,
  email: string,
): Promise<void> {
  await countMailOfNetwork(deps, hosted, thing)
  const { id } = hosted.client.environment
  const address = `${thing} ${normalizeEmail(email) ?? email}`
  const addressAndNetwork = `${address} ${networkOf(hosted.ipAddress)}`
  await count(deps, id, rateLimits.hostedMailToAddress, addressAndNetwork)
  await count(deps, id, rateLimits.hostedMailToAddressHourly, addressAndNetwork)
  await count(deps, id, rateLimits.hostedMailToAddressOfAll, address)
}

const count = (deps: Deps, environmentId: string, rule: RateLimitRule, subject: string) =>
  countAttempt(deps.db, rule, environmentId, subject, deps.clock.now())
