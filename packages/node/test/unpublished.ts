import type { Contract } from './published-contract.ts'

const operations = ['operation']
const grant = ['body', 'body /grant_type']

/**
 * What methods ask for that is not in the contract: the SDK that ours is like was published after the
 * contracts. `operation` where there is none of this kind, else the part of the request.
 */
const inNoContract: Record<string, string[]> = {
  'agents.createBlueprint': operations,
  'agents.deleteBlueprint': operations,
  'agents.deleteInstance': operations,
  'agents.getBlueprint': operations,
  'agents.getInstance': operations,
  'agents.getInstanceSession': operations,
  'agents.listBlueprints': operations,
  'agents.listInstanceSessions': operations,
  'agents.listInstances': operations,
  'agents.mintToken': operations,
  'agents.revokeInstanceSession': operations,
  'agents.updateBlueprint': operations,
  // A period by its name, where the contract has days.
  'auditLogs.updateOrganizationAuditLogsRetention': ['body'],
  'authorization.listEffectivePermissions': operations,
  'organizations.createItContact': operations,
  'organizations.deleteItContact': operations,
  'organizations.inviteItContact': operations,
  'organizations.listItContacts': operations,
  'organizations.revokeItContact': operations,
  // Null takes the value away.
  'organizations.updateOrganization': ['body /stripe_customer_id'],
  'passwordless.createSession': operations,
  'passwordless.sendSession': operations,
  'pipes.createDataIntegrationApiKey': operations,
  'pipes.createDataIntegrationClientCredential': operations,
  'pipes.createOrganizationConnectedAccount': operations,
  'pipes.deleteOrganizationConnectedAccount': operations,
  'pipes.deleteOrganizationDataIntegration': operations,
  'pipes.deleteUserConnectedAccount': [
    'query connected_account_id',
    'query supports_multiple_connections',
  ],
  // Null says that there is none.
  'pipes.getAccessToken': ['body /organization_id'],
  'pipes.getOrganizationConnectedAccount': operations,
  'pipes.getOrganizationDataIntegration': operations,
  'pipes.getUserConnectedAccount': [
    'query connected_account_id',
    'query supports_multiple_connections',
  ],
  'pipes.listDataIntegrations': ['query ownership'],
  'pipes.listOrganizationDataProviders': operations,
  'pipes.listUserDataProviders': ['query supports_multiple_connections'],
  'pipes.updateOrganizationConnectedAccount': operations,
  'pipes.updateOrganizationDataIntegration': operations,
  'pipes.updateUserConnectedAccount': [
    'query connected_account_id',
    'query connection_intent',
    'query supports_multiple_connections',
  ],
  // A code verifier in place of the secret.
  'sso.getProfileAndToken': ['body'],
  'userManagement.approveWaitlistEntry': operations,
  'userManagement.createWaitlistEntry': operations,
  'userManagement.deleteWaitlistEntry': operations,
  'userManagement.denyWaitlistEntry': operations,
  'userManagement.getWaitlist': operations,
  'userManagement.listWaitlistEntries': operations,
  'userManagement.listWaitlists': operations,
  // Null takes the value away.
  'userManagement.updateUser': ['body /metadata/favouriteNumber'],
}

/** The same for the contract of the npm package, which is the older one. */
const inNoPackage: Record<string, string[]> = {
  'agents.getRegistration': operations,
  'agents.linkClaimAttemptToExternalUser': operations,
  'agents.validateCredential': operations,
  'authorization.createGroupRoleAssignment': operations,
  'authorization.getGroupRoleAssignment': operations,
  'authorization.listGroupRoleAssignments': operations,
  'authorization.listResourceRoleAssignments': operations,
  'authorization.listRoleAssignments': [
    'query resource_external_id',
    'query resource_id',
    'query resource_type_slug',
  ],
  'authorization.listRoleAssignmentsForResource': operations,
  'authorization.removeGroupRoleAssignment': operations,
  'authorization.removeGroupRoleAssignments': operations,
  'authorization.replaceGroupRoleAssignments': operations,
  'pipes.createDataIntegration': operations,
  'pipes.createDataIntegrationCredential': operations,
  'pipes.createUserConnectedAccount': operations,
  'pipes.deleteDataIntegration': operations,
  'pipes.getDataIntegration': operations,
  'pipes.listDataIntegrations': operations,
  'pipes.updateDataIntegration': operations,
  'pipes.updateDataIntegrationApiKey': operations,
  'pipes.updateDataIntegrationClientCredentials': operations,
  'pipes.updateUserConnectedAccount': operations,
  'userManagement.authenticateWithCode': grant,
  'userManagement.authenticateWithCodeAndVerifier': grant,
  'userManagement.authenticateWithRadarEmailChallenge': grant,
  'userManagement.authenticateWithRadarSmsChallenge': grant,
  'userManagement.authenticateWithRefreshToken': grant,
  'userManagement.sendRadarSmsChallenge': operations,
  'vault.createDataKey': operations,
  'vault.createObject': operations,
  'vault.createRekey': operations,
  'vault.decrypt': operations,
  'vault.decryptDataKey': operations,
  'vault.deleteObject': operations,
  'vault.describeObject': operations,
  'vault.encrypt': operations,
  'vault.listObjectVersions': operations,
  'vault.listObjects': operations,
  'vault.readObject': operations,
  'vault.readObjectByName': operations,
  'vault.updateObject': operations,
}

export const unpublished: Record<Contract['name'], Record<string, string[]>> = {
  'newer document': inNoContract,
  'npm package': { ...inNoContract, ...inNoPackage },
}
