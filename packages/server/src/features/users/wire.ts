import { type Static, Type } from '@fastify/type-provider-typebox'
import { importedHashTypes } from '../../crypto/imported-password-hash.ts'
import {
  ExternalId,
  MetadataChanges,
  NewMetadata,
  Nullable,
  WireMetadata,
} from '../../http/wire-fields.ts'
import type { User } from './user.ts'

export const WireUser = Type.Object(
  {
    object: Type.Literal('user'),
    id: Type.String(),
    email: Type.String(),
    email_verified: Type.Boolean(),
    first_name: Nullable(Type.String()),
    last_name: Nullable(Type.String()),
    name: Nullable(Type.String()),
    profile_picture_url: Nullable(Type.String()),
    external_id: Nullable(Type.String()),
    metadata: WireMetadata,
    last_sign_in_at: Nullable(Type.String()),
    locale: Nullable(Type.String()),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'User' },
)

const Password = {
  password: Type.Optional(Nullable(Type.String())),
  password_hash: Type.Optional(Nullable(Type.String())),
  password_hash_type: Type.Optional(
    Nullable(Type.Union(importedHashTypes.map((type) => Type.Literal(type)))),
  ),
  password_salt_position: Type.Optional(
    Nullable(Type.Union([Type.Literal('prefix'), Type.Literal('suffix')])),
  ),
}

const Name = Nullable(Type.String({ maxLength: 256 }))

export const CreateUserBody = Type.Object(
  {
    email: Type.String(),
    ...Password,
    email_verified: Type.Optional(Nullable(Type.Boolean())),
    first_name: Type.Optional(Name),
    last_name: Type.Optional(Name),
    name: Type.Optional(Name),
    external_id: Type.Optional(ExternalId),
    metadata: Type.Optional(Nullable(NewMetadata)),
  },
  { title: 'CreateUser' },
)

export const UpdateUserBody = Type.Object(
  {
    email: Type.Optional(Type.String()),
    ...Password,
    email_verified: Type.Optional(Nullable(Type.Boolean())),
    first_name: Type.Optional(Name),
    last_name: Type.Optional(Name),
    name: Type.Optional(Name),
    external_id: Type.Optional(ExternalId),
    metadata: Type.Optional(Nullable(MetadataChanges)),
    locale: Type.Optional(Nullable(Type.String({ maxLength: 35 }))),
  },
  { title: 'UpdateUser' },
)

/** Null stands for "not given" where a field cannot be empty, as SDKs send it. */
export function fromWireUserFields(body: Static<typeof UpdateUserBody>) {
  return {
    password: body.password ?? undefined,
    passwordHash: body.password_hash ?? undefined,
    passwordHashType: body.password_hash_type ?? undefined,
    passwordSaltPosition: body.password_salt_position ?? undefined,
    emailVerified: body.email_verified ?? undefined,
    firstName: body.first_name,
    lastName: body.last_name,
    name: body.name,
    externalId: body.external_id,
  }
}

export function toWireUser(user: User): Static<typeof WireUser> {
  return {
    object: 'user',
    id: user.id,
    email: user.email,
    email_verified: user.emailVerified,
    first_name: user.firstName,
    last_name: user.lastName,
    name: user.name ?? (joinNames(user) || null),
    profile_picture_url: user.profilePictureUrl,
    external_id: user.externalId,
    metadata: user.metadata,
    last_sign_in_at: user.lastSignInAt?.toISOString() ?? null,
    locale: user.locale,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  }
}

const joinNames = (user: User) => [user.firstName, user.lastName].filter(Boolean).join(' ')

/** How people of other systems sign in to this account; the provider as this one operation spells it. */
export const WireIdentity = Type.Object(
  { idp_id: Type.String(), type: Type.Literal('OAuth'), provider: Type.String() },
  { title: 'UserIdentity' },
)
