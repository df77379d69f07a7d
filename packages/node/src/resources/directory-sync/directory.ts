import { pagination } from '../../http/auto-paginatable.ts'
import { optional, plain, string } from '../../wire/fields.ts'
import { type Field, shape, type Value, type Wire } from '../../wire/shape.ts'

/** What a directory is read from. */
export type DirectoryType =
  | 'azure scim v2.0'
  | 'bamboohr'
  | 'breathe hr'
  | 'cezanne hr'
  | 'cyberark scim v2.0'
  | 'fourth hr'
  | 'gsuite directory'
  | 'generic scim v2.0'
  | 'hibob'
  | 'jump cloud scim v2.0'
  | 'okta scim v2.0'
  | 'onelogin scim v2.0'
  | 'people hr'
  | 'personio'
  | 'pingfederate scim v2.0'
  | 'rippling scim v2.0'
  | 'sftp'
  | 'sftp workday'
  | 'workday'

/** Whether a directory is followed, is being set up, or is going. */
export type DirectoryState =
  | 'active'
  | 'deleting'
  | 'inactive'
  | 'invalid_credentials'
  | 'validating'

/** The server's older words for the states of a directory. */
export type DirectoryStateResponse =
  | 'deleting'
  | 'invalid_credentials'
  | 'linked'
  | 'unlinked'
  | 'validating'

const directoryState: Field<DirectoryState, DirectoryStateResponse> = {
  read: (state) => {
    if (state === 'linked') return 'active'
    return state === 'unlinked' ? 'inactive' : state
  },
}

export const directory = shape({
  object: plain<'directory'>(),
  id: string,
  domain: string,
  externalKey: string,
  name: string,
  organizationId: optional(string),
  state: directoryState,
  type: plain<DirectoryType>(),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** The users and groups that an organization keeps elsewhere, followed as they change. */
export type Directory = Value<typeof directory>
/** `Directory` as the wire carries it. */
export type DirectoryResponse = Wire<typeof directory>

/** A domain of the organization whose directory an event is about. */
export interface EventDirectoryDomain {
  object: 'organization_domain'
  id: string
  domain: string
}

export const deletedEventDirectory = shape({
  object: plain<'directory'>(),
  id: string,
  type: plain<DirectoryType>(),
  state: plain<DirectoryState>(),
  name: string,
  organizationId: optional(string),
  createdAt: string,
  updatedAt: string,
})

export const eventDirectory = shape({
  ...deletedEventDirectory.fields,
  externalKey: string,
  domains: plain<EventDirectoryDomain[]>(),
})

/** A directory as events carry it. */
export type EventDirectory = Value<typeof eventDirectory>
/** `EventDirectory` as the wire carries it. */
export type EventDirectoryResponse = Wire<typeof eventDirectory>

export const listDirectoriesOptions = shape({
  organizationId: optional(string),
  /** Only directories with this text in their name. */
  search: optional(string),
  ...pagination,
})
/** Which directories are listed. */
export type ListDirectoriesOptions = Value<typeof listDirectoriesOptions>
/** `ListDirectoriesOptions` as the wire carries it. */
export type SerializedListDirectoriesOptions = Wire<typeof listDirectoriesOptions>
