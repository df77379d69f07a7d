import type { Deps } from '../../deps.ts'
import type { Job, NoPayload } from '../../jobs/jobs.ts'
import { sendEmail, sendEmailJob } from '../../mail/send-email.ts'
import type { MailTransport } from '../../mail/transport.ts'
import { checkDueDomains } from '../organization-domains/organization-domain.ts'
import { removeExpired, rotateSigningKeys } from './maintenance.ts'

/** Nobody waits for these, so workers look for them seldom. */
const unhurried = {
  retries: 5,
  firstPauseSeconds: 60,
  longestPauseSeconds: 3600,
  timeoutSeconds: 600,
  pollSeconds: 60,
}

export const removeExpiredJob: Job<NoPayload> = { name: 'remove-expired', ...unhurried }
export const rotateSigningKeysJob: Job<NoPayload> = { name: 'rotate-signing-keys', ...unhurried }

export const checkDomainsJob: Job<NoPayload> = { name: 'check-domains', ...unhurried }

/** Everything this server does without being asked. `mailTransport` is null where mail is only kept. */
export function registerJobs(deps: Deps, mailTransport: MailTransport | null): void {
  if (mailTransport) {
    deps.jobs.work(sendEmailJob, (email, attempt) => sendEmail(deps, mailTransport, email, attempt))
  }
  deps.jobs.work(removeExpiredJob, () => removeExpired(deps))
  deps.jobs.schedule(removeExpiredJob, '23 * * * *')
  deps.jobs.work(rotateSigningKeysJob, () => rotateSigningKeys(deps))
  deps.jobs.schedule(rotateSigningKeysJob, '41 3 * * *')
  deps.jobs.work(checkDomainsJob, () => checkDueDomains(deps))
  deps.jobs.schedule(checkDomainsJob, '*/5 * * * *')
}
