import { plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** What an IT contact can be invited to set up in the Admin Portal. */
export const ItContactIntent = {
  SSO: 'sso',
  DirectorySync: 'directory_sync',
  LogStreams: 'log_streams',
  DomainVerification: 'domain_verification',
  BringYourOwnKey: 'bring_your_own_key',
} as const
export type ItContactIntent = (typeof ItContactIntent)[keyof typeof ItContactIntent]

export const itContact = shape({
  object: plain<'it_contact'>(),
  id: string,
  email: string,
  createdAt: string,
  updatedAt: string,
})

/** Who sets up single sign-on and the like at an organization, without being a user. */
export type ItContact = Value<typeof itContact>
/** An IT contact as the wire carries it. */
export type ItContactResponse = Wire<typeof itContact>

interface ItContactsOfOrganization {
  /** ID of the organization, `org_…`. */
  organizationId: string
}
interface OneItContact extends ItContactsOfOrganization {
  /** ID of the IT contact. */
  contactId: string
}

/** Whose IT contacts to list. */
export interface ListItContactsOptions extends ItContactsOfOrganization {}
/** Which IT contact to remove. */
export interface DeleteItContactOptions extends OneItContact {}
/** Whose invitation to revoke. */
export interface RevokeItContactOptions extends OneItContact {}

export const createItContactOptions = shape({ email: string })
/** Who becomes an IT contact of which organization. */
export type CreateItContactOptions = ItContactsOfOrganization & Value<typeof createItContactOptions>
/** The body that creates an IT contact. */
export type SerializedCreateItContactOptions = Wire<typeof createItContactOptions>

export const inviteItContactOptions = shape({ intents: plain<ItContactIntent[]>() })
/** Which IT contact to invite, and to what. */
export type InviteItContactOptions = OneItContact & Value<typeof inviteItContactOptions>
/** The body that invites an IT contact. */
export type SerializedInviteItContactOptions = Wire<typeof inviteItContactOptions>
