import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { attributes, list, nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { RoleResponse } from '../roles/role.ts'
import { directoryGroup } from './directory-group.ts'

/** Custom attributes of which nothing is known. */
export type DefaultCustomAttributes = Record<string, unknown>

export const directoryUser = shape({
  object: plain<'directory_user'>(),
  id: string,
  directoryId: string,
  organizationId: nullable(string),
  rawAttributes: attributes,
  customAttributes: attributes,
  /** The user's ID in the directory. */
  idpId: string,
  firstName: nullable(string),
  email: nullable(string),
  lastName: nullable(string),
  /** `inactive` users are to be let in no more. */
  state: plain<'active' | 'inactive'>(),
  role: optional(plain<RoleResponse>()),
  roles: optional(plain<RoleResponse[]>()),
  createdAt: string,
  updatedAt: string,
})

/** A person in a directory. */
export interface DirectoryUser<
  TCustomAttributes extends object = DefaultCustomAttributes,
  // biome-ignore lint/suspicious/noExplicitAny: only the application knows its directories.
  TRawAttributes = any,
> extends Omit<Value<typeof directoryUser>, 'customAttributes' | 'rawAttributes'> {
  /** What the directory maps to attributes of the application. */
  customAttributes: TCustomAttributes
  /** Everything that the directory says of the user. */
  rawAttributes: TRawAttributes
}
/** `DirectoryUser` as the wire carries it. */
export interface DirectoryUserResponse<
  TCustomAttributes extends object = DefaultCustomAttributes,
  // biome-ignore lint/suspicious/noExplicitAny: only the application knows its directories.
  TRawAttributes = any,
> extends Omit<Wire<typeof directoryUser>, 'custom_attributes' | 'raw_attributes'> {
  custom_attributes: TCustomAttributes
  raw_attributes: TRawAttributes
}

export const directoryUserWithGroups = shape({
  ...directoryUser.fields,
  groups: list(directoryGroup),
})

/** A person in a directory, and the groups they are in. */
export type DirectoryUserWithGroups<TCustomAttributes extends object = DefaultCustomAttributes> =
  DirectoryUser<TCustomAttributes> & Pick<Value<typeof directoryUserWithGroups>, 'groups'>
/** `DirectoryUserWithGroups` as the wire carries it. */
export type DirectoryUserWithGroupsResponse<
  TCustomAttributes extends object = DefaultCustomAttributes,
> = DirectoryUserResponse<TCustomAttributes> & Pick<Wire<typeof directoryUserWithGroups>, 'groups'>

/** A user as the event of their change carries them, with what they were before. */
export const updatedEventDirectoryUser = shape({
  ...directoryUser.fields,
  previousAttributes: attributes,
})

/** Whose users are listed: a directory's or a directory group's. */
export interface ListDirectoryUsersOptions extends PaginationOptions {
  /** ID of the directory whose users are listed. */
  directory?: string
  /** ID of the directory group whose users are listed. */
  group?: string
}
