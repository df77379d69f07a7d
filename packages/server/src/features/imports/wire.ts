import { Type } from '@fastify/type-provider-typebox'
import { Formed, Moment, Nullable } from '../../http/wire-fields.ts'
import type { IdPrefix } from '../../ids/ids.ts'
import { CreateOrganizationMembershipBody } from '../organization-memberships/wire.ts'
import { CreateOrganizationBody } from '../organizations/wire.ts'
import { CreateUserBody } from '../users/wire.ts'

/** An id as it was elsewhere. Those of WorkOS have the form of ours. */
const Id = (prefix: IdPrefix) =>
  Formed(`an id that begins with ${prefix}_`, `^${prefix}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`)

const history = {
  created_at: Type.Optional(Moment),
  updated_at: Type.Optional(Moment),
}

export const ImportUserBody = Type.Object(
  {
    id: Id('user'),
    ...CreateUserBody.properties,
    locale: Type.Optional(Nullable(Type.String({ maxLength: 35 }))),
    profile_picture_url: Type.Optional(
      Nullable(Formed('an address with https://', '^https://', { maxLength: 2_048 })),
    ),
    last_sign_in_at: Type.Optional(Moment),
    ...history,
  },
  { title: 'ImportUser' },
)

export const ImportOrganizationBody = Type.Object(
  {
    id: Id('org'),
    ...CreateOrganizationBody.properties,
    stripe_customer_id: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 256 }))),
    ...history,
  },
  { title: 'ImportOrganization' },
)

export const ImportOrganizationMembershipBody = Type.Object(
  {
    id: Id('om'),
    ...CreateOrganizationMembershipBody.properties,
    // One that is pending belongs to an invitation.
    status: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('inactive')])),
    ...history,
  },
  { title: 'ImportOrganizationMembership' },
)
