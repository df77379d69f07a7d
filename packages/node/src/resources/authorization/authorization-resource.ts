import { pagination } from '../../http/auto-paginatable.ts'
import { nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type ValueOf, type Wire } from '../../wire/shape.ts'

export const authorizationResource = shape({
  object: plain<'authorization_resource'>(),
  id: string,
  /** The application's own id of the resource. */
  externalId: string,
  name: string,
  description: nullable(string),
  resourceTypeSlug: string,
  organizationId: string,
  /** Roles on the parent count for this resource too. */
  parentResourceId: nullable(string),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** A thing of an organization that roles are given on: a project, a folder. */
export type AuthorizationResource = Value<typeof authorizationResource>
/** A resource as the wire carries it. */
export type AuthorizationResourceResponse = Wire<typeof authorizationResource>

/** How a request names a resource: by its id, or by its type and the application's own id of it. */
export const resourceIdentifier = shape({
  resourceId: optional(string),
  resourceExternalId: optional(string),
  resourceTypeSlug: optional(string),
})

/** A resource named by its id. */
export interface AuthorizationResourceIdentifierById {
  resourceId: string
}

/** A resource named by its type and the application's own id of it. */
export interface AuthorizationResourceIdentifierByExternalId {
  resourceExternalId: string
  resourceTypeSlug: string
}

const resourceToCreate = {
  externalId: string,
  name: string,
  description: optional(nullable(string)),
  resourceTypeSlug: string,
  organizationId: string,
}
export const createAuthorizationResourceOptions = shape({
  ...resourceToCreate,
  parentResourceId: optional(nullable(string)),
  parentResourceExternalId: optional(nullable(string)),
  parentResourceTypeSlug: optional(nullable(string)),
})
type BaseCreateAuthorizationResourceOptions = ValueOf<typeof resourceToCreate>

/** A resource to create below one that is named by its id. */
export type CreateOptionsWithParentResourceId = BaseCreateAuthorizationResourceOptions & {
  parentResourceId: string
}

/** A resource to create below one that is named by its type and the application's own id of it. */
export type CreateOptionsWithParentExternalId = BaseCreateAuthorizationResourceOptions & {
  parentResourceExternalId: string
  parentResourceTypeSlug: string
}

/** A resource to create. Below the organization itself where no parent is named. */
export type CreateAuthorizationResourceOptions =
  | BaseCreateAuthorizationResourceOptions
  | CreateOptionsWithParentResourceId
  | CreateOptionsWithParentExternalId
/** `CreateAuthorizationResourceOptions` as the wire carries it. */
export type SerializedCreateAuthorizationResourceOptions = Wire<
  typeof createAuthorizationResourceOptions
>

export const authorizationResourceChanges = shape({
  name: optional(string),
  description: optional(nullable(string)),
})
/** A resource, and what is to change about it. */
export type UpdateAuthorizationResourceOptions = Value<typeof authorizationResourceChanges> &
  AuthorizationResourceIdentifierById
/** `UpdateAuthorizationResourceOptions` as the wire carries it. */
export type SerializedUpdateAuthorizationResourceOptions = Wire<typeof authorizationResourceChanges>

/** A resource, by its organization, its type and the application's own id of it. */
export interface GetAuthorizationResourceByExternalIdOptions {
  organizationId: string
  resourceTypeSlug: string
  externalId: string
}

/** A resource by the application's own id of it, and what is to change about it. */
export type UpdateAuthorizationResourceByExternalIdOptions =
  GetAuthorizationResourceByExternalIdOptions & Value<typeof authorizationResourceChanges>

interface Deletion {
  /** Deletes all resources below it as well, and the roles on them. */
  cascadeDelete?: boolean
}

/** A resource to delete. */
export type DeleteAuthorizationResourceOptions = AuthorizationResourceIdentifierById & Deletion

/** A resource to delete, by the application's own id of it. */
export type DeleteAuthorizationResourceByExternalIdOptions =
  GetAuthorizationResourceByExternalIdOptions & Deletion

export const listAuthorizationResourcesOptions = shape({
  ...pagination,
  organizationId: optional(string),
  resourceTypeSlug: optional(string),
  parentResourceId: optional(string),
  parentResourceTypeSlug: optional(string),
  parentExternalId: optional(string),
})
/** Which resources. */
export type ListAuthorizationResourcesOptions = Value<typeof listAuthorizationResourcesOptions>
/** `ListAuthorizationResourcesOptions` as the wire carries it. */
export type SerializedListAuthorizationResourcesOptions = Wire<
  typeof listAuthorizationResourcesOptions
>
