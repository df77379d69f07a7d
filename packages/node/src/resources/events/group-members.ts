import { string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import { directoryGroup } from '../directory-sync/directory-group.ts'
import { directoryUser } from '../directory-sync/directory-user.ts'

export const groupMember = shape({
  groupId: string,
  organizationMembershipId: string,
})

/** Who came into a group or left it. */
export type GroupMemberEventData = Value<typeof groupMember>
/** `GroupMemberEventData` as the wire carries it. */
export type GroupMemberEventResponseData = Wire<typeof groupMember>

/** Who came into a group of a directory or left it. */
export const directoryGroupMember = shape({
  directoryId: string,
  user: directoryUser,
  group: directoryGroup,
})
