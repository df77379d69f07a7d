/** Names that the published SDK has beside the ones that our own code uses, for the same shapes. */
export type {
  GetApplicationOptions as CreateApplicationClientSecretOptions,
  GetApplicationOptions as DeleteApplicationOptions,
  GetApplicationOptions as ListApplicationClientSecretsOptions,
} from './connect-application.ts'
export type { CompleteOAuth2Options as UserManagementLoginRequest } from './external-authentication.ts'
