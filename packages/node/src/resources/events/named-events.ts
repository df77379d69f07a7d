import type { EventOf } from './event.ts'

// Each event by a name of its own.

export type ApiKeyCreatedEvent = EventOf<'api_key.created'>
export type ApiKeyRevokedEvent = EventOf<'api_key.revoked'>
export type AuthenticationEmailVerificationSucceededEvent =
  EventOf<'authentication.email_verification_succeeded'>
export type AuthenticationMagicAuthFailedEvent = EventOf<'authentication.magic_auth_failed'>
export type AuthenticationMagicAuthSucceededEvent = EventOf<'authentication.magic_auth_succeeded'>
export type AuthenticationMfaSucceededEvent = EventOf<'authentication.mfa_succeeded'>
export type AuthenticationOAuthFailedEvent = EventOf<'authentication.oauth_failed'>
export type AuthenticationOAuthSucceededEvent = EventOf<'authentication.oauth_succeeded'>
export type AuthenticationPasskeyFailedEvent = EventOf<'authentication.passkey_failed'>
export type AuthenticationPasskeySucceededEvent = EventOf<'authentication.passkey_succeeded'>
export type AuthenticationPasswordFailedEvent = EventOf<'authentication.password_failed'>
export type AuthenticationPasswordSucceededEvent = EventOf<'authentication.password_succeeded'>
export type AuthenticationRadarRiskDetectedEvent = EventOf<'authentication.radar_risk_detected'>
export type AuthenticationSSOFailedEvent = EventOf<'authentication.sso_failed'>
export type AuthenticationSSOSucceededEvent = EventOf<'authentication.sso_succeeded'>
export type ConnectionActivatedEvent = EventOf<'connection.activated'>
export type ConnectionDeactivatedEvent = EventOf<'connection.deactivated'>
export type ConnectionDeletedEvent = EventOf<'connection.deleted'>
export type DsyncActivatedEvent = EventOf<'dsync.activated'>
export type DsyncDeletedEvent = EventOf<'dsync.deleted'>
export type DsyncGroupCreatedEvent = EventOf<'dsync.group.created'>
export type DsyncGroupDeletedEvent = EventOf<'dsync.group.deleted'>
export type DsyncGroupUpdatedEvent = EventOf<'dsync.group.updated'>
export type DsyncGroupUserAddedEvent = EventOf<'dsync.group.user_added'>
export type DsyncGroupUserRemovedEvent = EventOf<'dsync.group.user_removed'>
export type DsyncUserCreatedEvent = EventOf<'dsync.user.created'>
export type DsyncUserDeletedEvent = EventOf<'dsync.user.deleted'>
export type DsyncUserUpdatedEvent = EventOf<'dsync.user.updated'>
export type EmailVerificationCreatedEvent = EventOf<'email_verification.created'>
export type FlagCreatedEvent = EventOf<'flag.created'>
export type FlagDeletedEvent = EventOf<'flag.deleted'>
export type FlagRuleUpdatedEvent = EventOf<'flag.rule_updated'>
export type FlagUpdatedEvent = EventOf<'flag.updated'>
export type GroupCreatedEvent = EventOf<'group.created'>
export type GroupDeletedEvent = EventOf<'group.deleted'>
export type GroupMemberAddedEvent = EventOf<'group.member_added'>
export type GroupMemberRemovedEvent = EventOf<'group.member_removed'>
export type GroupUpdatedEvent = EventOf<'group.updated'>
export type InvitationAcceptedEvent = EventOf<'invitation.accepted'>
export type InvitationCreatedEvent = EventOf<'invitation.created'>
export type InvitationResentEvent = EventOf<'invitation.resent'>
export type InvitationRevokedEvent = EventOf<'invitation.revoked'>
export type MagicAuthCreatedEvent = EventOf<'magic_auth.created'>
export type OrganizationCreatedEvent = EventOf<'organization.created'>
export type OrganizationDeletedEvent = EventOf<'organization.deleted'>
export type OrganizationUpdatedEvent = EventOf<'organization.updated'>
export type OrganizationDomainCreatedEvent = EventOf<'organization_domain.created'>
export type OrganizationDomainDeletedEvent = EventOf<'organization_domain.deleted'>
export type OrganizationDomainUpdatedEvent = EventOf<'organization_domain.updated'>
export type OrganizationDomainVerificationFailedEvent =
  EventOf<'organization_domain.verification_failed'>
export type OrganizationDomainVerifiedEvent = EventOf<'organization_domain.verified'>
export type OrganizationMembershipCreated = EventOf<'organization_membership.created'>
export type OrganizationMembershipDeleted = EventOf<'organization_membership.deleted'>
export type OrganizationMembershipUpdated = EventOf<'organization_membership.updated'>
export type OrganizationRoleCreatedEvent = EventOf<'organization_role.created'>
export type OrganizationRoleDeletedEvent = EventOf<'organization_role.deleted'>
export type OrganizationRoleUpdatedEvent = EventOf<'organization_role.updated'>
export type PasswordResetCreatedEvent = EventOf<'password_reset.created'>
export type PasswordResetSucceededEvent = EventOf<'password_reset.succeeded'>
export type PermissionCreatedEvent = EventOf<'permission.created'>
export type PermissionDeletedEvent = EventOf<'permission.deleted'>
export type PermissionUpdatedEvent = EventOf<'permission.updated'>
export type PipesConnectedAccountConnectedEvent = EventOf<'pipes.connected_account.connected'>
export type PipesConnectedAccountConnectionFailedEvent =
  EventOf<'pipes.connected_account.connection_failed'>
export type PipesConnectedAccountDisconnectedEvent = EventOf<'pipes.connected_account.disconnected'>
export type PipesConnectedAccountReauthorizationNeededEvent =
  EventOf<'pipes.connected_account.reauthorization_needed'>
export type RoleCreatedEvent = EventOf<'role.created'>
export type RoleDeletedEvent = EventOf<'role.deleted'>
export type RoleUpdatedEvent = EventOf<'role.updated'>
export type SessionCreatedEvent = EventOf<'session.created'>
export type SessionRevokedEvent = EventOf<'session.revoked'>
export type UserCreatedEvent = EventOf<'user.created'>
export type UserDeletedEvent = EventOf<'user.deleted'>
export type UserUpdatedEvent = EventOf<'user.updated'>
export type VaultByokKeyVerificationCompletedEvent =
  EventOf<'vault.byok_key.verification_completed'>
export type VaultDataCreatedEvent = EventOf<'vault.data.created'>
export type VaultDataDeletedEvent = EventOf<'vault.data.deleted'>
export type VaultDataReadEvent = EventOf<'vault.data.read'>
export type VaultDataUpdatedEvent = EventOf<'vault.data.updated'>
export type VaultDekDecryptedEvent = EventOf<'vault.dek.decrypted'>
export type VaultDekReadEvent = EventOf<'vault.dek.read'>
export type VaultKekCreatedEvent = EventOf<'vault.kek.created'>
export type VaultMetadataReadEvent = EventOf<'vault.metadata.read'>
export type VaultNamesListedEvent = EventOf<'vault.names.listed'>
