import type { AnyCodec } from '../../wire/shape.ts'
import { apiKey } from '../api-keys/api-key.ts'
import { permission } from '../authorization/permission.ts'
import { deletedEventDirectory, eventDirectory } from '../directory-sync/directory.ts'
import { directoryGroup, updatedEventDirectoryGroup } from '../directory-sync/directory-group.ts'
import { directoryUser, updatedEventDirectoryUser } from '../directory-sync/directory-user.ts'
import { featureFlag } from '../feature-flags/feature-flag.ts'
import { group } from '../groups/group.ts'
import {
  organizationDomain,
  organizationDomainVerificationFailed,
} from '../organization-domains/organization-domain.ts'
import { organization } from '../organizations/organization.ts'
import { organizationRoleEvent, roleEvent } from '../roles/role.ts'
import { connection } from '../sso/connection.ts'
import {
  authenticationEvent,
  authenticationRadarRiskDetectedEvent,
} from '../user-management/authentication-event.ts'
import { emailVerificationEvent } from '../user-management/email-verification.ts'
import { invitationEvent } from '../user-management/invitation.ts'
import { magicAuthEvent } from '../user-management/magic-auth.ts'
import { organizationMembership } from '../user-management/organization-membership.ts'
import { passwordResetEvent } from '../user-management/password-reset.ts'
import { session } from '../user-management/session.ts'
import { user } from '../user-management/user.ts'
import { directoryGroupMember, groupMember } from './group-members.ts'
import { pipesConnectedAccount, pipesConnectionFailed } from './pipes-events.ts'
import {
  vaultActor,
  vaultByokKeyVerificationCompleted,
  vaultDataNamed,
  vaultDataRead,
  vaultDataWritten,
  vaultDekDecrypted,
  vaultDekRead,
  vaultKekCreated,
} from './vault-events.ts'

/** What the data of each event is of. The types of the events and their reading follow from it. */
export const eventData = {
  'api_key.created': apiKey,
  'api_key.revoked': apiKey,
  'authentication.email_verification_succeeded': authenticationEvent,
  'authentication.magic_auth_failed': authenticationEvent,
  'authentication.magic_auth_succeeded': authenticationEvent,
  'authentication.mfa_succeeded': authenticationEvent,
  'authentication.oauth_failed': authenticationEvent,
  'authentication.oauth_succeeded': authenticationEvent,
  'authentication.passkey_failed': authenticationEvent,
  'authentication.passkey_succeeded': authenticationEvent,
  'authentication.password_failed': authenticationEvent,
  'authentication.password_succeeded': authenticationEvent,
  'authentication.radar_risk_detected': authenticationRadarRiskDetectedEvent,
  'authentication.sso_failed': authenticationEvent,
  'authentication.sso_succeeded': authenticationEvent,
  'connection.activated': connection,
  'connection.deactivated': connection,
  'connection.deleted': connection,
  'dsync.activated': eventDirectory,
  'dsync.deleted': deletedEventDirectory,
  'dsync.group.created': directoryGroup,
  'dsync.group.deleted': directoryGroup,
  'dsync.group.updated': updatedEventDirectoryGroup,
  'dsync.group.user_added': directoryGroupMember,
  'dsync.group.user_removed': directoryGroupMember,
  'dsync.user.created': directoryUser,
  'dsync.user.deleted': directoryUser,
  'dsync.user.updated': updatedEventDirectoryUser,
  'email_verification.created': emailVerificationEvent,
  'flag.created': featureFlag,
  'flag.deleted': featureFlag,
  'flag.rule_updated': featureFlag,
  'flag.updated': featureFlag,
  'group.created': group,
  'group.deleted': group,
  'group.member_added': groupMember,
  'group.member_removed': groupMember,
  'group.updated': group,
  'invitation.accepted': invitationEvent,
  'invitation.created': invitationEvent,
  'invitation.resent': invitationEvent,
  'invitation.revoked': invitationEvent,
  'magic_auth.created': magicAuthEvent,
  'organization.created': organization,
  'organization.deleted': organization,
  'organization.updated': organization,
  'organization_domain.created': organizationDomain,
  'organization_domain.deleted': organizationDomain,
  'organization_domain.updated': organizationDomain,
  'organization_domain.verification_failed': organizationDomainVerificationFailed,
  'organization_domain.verified': organizationDomain,
  'organization_membership.created': organizationMembership,
  'organization_membership.deleted': organizationMembership,
  'organization_membership.updated': organizationMembership,
  'organization_role.created': organizationRoleEvent,
  'organization_role.deleted': organizationRoleEvent,
  'organization_role.updated': organizationRoleEvent,
  'password_reset.created': passwordResetEvent,
  'password_reset.succeeded': passwordResetEvent,
  'permission.created': permission,
  'permission.deleted': permission,
  'permission.updated': permission,
  'pipes.connected_account.connected': pipesConnectedAccount,
  'pipes.connected_account.connection_failed': pipesConnectionFailed,
  'pipes.connected_account.disconnected': pipesConnectedAccount,
  'pipes.connected_account.reauthorization_needed': pipesConnectedAccount,
  'role.created': roleEvent,
  'role.deleted': roleEvent,
  'role.updated': roleEvent,
  'session.created': session,
  'session.revoked': session,
  'user.created': user,
  'user.deleted': user,
  'user.updated': user,
  'vault.byok_key.verification_completed': vaultByokKeyVerificationCompleted,
  'vault.data.created': vaultDataWritten,
  'vault.data.deleted': vaultDataNamed,
  'vault.data.read': vaultDataRead,
  'vault.data.updated': vaultDataWritten,
  'vault.dek.decrypted': vaultDekDecrypted,
  'vault.dek.read': vaultDekRead,
  'vault.kek.created': vaultKekCreated,
  'vault.metadata.read': vaultDataNamed,
  'vault.names.listed': vaultActor,
} satisfies Record<string, AnyCodec>
