import { addSeconds } from '../config/clock.ts'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { uuidOf } from '../ids/ids.ts'
import type { Attempt, Job } from '../jobs/jobs.ts'
import { unsealContent } from './content.ts'
import * as store from './store.ts'
import { DeliveryError, type MailTransport, type Message } from './transport.ts'

const attemptSeconds = 120
const staleSeconds = 24 * 3600

/** Ten attempts within two to four hours: longer than most mail servers are away. */
export const sendEmailJob: Job<{ environmentId: string; id: string }> = {
  name: 'send-email',
  retries: 9,
  firstPauseSeconds: 30,
  longestPauseSeconds: 2 * 3600,
  timeoutSeconds: attemptSeconds,
  pollSeconds: 1,
}

/** Under the email's own id: it is queued once, however often it is asked for. */
export const queueEmail = (
  deps: Deps,
  db: Database,
  { environmentId, id }: { environmentId: string; id: string },
): Promise<void> => deps.jobs.enqueue(db, sendEmailJob, { environmentId, id }, uuidOf(id))

/**
 * Queues the emails that wait for their delivery and have no job: those of a backup or of the database
 * that this one was copied from, which come without the queue. What waited longer is given up instead.
 */
export async function queueWaitingEmails(deps: Deps): Promise<void> {
  const since = addSeconds(deps.clock.now(), -staleSeconds)
  for (const email of await store.listQueued(deps.db, since)) {
    await queueEmail(deps, deps.db, email)
  }
}

/**
 * Delivers one email, once: whoever claims the row has it alone for two minutes, twice as long as
 * an attempt can take. If the process dies after the mail server took the mail and before the row
 * says so, it is sent again, under the same Message-ID: a code that comes twice does less harm than
 * one that never comes.
 */
export async function sendEmail(
  deps: Deps,
  transport: MailTransport,
  email: { environmentId: string; id: string },
  attempt: Attempt,
): Promise<void> {
  const now = deps.clock.now()
  const claimedUntil = addSeconds(now, attemptSeconds)
  const claimed = await store.claim(deps.db, email, { claimedUntil, now })
  if (!claimed) return refuseIfClaimed(deps, email)
  try {
    await transport.send(compose(deps, claimed))
  } catch (error) {
    const reason = (error as Error).message
    const isFinal = attempt.isLast || (error instanceof DeliveryError && error.isFinal)
    await store.recordFailure(deps.db, email, {
      claimedUntil,
      error: reason,
      isFinal,
      now: deps.clock.now(),
    })
    if (!isFinal || attempt.isLast) throw error
    deps.log.warn({ email: email.id, reason }, 'An email cannot be delivered.')
    return
  }
  await store.markSent(deps.db, email, deps.clock.now())
}

/** Done or deleted is done. Claimed by somebody else, it must be looked at again later. */
async function refuseIfClaimed(
  deps: Deps,
  { environmentId, id }: { environmentId: string; id: string },
): Promise<void> {
  const email = await store.find(deps.db, environmentId, id)
  if (email?.status === 'queued') throw new Error('Another worker is delivering this email.')
}

function compose(deps: Deps, email: store.SealedEmail): Message {
  const from = parseSender(deps.config.mailFrom)
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  const { subject, html, text } = readContent(deps, email.contentSealed)
  return {
    messageId: `<${email.id}@${domain}>`,
    from,
    to: email.to,
    subject,
    html,
    text,
    // RFC 5322 §3.6.1: when the mail was ready, not when a server could be reached.
    date: email.createdAt,
  }
}

function readContent(deps: Deps, sealed: string | null) {
  try {
    return unsealContent(deps.sealer, sealed ?? '')
  } catch {
    throw new DeliveryError(
      'Its content cannot be read: LATCHKEY_SECRET is not the one it was sealed under.',
      true,
    )
  }
}

/** `Acme, Inc. <no-reply@acme.com>` or the address alone. A comma in the name is part of the name. */
function parseSender(mailFrom: string): { name: string; address: string } {
  const named = /^(.*)<([^<>]+)>\s*$/s.exec(mailFrom)
  if (!named) return { name: '', address: mailFrom.trim() }
  const [, name = '', address = ''] = named
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() }
}

/** Gives up emails whose job ended without a word, as when its process died in the last attempt. */
export async function failStaleEmails(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  await store.failStale(deps.db, {
    error: 'Its delivery was interrupted and not taken up again.',
    unchangedSince: addSeconds(now, -staleSeconds),
    now,
  })
}
