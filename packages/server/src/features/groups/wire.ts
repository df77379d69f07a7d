import { type Static, Type } from '@fastify/type-provider-typebox'
import { Description, Nullable } from '../../http/wire-fields.ts'
import type { Group } from './group.ts'

export const WireGroup = Type.Object(
  {
    object: Type.Literal('group'),
    id: Type.String(),
    organization_id: Type.String(),
    name: Type.String(),
    description: Nullable(Type.String()),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'Group' },
)

const Name = Type.String({ minLength: 1, maxLength: 256 })

export const CreateGroupBody = Type.Object(
  { name: Name, description: Type.Optional(Description) },
  { title: 'CreateGroup' },
)

export const UpdateGroupBody = Type.Object(
  { name: Type.Optional(Name), description: Type.Optional(Description) },
  { title: 'UpdateGroup' },
)

export const AddGroupMemberBody = Type.Object(
  { organization_membership_id: Type.String() },
  { title: 'AddGroupMember' },
)

export const toWireGroup = (group: Group): Static<typeof WireGroup> => ({
  object: 'group',
  id: group.id,
  organization_id: group.organizationId,
  name: group.name,
  description: group.description,
  created_at: group.createdAt.toISOString(),
  updated_at: group.updatedAt.toISOString(),
})
