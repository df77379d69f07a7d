import { type PaginationOptions, pagination } from '../../http/auto-paginatable.ts'
import {
  boolean,
  date,
  list,
  nullable,
  optional,
  orNull,
  plain,
  string,
  variants,
} from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

const redirectUri = shape({ uri: string, default: boolean })

/** Where people come back to after they signed in, and whether it is meant when nothing is said. */
export type ConnectApplicationRedirectUri = Value<typeof redirectUri>
/** `ConnectApplicationRedirectUri` as the wire carries it. */
export type ConnectApplicationRedirectUriResponse = Wire<typeof redirectUri>

const everyApplication = {
  object: plain<'connect_application'>(),
  id: string,
  clientId: string,
  description: nullable(string),
  name: string,
  scopes: list(string),
  createdAt: date,
  updatedAt: date,
}

const oauthApplication = shape({
  ...everyApplication,
  applicationType: plain<'oauth'>(),
  redirectUris: list(redirectUri),
  usesPkce: boolean,
  isFirstParty: boolean,
  /** Whether the application registered itself (RFC 7591). */
  wasDynamicallyRegistered: optional(boolean),
  organizationId: optional(string),
})

/** An application that signs people in. */
export type ConnectApplicationOAuth = Value<typeof oauthApplication>
/** `ConnectApplicationOAuth` as the wire carries it. */
export type ConnectApplicationOAuthResponse = Wire<typeof oauthApplication>

const m2mApplication = shape({
  ...everyApplication,
  applicationType: plain<'m2m'>(),
  organizationId: string,
})

/** A machine that acts for an organization. */
export type ConnectApplicationM2M = Value<typeof m2mApplication>
/** `ConnectApplicationM2M` as the wire carries it. */
export type ConnectApplicationM2MResponse = Wire<typeof m2mApplication>

export const connectApplication = variants('application_type', {
  oauth: oauthApplication,
  m2m: m2mApplication,
})

/** An application of somebody else that uses AuthKit as its authorization server. */
export type ConnectApplication = Value<typeof connectApplication>
/** `ConnectApplication` as the wire carries it. */
export type ConnectApplicationResponse = Wire<typeof connectApplication>

/** Which applications are listed. */
export interface ListApplicationsOptions extends PaginationOptions {
  organizationId?: string
}
export const listApplicationsOptions = shape({ ...pagination, organizationId: optional(string) })

const redirectUriInput = shape({ uri: string, default: optional(orNull(boolean)) })

/** A redirect URI, and whether it is meant when a request names none. */
export type RedirectUriInput = Value<typeof redirectUriInput>
/** `RedirectUriInput` as the wire carries it. */
export type RedirectUriInputResponse = Wire<typeof redirectUriInput>

const described = {
  description: optional(orNull(string)),
  scopes: optional(orNull(list(string))),
}

const createOAuthApplication = shape({
  ...described,
  name: string,
  applicationType: plain<'oauth'>(),
  redirectUris: optional(orNull(list(redirectUriInput))),
  usesPkce: optional(orNull(boolean)),
  isFirstParty: boolean,
  /** Required unless it is a first-party application. */
  organizationId: optional(orNull(string)),
})

/** An application to be that signs people in. */
export type CreateOAuthApplication = Value<typeof createOAuthApplication>
/** `CreateOAuthApplication` as the wire carries it. */
export type CreateOAuthApplicationResponse = Wire<typeof createOAuthApplication>

const createM2MApplication = shape({
  ...described,
  name: string,
  applicationType: plain<'m2m'>(),
  organizationId: string,
})

/** An application to be that is a machine. */
export type CreateM2MApplication = Value<typeof createM2MApplication>
/** `CreateM2MApplication` as the wire carries it. */
export type CreateM2MApplicationResponse = Wire<typeof createM2MApplication>

export const createApplicationOptions = variants('applicationType', {
  oauth: createOAuthApplication,
  m2m: createM2MApplication,
})

/** An application to be, of either type. */
export type CreateApplicationOptions = Value<typeof createApplicationOptions>

export const applicationChanges = shape({
  name: optional(string),
  description: optional(nullable(string)),
  scopes: optional(nullable(list(string))),
  redirectUris: optional(nullable(list(redirectUriInput))),
})

/** What is to change about an application. */
export type UpdateOAuthApplication = Value<typeof applicationChanges>
/** `UpdateOAuthApplication` as the wire carries it. */
export type UpdateOAuthApplicationResponse = Wire<typeof applicationChanges>

/** An application, and what is to change about it. */
export type UpdateApplicationOptions = UpdateOAuthApplication & GetApplicationOptions

/** Names one application. */
export interface GetApplicationOptions {
  /** ID or client ID. */
  id: string
}
