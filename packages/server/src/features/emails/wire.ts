import { type Static, Type } from '@fastify/type-provider-typebox'
import type { Email, OpenedEmail } from '../../mail/mail.ts'

const NullableString = Type.Union([Type.String(), Type.Null()])

const listedFields = {
  object: Type.Literal('email'),
  id: Type.String(),
  to: Type.String(),
  subject: Type.String(),
  kind: Type.String(),
  status: Type.Union([
    Type.Literal('captured'),
    Type.Literal('queued'),
    Type.Literal('sent'),
    Type.Literal('failed'),
  ]),
  created_at: Type.String(),
}

export const WireEmail = Type.Object(listedFields, { title: 'Email' })

/** HTML, text, code and link are null once an email was sent: nothing of it is kept. */
export const WireOpenedEmail = Type.Object(
  {
    ...listedFields,
    html: NullableString,
    text: NullableString,
    code: NullableString,
    url: NullableString,
    error: NullableString,
  },
  { title: 'EmailWithContent' },
)

export function toWireEmail(email: Email): Static<typeof WireEmail> {
  return {
    object: 'email',
    id: email.id,
    to: email.to,
    subject: email.subject,
    kind: email.kind,
    status: email.status,
    created_at: email.createdAt.toISOString(),
  }
}

export function toWireOpenedEmail(email: OpenedEmail): Static<typeof WireOpenedEmail> {
  return {
    ...toWireEmail(email),
    subject: email.content?.subject ?? email.subject,
    html: email.content?.html ?? null,
    text: email.content?.text ?? null,
    code: email.content?.code ?? null,
    url: email.content?.url ?? null,
    error: email.error,
  }
}
