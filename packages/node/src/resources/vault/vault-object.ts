import { pagination } from '../../http/auto-paginatable.ts'
import {
  boolean,
  date,
  list,
  named,
  nullable,
  number,
  optional,
  orNull,
  plain,
  string,
  withDefault,
} from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { KeyContext } from './data-key.ts'

/** Who changed an object: a user of the dashboard, or an API key. */
export interface Actor {
  id: string
  name: string
}
/** `Actor` as the wire carries it. */
export type ActorResponse = Actor

export const objectMetadata = shape({
  /** What chose the key that the object is encrypted with. */
  context: plain<Record<string, string>>(),
  environmentId: string,
  id: string,
  keyId: string,
  updatedAt: date,
  updatedBy: plain<Actor>(),
  versionId: optional(withDefault(nullable(string), () => null)),
})

/** What is known of an object without decrypting it. */
export type ObjectMetadata = Value<typeof objectMetadata>
/** `ObjectMetadata` as the wire carries it. */
export type ObjectMetadataResponse = Wire<typeof objectMetadata>

export const vaultObject = shape({
  id: string,
  metadata: objectMetadata,
  name: string,
  /** In the clear. Only where the object was read. */
  value: optional(string),
})

/** A secret that the vault keeps encrypted under a name. */
export type VaultObject = Value<typeof vaultObject>
/** `VaultObject` as the wire carries it. */
export type VaultObjectResponse = Required<Wire<typeof vaultObject>>

/** Older name of `ObjectMetadataResponse`. */
export type ReadObjectMetadataResponse = Omit<ObjectMetadataResponse, 'context' | 'version_id'> & {
  context: KeyContext
  version_id: string
}
/** Older name of `VaultObjectResponse`. */
export type ReadObjectResponse = Omit<Wire<typeof vaultObject>, 'metadata'> & {
  metadata: ReadObjectMetadataResponse
}

export const objectSummary = shape({
  id: string,
  name: string,
  updatedAt: optional(withDefault(nullable(date), () => null)),
})

/** An object as lists carry it. */
export type ObjectSummary = Value<typeof objectSummary>
/** `ObjectSummary` as the wire carries it. */
export type ObjectSummaryResponse = Wire<typeof objectSummary>

export const objectVersion = shape({
  createdAt: date,
  currentVersion: boolean,
  /** Digest of the value. */
  etag: optional(withDefault(string, () => '')),
  id: string,
  /** Bytes. */
  size: optional(withDefault(number, () => 0)),
})

/** An object as it was at one time. */
export type ObjectVersion = Value<typeof objectVersion>
/** `ObjectVersion` as the wire carries it. */
export type ObjectVersionResponse = Wire<typeof objectVersion>

/** The versions come without an `object` of their own, unlike lists. */
export const objectVersions = shape({ data: list(objectVersion) })

/** The object that is read. */
export interface ReadObjectOptions {
  id: string
}

/** The name of the object that is read. */
export interface ReadObjectByNameOptions {
  name: string
}

export const createObjectOptions = shape({
  name: string,
  /** In the clear. */
  value: string,
  context: named('key_context', plain<KeyContext>()),
})
/** A secret, its name, and what chooses the key it is encrypted with. */
export type CreateObjectOptions = Value<typeof createObjectOptions>
/** `CreateObjectOptions` as the wire carries it. */
export type CreateObjectEntity = Wire<typeof createObjectOptions>

export const objectChanges = shape({
  /** In the clear. */
  value: string,
  /** The change is only made where this is still the current version. */
  versionCheck: optional(orNull(string)),
})
/** The secret that takes the place of another, and of which version. */
export type ObjectChanges = Value<typeof objectChanges>
/** `ObjectChanges` as the wire carries it. */
export type ObjectChangesResponse = Wire<typeof objectChanges>
/** The secret that takes the place of another. */
export type UpdateObjectOptions = ObjectChanges & { id: string }
/** Older name of the body that puts a secret in place of another. */
export type UpdateObjectEntity = Omit<ObjectChangesResponse, 'version_check'> & {
  version_check?: string
}

/** The object that is deleted. */
export interface DeleteVaultObjectOptions {
  id: string
  /** The object is only deleted where this is still its current version. */
  versionCheck?: string
}

export const listObjectsOptions = shape({
  ...pagination,
  /** Text in the name, or a structured search as JSON. */
  search: optional(string),
  /** Only objects that were changed later. */
  updatedAfter: optional(date),
})
/** Which objects are listed. */
export type ListObjectsOptions = Value<typeof listObjectsOptions>
