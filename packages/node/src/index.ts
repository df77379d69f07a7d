export { PKCE, type PKCEPair } from './pkce.ts'
export {
  type GenerateLink,
  GenerateLinkIntent,
  type GenerateLinkResponse,
  type IntentOptions,
  type IntentOptionsResponse,
  type PortalLinkResponse,
  type PortalLinkResponseWire,
  type SSOIntentOptions,
  type SSOIntentOptionsResponse,
} from './resources/admin-portal/portal-link.ts'
export type {
  ApiKey,
  CreatedApiKey,
  CreateOrganizationApiKeyOptions,
  CreateOrganizationApiKeyRequestOptions,
  ListOrganizationApiKeysOptions,
  SerializedApiKey,
  SerializedCreatedApiKey,
  SerializedCreateOrganizationApiKeyOptions,
  SerializedValidateApiKeyResponse,
  ValidateApiKeyOptions,
  ValidateApiKeyResponse,
} from './resources/api-keys/api-key.ts'
export type {
  EvaluationContext,
  EvaluationResource,
  LegacyEvaluationContext,
  TypedEvaluationContext,
} from './resources/feature-flags/evaluation.ts'
export type {
  AddFlagTargetOptions,
  FeatureFlag,
  FeatureFlagResponse,
  ListFeatureFlagsOptions,
  ListOrganizationFeatureFlagsOptions,
  ListUserFeatureFlagsOptions,
  RemoveFlagTargetOptions,
} from './resources/feature-flags/feature-flag.ts'
export type {
  FlagChange,
  FlagCustomTarget,
  FlagPollEntry,
  FlagPollResponse,
  FlagTarget,
} from './resources/feature-flags/flag-poll.ts'
export {
  FeatureFlagsRuntimeClient,
  type RuntimeClientLogger,
  type RuntimeClientOptions,
  type RuntimeClientStats,
} from './resources/feature-flags/runtime-client.ts'
export {
  type CreateItContactOptions,
  type DeleteItContactOptions,
  type InviteItContactOptions,
  type ItContact,
  ItContactIntent,
  type ItContactResponse,
  type ListItContactsOptions,
  type RevokeItContactOptions,
  type SerializedCreateItContactOptions,
  type SerializedInviteItContactOptions,
} from './resources/organizations/it-contact.ts'
export {
  type CreateOrganizationOptions,
  type CreateOrganizationRequestOptions,
  type DomainData,
  DomainDataState,
  type ListOrganizationsOptions,
  type Organization,
  type OrganizationResponse,
  type SerializedCreateOrganizationOptions,
  type SerializedUpdateOrganizationOptions,
  type UpdateOrganizationOptions,
} from './resources/organizations/organization.ts'
export type {
  CreatePasswordlessSessionOptions,
  PasswordlessSession,
  PasswordlessSessionResponse,
  SendSessionResponse,
  SerializedCreatePasswordlessSessionOptions,
} from './resources/passwordless/passwordless-session.ts'
export {
  RadarStandaloneAssessRequestAction,
  RadarStandaloneAssessRequestAuthMethod,
  type RadarStandaloneResponse,
  RadarStandaloneResponseControl,
  RadarStandaloneResponseVerdict,
  type RadarStandaloneResponseWire,
} from './resources/radar/radar-attempt.ts'
export {
  RadarListAction,
  type RadarListEntryAlreadyPresentResponse,
  type RadarListEntryAlreadyPresentResponseWire,
  RadarListType,
  RadarStandaloneResponseBlocklistType,
} from './resources/radar/radar-list.ts'
export {
  type CreateTokenOptions,
  type WidgetSessionTokenResponse,
  type WidgetSessionTokenResponseWire,
  WidgetSessionTokenScopes,
} from './resources/widgets/widget-token.ts'
export { WorkOS, WorkOS as Latchkey } from './workos.ts'
