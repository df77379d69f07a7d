import type { Database } from '../db/database.ts'
import type { PageQuery } from '../db/page.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors/errors.ts'
import { createId, isId } from '../ids/ids.ts'
import { type EmailContent, listedSubject, sealContent, unsealContent } from './content.ts'
import { queueEmail } from './send-email.ts'
import * as store from './store.ts'

export { removeAll as removeEmails, removeOld as removeOldEmails } from './store.ts'

export type EmailKind =
  | 'email_change'
  | 'email_verification'
  | 'existing_account'
  | 'invitation'
  | 'magic_auth'
  | 'password_reset'

/**
 * An email is a row before it is a message: it is written in the transaction that made it
 * necessary. With SMTP a job sends it and then removes its content; without, it stays in the inbox.
 * Either way the row is gone after a month.
 */
export interface Email {
  environmentId: string
  id: string
  to: string
  /** Without the code it may carry: this is what lists show. */
  subject: string
  kind: EmailKind
  status: 'captured' | 'queued' | 'sent' | 'failed'
  /** Why the last attempt to send it failed, in a sentence. */
  error: string | null
  createdAt: Date
}

/** The content is null once the email was sent. */
export type OpenedEmail = Email & { content: EmailContent | null }

export async function writeEmail(
  deps: Deps,
  db: Database,
  email: { environmentId: string; to: string; kind: EmailKind; content: EmailContent },
): Promise<void> {
  const { environmentId, to, kind, content } = email
  const now = deps.clock.now()
  const id = createId('email', now)
  const bySmtp = deps.config.smtpUrl !== undefined
  await store.insert(db, {
    environmentId,
    id,
    to,
    toNormalized: normalizeRecipient(to),
    subject: listedSubject(content),
    kind,
    status: bySmtp ? 'queued' : 'captured',
    contentSealed: sealContent(deps.sealer, content),
    now,
  })
  if (bySmtp) await queueEmail(deps, db, { environmentId, id })
}

export interface EmailQuery extends PageQuery {
  /** The whole address it went to, in any case. */
  to?: string
}

export async function listEmails(
  deps: Deps,
  environmentId: string,
  query: EmailQuery,
): Promise<Email[]> {
  const toNormalized = query.to === undefined ? undefined : normalizeRecipient(query.to)
  return store.list(deps.db, environmentId, { ...query, toNormalized })
}

export async function getEmail(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<OpenedEmail> {
  const email = isId('email', id) ? await store.find(deps.db, environmentId, id) : null
  if (!email) throw notFound('Email', id)
  return open(deps, email)
}

/** The newest emails of every environment, opened: what the development inbox shows. */
export async function listEmailsOfAllEnvironments(
  deps: Deps,
  query: { to?: string; limit: number },
): Promise<OpenedEmail[]> {
  const emails = await store.listOfAllEnvironments(deps.db, {
    toNormalized: query.to === undefined ? undefined : normalizeRecipient(query.to),
    limit: query.limit,
  })
  return emails.map((email) => open(deps, email))
}

function open(deps: Deps, { contentSealed, ...email }: store.SealedEmail): OpenedEmail {
  return {
    ...email,
    content: contentSealed === null ? null : unsealContent(deps.sealer, contentSealed),
  }
}

const normalizeRecipient = (to: string) => to.trim().toLowerCase()
