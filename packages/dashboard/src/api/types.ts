import type {
  CheckOrganizationDomainResponse,
  CreateActionEndpointData,
  CreateApiKeyResponse,
  CreateFeatureFlagData,
  CreateGroupData,
  CreateOrganizationApiKeyData,
  CreateOrganizationApiKeyResponse,
  CreateOrganizationData,
  CreatePermissionData,
  CreateUserData,
  CreateWebhookEndpointData,
  GetApplicationResponse,
  GetAuthenticationSettingsResponse,
  GetDashboardSessionResponse,
  GetEmailResponse,
  GetEventResponse,
  GetFactorResponse,
  GetJwtTemplateResponse,
  GetOrganizationAuthenticationPolicyResponse,
  GetOrganizationResponse,
  GetRedirectsResponse,
  GetRoleSettingsResponse,
  GetUserResponse,
  GetWebhookDeliveryResponse,
  GetWebhookEndpointResponse,
  ListActionEndpointsResponse,
  ListActionExecutionsResponse,
  ListApiKeysResponse,
  ListEmailsResponse,
  ListFeatureFlagsResponse,
  ListFeatureFlagTargetsResponse,
  ListGroupsResponse,
  ListJwtTemplateVariablesResponse,
  ListNamedInvitationsResponse,
  ListOrganizationApiKeysResponse,
  ListOrganizationMembershipsResponse,
  ListPermissionsResponse,
  ListRolesResponse,
  ListSessionsResponse,
  ListWebhookDeliveriesResponse,
  PreviewJwtTemplateData,
  PreviewJwtTemplateResponse,
  RevealApiKeyResponse,
  SendInvitationData,
  SignOutOfDashboardResponse,
  UpdateActionEndpointData,
  UpdateFeatureFlagData,
  UpdateOrganizationData,
  UpdateRoleSettingsData,
  UpdateUserData,
  UpdateWebhookEndpointData,
} from './server.generated/types.gen.ts'

/**
 * The shapes of the wire under the names the dashboard uses. All come from the server's OpenAPI
 * document: `npm run generate` writes them, and a test fails when they have drifted.
 */

export interface List<T> {
  object: 'list'
  data: T[]
  list_metadata: { before: string | null; after: string | null }
}

export type Session = GetDashboardSessionResponse
export type Environment = Session['environments'][number]
export type EnvironmentKind = Environment['kind']
export type SignOut = SignOutOfDashboardResponse

export type Application = GetApplicationResponse

export type Redirects = GetRedirectsResponse
export type RedirectUri = Redirects['redirect_uris'][number]
export type SignOutRedirect = Redirects['sign_out_redirects'][number]
export type CorsOrigin = Redirects['cors_origins'][number]

export type ApiKey = ListApiKeysResponse['data'][number]
/** The only answer that carries a new key's value. */
export type CreatedApiKey = CreateApiKeyResponse
export type RevealedApiKey = RevealApiKeyResponse

export type User = GetUserResponse
export type NewUser = CreateUserData['body']
export type UserChanges = UpdateUserData['body']
export type AuthenticationFactor = GetFactorResponse
export type UserSession = ListSessionsResponse['data'][number]

export type Organization = GetOrganizationResponse
export type NewOrganization = CreateOrganizationData['body']
export type OrganizationChanges = UpdateOrganizationData['body']
export type OrganizationDomain = Organization['domains'][number]
/** What the DNS said of a domain just now. */
export type DomainCheck = CheckOrganizationDomainResponse

export type OrganizationMembership = ListOrganizationMembershipsResponse['data'][number]

export type Group = ListGroupsResponse['data'][number]
export type NewGroup = CreateGroupData['body']

export type Invitation = ListNamedInvitationsResponse['data'][number]
export type InvitationState = Invitation['state']
export type NewInvitation = SendInvitationData['body']

/** A key to the application's own API, of an organization or of one of its members. */
export type CustomerApiKey = ListOrganizationApiKeysResponse['data'][number]
export type NewCustomerApiKey = CreateOrganizationApiKeyData['body']
/** The only answer that carries a new key's value. */
export type CreatedCustomerApiKey = CreateOrganizationApiKeyResponse

export type FeatureFlag = ListFeatureFlagsResponse['data'][number]
export type NewFeatureFlag = CreateFeatureFlagData['body']
export type FeatureFlagChanges = UpdateFeatureFlagData['body']
export type FeatureFlagTarget = ListFeatureFlagTargetsResponse['data'][number]

/** The one list that comes whole, in order of priority. */
export type RoleList = ListRolesResponse
export type Role = RoleList['data'][number]
export type RoleSettings = GetRoleSettingsResponse
export type RoleSettingsChanges = UpdateRoleSettingsData['body']
export type Permission = ListPermissionsResponse['data'][number]
export type NewPermission = CreatePermissionData['body']

export type JwtTemplate = GetJwtTemplateResponse
export type JwtTemplateVariable = ListJwtTemplateVariablesResponse['data'][number]
export type JwtTemplatePreviewRequest = PreviewJwtTemplateData['body']
export type JwtTemplatePreview = PreviewJwtTemplateResponse

export type Email = ListEmailsResponse['data'][number]
export type EmailWithContent = GetEmailResponse

export type PlatformEvent = GetEventResponse

export type WebhookEndpoint = GetWebhookEndpointResponse
export type NewWebhookEndpoint = CreateWebhookEndpointData['body']
export type WebhookEndpointChanges = NonNullable<UpdateWebhookEndpointData['body']>
export type WebhookDelivery = ListWebhookDeliveriesResponse['data'][number]
export type WebhookDeliveryDetails = GetWebhookDeliveryResponse

export type ActionEndpoint = ListActionEndpointsResponse['data'][number]
export type ActionType = ActionEndpoint['type']
export type NewActionEndpoint = CreateActionEndpointData['body']
export type ActionEndpointSettings = UpdateActionEndpointData['body']
export type ActionExecution = ListActionExecutionsResponse['data'][number]

export type AuthenticationPolicy = GetOrganizationAuthenticationPolicyResponse
export type AuthenticationSettings = GetAuthenticationSettingsResponse
/** A zxcvbn score. The document can only say that it is a number between these. */
export type PasswordStrength = 0 | 1 | 2 | 3 | 4

/** An error's body. Parameter validation names the parameter as `field`, CORS origins as `property`. */
export interface ErrorBody {
  message?: string
  error_description?: string
  code?: string
  errors?: (
    | { code: string; message: string; field?: string }
    | { property: string; constraints: Record<string, string> }
  )[]
}
