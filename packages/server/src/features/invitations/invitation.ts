import { addSeconds } from '../../config/clock.ts'
import { createToken, hashToken } from '../../crypto/tokens.ts'
import { type Database, inTransaction, isUniqueViolation } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, invitationInvalid, notFound } from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import { writeEmail } from '../../mail/mail.ts'
import { invitationMail } from '../../mail/templates/invitation-mail.tsx'
import type { Application } from '../applications/application.ts'
import { recordEvents } from '../events/event.ts'
import {
  activateInvitedMember,
  addPendingMember,
  findMembershipStatus,
  lockInvitedMember,
  removePendingMember,
} from '../organization-memberships/invited-member.ts'
import { getOrganization, type Organization } from '../organizations/organization.ts'
import { findRoleOfMembers } from '../roles/role.ts'
import { normalizeEmail, parseEmail } from '../users/email-address.ts'
import { findUser, findUserByEmail, getUser, markEmailVerified, type User } from '../users/user.ts'
import {
  invitationAccepted,
  invitationCreated,
  invitationResent,
  invitationRevoked,
} from './events.ts'
import { type InvitationState, stateOf } from './invitation-state.ts'
import * as store from './store.ts'

export { stateOf } from './invitation-state.ts'
export type { NamedInvitation } from './store.ts'
export { removeAll as removeInvitations } from './store.ts'

/**
 * An invitation lets whoever receives the mail of one address join: the application, where people
 * may not sign up by themselves, and the organization that it names. It is accepted once, by an
 * account of that address; before that it may expire or be revoked.
 */
export interface Invitation {
  environmentId: string
  id: string
  email: string
  organizationId: string | null
  roleSlug: string | null
  inviterUserId: string | null
  expiresAt: Date
  acceptedAt: Date | null
  acceptedUserId: string | null
  revokedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** With what it is accepted by. */
export interface OpenedInvitation {
  invitation: Invitation
  token: string
  url: string
}

export interface NewInvitation {
  email: string
  organizationId?: string | null
  roleSlug?: string | null
  inviterUserId?: string | null
  expiresInDays?: number
}

export interface InvitationQuery extends store.PageQuery {
  email?: string
  organizationId?: string
}

export interface NamedInvitationQuery extends store.PageQuery {
  organizationId?: string
  search?: string
  state?: InvitationState
}

const defaultDays = 7
const longestDays = 30

/** Whether this address is the one that was invited. */
export const isInvited = (invitation: Invitation, email: string) =>
  normalizeEmail(email) === normalizeEmail(invitation.email)

/** Invites an address and mails it. An account that exists becomes a pending member at once. */
export async function sendInvitation(
  deps: Deps,
  environmentId: string,
  application: Application,
  invited: NewInvitation,
): Promise<OpenedInvitation> {
  const { email, normalized } = parseEmail(invited.email)
  const days = checkDays(invited.expiresInDays ?? defaultDays)
  const organization = invited.organizationId
    ? await getOrganization(deps, environmentId, invited.organizationId)
    : null
  const inviter = invited.inviterUserId
    ? await getUser(deps, environmentId, invited.inviterUserId)
    : null
  const role = await findRole(deps, organization, invited.roleSlug ?? null)
  const user = await findUserByEmail(deps, environmentId, email)
  if (user && !organization) throw userAlreadyExists(email)
  const now = deps.clock.now()
  const token = createToken()
  const url = acceptUrl(deps, token)
  const invitation = await refusingSecondOne(email, organization, () =>
    inTransaction(deps.db, async (transaction) => {
      await store.closeExpired(transaction, environmentId, normalized, organization?.id, now)
      const created = await store.insert(transaction, {
        environmentId,
        id: createId('invitation', now),
        email,
        emailNormalized: normalized,
        organizationId: organization?.id ?? null,
        roleSlug: role,
        inviterUserId: inviter?.id ?? null,
        tokenHash: hashToken(token),
        tokenSealed: deps.sealer.seal('invitation-token', token),
        expiresAt: addSeconds(now, days * 24 * 3600),
        now,
      })
      await recordEvents(transaction, now, [invitationCreated(created, now)])
      if (user) {
        await refuseMember(transaction, created, user)
        const member = memberOf(created, user.id)
        if (member) await addPendingMember(transaction, member, created.roleSlug, now)
      }
      await mail(deps, transaction, created, { application, organization, inviter, url })
      return created
    }),
  )
  return { invitation, token, url }
}

export async function listInvitations(
  deps: Deps,
  environmentId: string,
  query: InvitationQuery,
): Promise<store.SealedInvitation[]> {
  const email = query.email === undefined ? undefined : (normalizeEmail(query.email) ?? '')
  return store.list(deps.db, environmentId, { ...query, email })
}

/** For owners, who look for one by how its address begins or by its state. */
export async function listNamedInvitations(
  deps: Deps,
  environmentId: string,
  query: NamedInvitationQuery,
): Promise<store.NamedInvitation[]> {
  return store.listNamed(deps.db, environmentId, { ...query, now: deps.clock.now() })
}

export async function getInvitation(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<OpenedInvitation> {
  const found = isId('invitation', id) ? await store.find(deps.db, environmentId, id) : null
  if (!found) throw notFound('Invitation', id)
  return openInvitation(deps, found)
}

export async function getInvitationByToken(
  deps: Deps,
  environmentId: string,
  token: string,
): Promise<OpenedInvitation> {
  const found = await store.findByTokenHash(deps.db, hashToken(token))
  if (found?.environmentId !== environmentId) throw notFound('Invitation', token)
  return openInvitation(deps, found)
}

/** The invitation of a link, whatever its state: the token alone says which environment is meant. */
export async function findInvitationOfLink(deps: Deps, token: string): Promise<Invitation | null> {
  return store.findByTokenHash(deps.db, hashToken(token))
}

/** For a sign-in that brings a token along: an invitation that can be accepted, or a refusal. */
export async function getUsableInvitation(
  deps: Deps,
  environmentId: string,
  token: string,
  email?: string,
): Promise<Invitation> {
  const invitation = await findInvitationOfLink(deps, token)
  if (
    invitation?.environmentId !== environmentId ||
    stateOf(invitation, deps.clock.now()) !== 'pending' ||
    (email !== undefined && !isInvited(invitation, email))
  ) {
    throw invitationInvalid()
  }
  return invitation
}

/** The invitation that somebody came with, if it can still be accepted. */
export async function findUsableInvitation(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<Invitation | null> {
  const invitation = await store.find(deps.db, environmentId, id)
  return invitation && stateOf(invitation, deps.clock.now()) === 'pending' ? invitation : null
}

/** Accepts it for the account of the invited address, on the word of the application. */
export async function acceptInvitation(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<OpenedInvitation> {
  const opened = await getInvitation(deps, environmentId, id)
  const user = await findUserByEmail(deps, environmentId, opened.invitation.email)
  const now = deps.clock.now()
  if (stateOf(opened.invitation, now) !== 'pending') throw inviteNotPending()
  if (!user) throw nobodyToAccept(opened.invitation.email)
  const accepted = await inTransaction(deps.db, (transaction) =>
    accept(transaction, opened.invitation, user, now),
  )
  if (!accepted) throw inviteNotPending()
  return { ...opened, invitation: accepted }
}

/**
 * Accepts it for whoever signs in with it, who received the mail it was sent in: that proves the
 * address. Part of the transaction that completes the sign-in; the first of several wins.
 */
export async function redeemInvitation(
  db: Database,
  invitation: Invitation,
  user: User,
  now: Date,
): Promise<void> {
  // The membership before the user, as where a sign-in is completed.
  if (!(await accept(db, invitation, user, now))) throw invitationInvalid()
  await markEmailVerified(db, user, now)
}

async function accept(
  db: Database,
  invitation: Invitation,
  user: User,
  now: Date,
): Promise<Invitation | null> {
  const member = memberOf(invitation, user.id)
  // The membership is locked before the invitation, as where a membership is deleted: neither waits
  // for the other then, and whichever comes second sees what the first one did.
  if (member && !(await lockInvitedMember(db, member, invitation.createdAt))) return null
  const accepted = await store.accept(db, invitation, user.id, now)
  if (!accepted) return null
  await recordEvents(db, now, [invitationAccepted(accepted, now)])
  if (member) await activateInvitedMember(db, member, accepted.roleSlug, now)
  return accepted
}

/** Whom it makes a member, if it is one to an organization. */
const memberOf = ({ environmentId, organizationId }: Invitation, userId: string) =>
  organizationId === null ? null : { environmentId, organizationId, userId }

export async function revokeInvitation(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<OpenedInvitation> {
  const opened = await getInvitation(deps, environmentId, id)
  const user = await findUserByEmail(deps, environmentId, opened.invitation.email)
  const now = deps.clock.now()
  const revoked = await inTransaction(deps.db, async (transaction) => {
    // First the membership, as where an invitation is accepted.
    const member = user && memberOf(opened.invitation, user.id)
    if (member) await removePendingMember(transaction, member, now)
    const closed = await store.revoke(transaction, opened.invitation, now)
    if (!closed) throw inviteNotPending()
    await recordEvents(transaction, now, [invitationRevoked(closed, now)])
    return closed
  })
  return { ...opened, invitation: revoked }
}

/**
 * Takes back what would make somebody a member again whose membership ends or is made inactive, in
 * the transaction of that: whoever removed them did not mean the link in their mail to undo it.
 */
export async function revokeInvitationsOfMember(
  db: Database,
  { user, organizationId }: { user: User; organizationId: string },
  now: Date,
): Promise<void> {
  const { environmentId } = user
  const emailNormalized = normalizeEmail(user.email) ?? ''
  await revokeAllPending(db, { environmentId, emailNormalized, organizationId }, now)
}

/** The same for an account that is deleted: no link lets it come back, to whatever it invites. */
export async function revokeInvitationsOfUser(db: Database, user: User, now: Date): Promise<void> {
  const { environmentId } = user
  const emailNormalized = normalizeEmail(user.email) ?? ''
  await revokeAllPending(db, { environmentId, emailNormalized }, now)
}

/** Tells that the invitations to an organization end, before they go with it. */
export async function revokeInvitationsToOrganization(
  db: Database,
  organization: { environmentId: string; organizationId: string },
  now: Date,
): Promise<void> {
  await revokeAllPending(db, organization, now)
}

async function revokeAllPending(
  db: Database,
  of: Parameters<typeof store.revokeAllPending>[1],
  now: Date,
): Promise<void> {
  const revoked = await store.revokeAllPending(db, of, now)
  // In portions: one statement has room for some thousands of values.
  for (let start = 0; start < revoked.length; start += 500) {
    const portion = revoked.slice(start, start + 500)
    const events = portion.map((invitation) => invitationRevoked(invitation, now))
    await recordEvents(db, now, events)
  }
}

/** Mails the same link again. It does not live longer for it. */
export async function resendInvitation(
  deps: Deps,
  application: Application,
  environmentId: string,
  id: string,
): Promise<OpenedInvitation> {
  const opened = await getInvitation(deps, environmentId, id)
  const { organizationId, inviterUserId } = opened.invitation
  const organization = organizationId
    ? await getOrganization(deps, environmentId, organizationId)
    : null
  const inviter = inviterUserId ? await findUser(deps, environmentId, inviterUserId) : null
  const now = deps.clock.now()
  const resent = await inTransaction(deps.db, async (transaction) => {
    const touched = await store.touchPending(transaction, opened.invitation, now)
    if (!touched) return null
    await recordEvents(transaction, now, [invitationResent(touched, now)])
    await mail(deps, transaction, touched, { application, organization, inviter, url: opened.url })
    return touched
  })
  if (!resent) throw cannotResend((await getInvitation(deps, environmentId, id)).invitation, now)
  return { ...opened, invitation: resent }
}

export function openInvitation(deps: Deps, sealed: store.SealedInvitation): OpenedInvitation {
  const { tokenSealed, ...invitation } = sealed
  const token = deps.sealer.unseal('invitation-token', tokenSealed)
  return { invitation, token, url: acceptUrl(deps, token) }
}

const acceptUrl = (deps: Deps, token: string) =>
  `${deps.config.baseUrl}/invite?invitation_token=${token}`

async function mail(
  deps: Deps,
  db: Database,
  invitation: Invitation,
  about: {
    application: Application
    organization: Organization | null
    inviter: User | null
    url: string
  },
): Promise<void> {
  const content = invitationMail({
    applicationName: about.application.name,
    organizationName: about.organization?.name ?? null,
    inviterName: about.inviter && nameOf(about.inviter),
    email: invitation.email,
    url: about.url,
    expiresAt: invitation.expiresAt,
  })
  await writeEmail(deps, db, {
    environmentId: invitation.environmentId,
    to: invitation.email,
    kind: 'invitation',
    content: { ...content, code: null, url: about.url },
  })
}

/** What the invited person knows the inviter by. */
export const nameOf = (user: User) =>
  user.name ?? ([user.firstName, user.lastName].filter(Boolean).join(' ') || user.email)

function checkDays(days: number): number {
  if (days < 1) {
    throw new ApiError(400, 'expires_in_days_too_short', 'An invitation lives for 1 day at least.')
  }
  if (days > longestDays) {
    throw new ApiError(
      400,
      'expires_in_days_too_long',
      `An invitation lives for ${longestDays} days at most.`,
    )
  }
  return days
}

/** The slug of the role that the new member gets; null without an organization. */
async function findRole(
  deps: Deps,
  organization: Organization | null,
  slug: string | null,
): Promise<string | null> {
  if (!organization) {
    if (slug === null) return null
    throw new ApiError(400, 'invalid_role', 'Send organization_id along: a role is held in one.')
  }
  const { environmentId, id: organizationId } = organization
  const role = await findRoleOfMembers(deps.db, { environmentId, organizationId }, slug)
  if (slug !== null && !role) {
    throw new ApiError(400, 'invalid_role', `Role '${slug}' is not a valid role.`)
  }
  return role?.slug ?? null
}

async function refuseMember(db: Database, invitation: Invitation, user: User): Promise<void> {
  const member = memberOf(invitation, user.id)
  if (!member || (await findMembershipStatus(db, member)) !== 'active') return
  throw new ApiError(
    400,
    'user_already_organization_member',
    `The user '${user.email}' is a member of this organization already.`,
  )
}

async function refusingSecondOne<T>(
  email: string,
  organization: Organization | null,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error, 'invitations_open')) throw error
    throw organization
      ? new ApiError(
          400,
          'email_already_invited_to_organization',
          `'${email}' is invited to this organization already. Resend or revoke that invitation.`,
        )
      : new ApiError(
          400,
          'email_already_invited',
          `'${email}' is invited already. Resend or revoke that invitation.`,
        )
  }
}

const userAlreadyExists = (email: string) =>
  new ApiError(
    400,
    'user_already_exists',
    `'${email}' has an account already. Name the organization that it should join.`,
  )
const inviteNotPending = () => new ApiError(400, 'invite_not_pending', 'Invite is not pending.')
const nobodyToAccept = (email: string) =>
  new ApiError(
    400,
    'invalid_invite',
    `There is no user with the invited address '${email}'. Let them sign up with the invitation.`,
  )

function cannotResend(invitation: Invitation, now: Date): ApiError {
  const state = stateOf(invitation, now)
  if (state === 'accepted') return new ApiError(400, 'invite_accepted', 'Invite was accepted.')
  if (state === 'revoked') return new ApiError(400, 'invite_revoked', 'Invite was revoked.')
  return new ApiError(400, 'invite_expired', 'Invite has expired.')
}
