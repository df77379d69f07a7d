import { type PaginationOptions, pagination } from '../../http/auto-paginatable.ts'
import { optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import {
  type AuthorizationResourceIdentifierByExternalId,
  type AuthorizationResourceIdentifierById,
  type GetAuthorizationResourceByExternalIdOptions,
  resourceIdentifier,
} from './authorization-resource.ts'

export const authorizationCheckOptions = shape({
  permissionSlug: string,
  ...resourceIdentifier.fields,
})
interface BaseAuthorizationCheckOptions {
  organizationMembershipId: string
  permissionSlug: string
}
/** May this membership do this on the resource with this id? */
export type AuthorizationCheckOptionsWithResourceId = BaseAuthorizationCheckOptions &
  AuthorizationResourceIdentifierById
/** May this membership do this on the resource that has this id in the application? */
export type AuthorizationCheckOptionsWithResourceExternalId = BaseAuthorizationCheckOptions &
  AuthorizationResourceIdentifierByExternalId
/** May this membership do this on this resource? */
export type AuthorizationCheckOptions =
  | AuthorizationCheckOptionsWithResourceId
  | AuthorizationCheckOptionsWithResourceExternalId
/** `AuthorizationCheckOptions` as the wire carries it. */
export type SerializedAuthorizationCheckOptions = Wire<typeof authorizationCheckOptions>

export const authorizationCheckResult = plain<{ authorized: boolean }>()
/** Whether it may. */
export type AuthorizationCheckResult = Value<typeof authorizationCheckResult>

export const listResourcesForMembershipOptions = shape({
  ...pagination,
  permissionSlug: string,
  parentResourceId: optional(string),
  parentResourceTypeSlug: optional(string),
  parentResourceExternalId: optional(string),
})
interface BaseListResourcesForMembershipOptions extends PaginationOptions {
  organizationMembershipId: string
  permissionSlug: string
}
/** Below the resource with this id, where may this membership do this? */
export interface ListResourcesForMembershipOptionsWithParentId
  extends BaseListResourcesForMembershipOptions {
  parentResourceId: string
}
/** Below the resource that has this id in the application, where may this membership do this? */
export interface ListResourcesForMembershipOptionsWithParentExternalId
  extends BaseListResourcesForMembershipOptions {
  parentResourceTypeSlug: string
  parentResourceExternalId: string
}
/** Below this resource, where may this membership do this? */
export type ListResourcesForMembershipOptions =
  | ListResourcesForMembershipOptionsWithParentId
  | ListResourcesForMembershipOptionsWithParentExternalId
/** `ListResourcesForMembershipOptions` as the wire carries it. */
export type SerializedListResourcesForMembershipOptions = Wire<
  typeof listResourcesForMembershipOptions
>

export const listMembershipsForResourceOptions = shape({
  ...pagination,
  permissionSlug: string,
  /** Only by a role on the resource itself, or also by one on what is above it. */
  assignment: optional(plain<'direct' | 'indirect'>()),
})
/** Who may do this on the resource with this id? */
export type ListMembershipsForResourceOptions = Value<typeof listMembershipsForResourceOptions> &
  AuthorizationResourceIdentifierById
/** Who may do this on the resource that has this id in the application? */
export type ListMembershipsForResourceByExternalIdOptions = Value<
  typeof listMembershipsForResourceOptions
> &
  GetAuthorizationResourceByExternalIdOptions

export const listEffectivePermissionsOptions = shape(pagination)
/** What may this membership do on the resource with this id? */
export interface ListEffectivePermissionsOptions extends PaginationOptions {
  organizationMembershipId: string
  resourceId: string
}
/** What may this membership do on the resource that has this id in the application? */
export interface ListEffectivePermissionsByExternalIdOptions extends PaginationOptions {
  organizationMembershipId: string
  resourceTypeSlug: string
  externalId: string
}
