import type { EventResponseOf } from './event.ts'

// Each event as the wire carries it by a name of its own.

export type ApiKeyCreatedEventResponse = EventResponseOf<'api_key.created'>
export type ApiKeyRevokedEventResponse = EventResponseOf<'api_key.revoked'>
export type AuthenticationEmailVerificationSucceededEventResponse =
  EventResponseOf<'authentication.email_verification_succeeded'>
export type AuthenticationMagicAuthFailedEventResponse =
  EventResponseOf<'authentication.magic_auth_failed'>
export type AuthenticationMagicAuthSucceededEventResponse =
  EventResponseOf<'authentication.magic_auth_succeeded'>
export type AuthenticationMfaSucceededEventResponse =
  EventResponseOf<'authentication.mfa_succeeded'>
export type AuthenticationOAuthFailedEventResponse = EventResponseOf<'authentication.oauth_failed'>
export type AuthenticationOAuthSucceededEventResponse =
  EventResponseOf<'authentication.oauth_succeeded'>
export type AuthenticationPasskeyFailedEventResponse =
  EventResponseOf<'authentication.passkey_failed'>
export type AuthenticationPasskeySucceededEventResponse =
  EventResponseOf<'authentication.passkey_succeeded'>
export type AuthenticationPasswordFailedEventResponse =
  EventResponseOf<'authentication.password_failed'>
export type AuthenticationPasswordSucceededEventResponse =
  EventResponseOf<'authentication.password_succeeded'>
export type AuthenticationRadarRiskDetectedEventResponse =
  EventResponseOf<'authentication.radar_risk_detected'>
export type AuthenticationSSOFailedEventResponse = EventResponseOf<'authentication.sso_failed'>
export type AuthenticationSSOSucceededEventResponse =
  EventResponseOf<'authentication.sso_succeeded'>
export type ConnectionActivatedEventResponse = EventResponseOf<'connection.activated'>
export type ConnectionDeactivatedEventResponse = EventResponseOf<'connection.deactivated'>
export type ConnectionDeletedEventResponse = EventResponseOf<'connection.deleted'>
export type DsyncActivatedEventResponse = EventResponseOf<'dsync.activated'>
export type DsyncDeletedEventResponse = EventResponseOf<'dsync.deleted'>
export type DsyncGroupCreatedEventResponse = EventResponseOf<'dsync.group.created'>
export type DsyncGroupDeletedEventResponse = EventResponseOf<'dsync.group.deleted'>
export type DsyncGroupUpdatedEventResponse = EventResponseOf<'dsync.group.updated'>
export type DsyncGroupUserAddedEventResponse = EventResponseOf<'dsync.group.user_added'>
export type DsyncGroupUserRemovedEventResponse = EventResponseOf<'dsync.group.user_removed'>
export type DsyncUserCreatedEventResponse = EventResponseOf<'dsync.user.created'>
export type DsyncUserDeletedEventResponse = EventResponseOf<'dsync.user.deleted'>
export type DsyncUserUpdatedEventResponse = EventResponseOf<'dsync.user.updated'>
export type EmailVerificationCreatedEventResponse = EventResponseOf<'email_verification.created'>
export type FlagCreatedEventResponse = EventResponseOf<'flag.created'>
export type FlagDeletedEventResponse = EventResponseOf<'flag.deleted'>
export type FlagRuleUpdatedEventResponse = EventResponseOf<'flag.rule_updated'>
export type FlagUpdatedEventResponse = EventResponseOf<'flag.updated'>
export type GroupCreatedEventResponse = EventResponseOf<'group.created'>
export type GroupDeletedEventResponse = EventResponseOf<'group.deleted'>
export type GroupMemberAddedEventResponse = EventResponseOf<'group.member_added'>
export type GroupMemberRemovedEventResponse = EventResponseOf<'group.member_removed'>
export type GroupUpdatedEventResponse = EventResponseOf<'group.updated'>
export type InvitationAcceptedEventResponse = EventResponseOf<'invitation.accepted'>
export type InvitationCreatedEventResponse = EventResponseOf<'invitation.created'>
export type InvitationResentEventResponse = EventResponseOf<'invitation.resent'>
export type InvitationRevokedEventResponse = EventResponseOf<'invitation.revoked'>
export type MagicAuthCreatedEventResponse = EventResponseOf<'magic_auth.created'>
export type OrganizationCreatedResponse = EventResponseOf<'organization.created'>
export type OrganizationDeletedResponse = EventResponseOf<'organization.deleted'>
export type OrganizationUpdatedResponse = EventResponseOf<'organization.updated'>
export type OrganizationDomainCreatedEventResponse = EventResponseOf<'organization_domain.created'>
export type OrganizationDomainDeletedEventResponse = EventResponseOf<'organization_domain.deleted'>
export type OrganizationDomainUpdatedEventResponse = EventResponseOf<'organization_domain.updated'>
export type OrganizationDomainVerificationFailedEventResponse =
  EventResponseOf<'organization_domain.verification_failed'>
export type OrganizationDomainVerifiedEventResponse =
  EventResponseOf<'organization_domain.verified'>
export type OrganizationMembershipCreatedResponse =
  EventResponseOf<'organization_membership.created'>
export type OrganizationMembershipDeletedResponse =
  EventResponseOf<'organization_membership.deleted'>
export type OrganizationMembershipUpdatedResponse =
  EventResponseOf<'organization_membership.updated'>
export type OrganizationRoleCreatedEventResponse = EventResponseOf<'organization_role.created'>
export type OrganizationRoleDeletedEventResponse = EventResponseOf<'organization_role.deleted'>
export type OrganizationRoleUpdatedEventResponse = EventResponseOf<'organization_role.updated'>
export type PasswordResetCreatedEventResponse = EventResponseOf<'password_reset.created'>
export type PasswordResetSucceededEventResponse = EventResponseOf<'password_reset.succeeded'>
export type PermissionCreatedEventResponse = EventResponseOf<'permission.created'>
export type PermissionDeletedEventResponse = EventResponseOf<'permission.deleted'>
export type PermissionUpdatedEventResponse = EventResponseOf<'permission.updated'>
export type PipesConnectedAccountConnectedEventResponse =
  EventResponseOf<'pipes.connected_account.connected'>
export type PipesConnectedAccountConnectionFailedEventResponse =
  EventResponseOf<'pipes.connected_account.connection_failed'>
export type PipesConnectedAccountDisconnectedEventResponse =
  EventResponseOf<'pipes.connected_account.disconnected'>
export type PipesConnectedAccountReauthorizationNeededEventResponse =
  EventResponseOf<'pipes.connected_account.reauthorization_needed'>
export type RoleCreatedEventResponse = EventResponseOf<'role.created'>
export type RoleDeletedEventResponse = EventResponseOf<'role.deleted'>
export type RoleUpdatedEventResponse = EventResponseOf<'role.updated'>
export type SessionCreatedEventResponse = EventResponseOf<'session.created'>
export type SessionRevokedEventResponse = EventResponseOf<'session.revoked'>
export type UserCreatedEventResponse = EventResponseOf<'user.created'>
export type UserDeletedEventResponse = EventResponseOf<'user.deleted'>
export type UserUpdatedEventResponse = EventResponseOf<'user.updated'>
export type VaultByokKeyVerificationCompletedEventResponse =
  EventResponseOf<'vault.byok_key.verification_completed'>
export type VaultDataCreatedEventResponse = EventResponseOf<'vault.data.created'>
export type VaultDataDeletedEventResponse = EventResponseOf<'vault.data.deleted'>
export type VaultDataReadEventResponse = EventResponseOf<'vault.data.read'>
export type VaultDataUpdatedEventResponse = EventResponseOf<'vault.data.updated'>
export type VaultDekDecryptedEventResponse = EventResponseOf<'vault.dek.decrypted'>
export type VaultDekReadEventResponse = EventResponseOf<'vault.dek.read'>
export type VaultKekCreatedEventResponse = EventResponseOf<'vault.kek.created'>
export type VaultMetadataReadEventResponse = EventResponseOf<'vault.metadata.read'>
export type VaultNamesListedEventResponse = EventResponseOf<'vault.names.listed'>
