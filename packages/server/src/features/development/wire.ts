import { type Static, Type } from '@fastify/type-provider-typebox'
import type { OpenedEmail } from '../../mail/mail.ts'

const NullableString = Type.Union([Type.String(), Type.Null()])

const InboxEmail = Type.Object({
  to: Type.String(),
  subject: Type.String(),
  kind: Type.String(),
  code: NullableString,
  url: NullableString,
  html: NullableString,
  text: NullableString,
  created_at: Type.String(),
})

export const Inbox = Type.Object({
  object: Type.Literal('list'),
  data: Type.Array(InboxEmail),
})

export function toWireInbox(emails: OpenedEmail[]): Static<typeof Inbox> {
  return {
    object: 'list',
    data: emails.map(({ to, subject, kind, content, createdAt }) => ({
      to,
      subject: content?.subject ?? subject,
      kind,
      code: content?.code ?? null,
      url: content?.url ?? null,
      html: content?.html ?? null,
      text: content?.text ?? null,
      created_at: createdAt.toISOString(),
    })),
  }
}

const longestStepSeconds = 10 * 365 * 24 * 3600

/** Forward only: rows that lie in the future would be found by nothing that looks for what is due. */
export const AdvanceClockBody = Type.Object({
  advance_seconds: Type.Integer({ minimum: 0, maximum: longestStepSeconds }),
})

export const Moment = Type.Object({ now: Type.String() })

export const StagingCredentials = Type.Object({
  client_id: Type.String(),
  api_key: Type.String(),
  base_url: Type.String(),
})
