import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { attributes, nullable, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const directoryGroup = shape({
  id: string,
  /** The group's ID in the directory. */
  idpId: string,
  directoryId: string,
  organizationId: nullable(string),
  name: string,
  createdAt: string,
  updatedAt: string,
  /** Everything that the directory says of the group. */
  rawAttributes: attributes,
})

/** A group of a directory. */
export type DirectoryGroup = Value<typeof directoryGroup>
/** `DirectoryGroup` as the wire carries it. */
export type DirectoryGroupResponse = Wire<typeof directoryGroup>

/** A group as the event of its change carries it, with what it was before. */
export const updatedEventDirectoryGroup = shape({
  ...directoryGroup.fields,
  previousAttributes: attributes,
})

/** Whose groups are listed: a directory's or a directory user's. */
export interface ListDirectoryGroupsOptions extends PaginationOptions {
  /** ID of the directory whose groups are listed. */
  directory?: string
  /** ID of the directory user whose groups are listed. */
  user?: string
}
