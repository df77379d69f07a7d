import { type Static, Type } from '@fastify/type-provider-typebox'
import { Nullable } from '../../http/wire-fields.ts'
import type { Invitation, NamedInvitation, OpenedInvitation } from './invitation.ts'
import { stateOf } from './invitation-state.ts'

const NullableString = Nullable(Type.String())

export const WireInvitationState = Type.Union([
  Type.Literal('pending'),
  Type.Literal('accepted'),
  Type.Literal('expired'),
  Type.Literal('revoked'),
])

const fields = {
  object: Type.Literal('invitation'),
  id: Type.String(),
  email: Type.String(),
  state: WireInvitationState,
  accepted_at: NullableString,
  revoked_at: NullableString,
  expires_at: Type.String(),
  organization_id: NullableString,
  inviter_user_id: NullableString,
  accepted_user_id: NullableString,
  role_slug: NullableString,
  created_at: Type.String(),
  updated_at: Type.String(),
}

export const WireInvitation = Type.Object(
  { ...fields, token: Type.String(), accept_invitation_url: Type.String() },
  { title: 'Invitation' },
)

/** As owners see it in a list: names for ids, and the link only where mails are not sent. */
export const WireNamedInvitation = Type.Object(
  {
    ...fields,
    organization_name: NullableString,
    inviter_email: NullableString,
    accept_invitation_url: NullableString,
  },
  { title: 'NamedInvitation' },
)

const Locale = Type.Optional(Nullable(Type.String({ maxLength: 35 })))

export const SendInvitationBody = Type.Object(
  {
    email: Type.String(),
    organization_id: Type.Optional(NullableString),
    role_slug: Type.Optional(NullableString),
    expires_in_days: Type.Optional(Nullable(Type.Integer())),
    inviter_user_id: Type.Optional(NullableString),
    locale: Locale,
  },
  { title: 'SendInvitation' },
)

export const ResendInvitationBody = Type.Union([Type.Object({ locale: Locale }), Type.Null()], {
  title: 'ResendInvitation',
})

/** What events say of it: no secrets. */
export function toWireInvitationEvent(invitation: Invitation, now: Date) {
  return {
    object: 'invitation' as const,
    id: invitation.id,
    email: invitation.email,
    state: stateOf(invitation, now),
    accepted_at: invitation.acceptedAt?.toISOString() ?? null,
    revoked_at: invitation.revokedAt?.toISOString() ?? null,
    expires_at: invitation.expiresAt.toISOString(),
    organization_id: invitation.organizationId,
    inviter_user_id: invitation.inviterUserId,
    accepted_user_id: invitation.acceptedUserId,
    role_slug: invitation.roleSlug,
    created_at: invitation.createdAt.toISOString(),
    updated_at: invitation.updatedAt.toISOString(),
  }
}

export function toWireInvitation(
  { invitation, token, url }: OpenedInvitation,
  now: Date,
): Static<typeof WireInvitation> {
  return { ...toWireInvitationEvent(invitation, now), token, accept_invitation_url: url }
}

export const toWireNamedInvitation = (
  invitation: NamedInvitation,
  url: string | null,
  now: Date,
): Static<typeof WireNamedInvitation> => ({
  ...toWireInvitationEvent(invitation, now),
  organization_name: invitation.organizationName,
  inviter_email: invitation.inviterEmail,
  accept_invitation_url: url,
})
