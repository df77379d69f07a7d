import { string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const groupMember = shape({
  groupId: string,
  organizationMembershipId: string,
})

/** Who came into a group or left it. */
export type GroupMemberEventData = Value<typeof groupMember>
export type GroupMemberEventResponseData = Wire<typeof groupMember>
