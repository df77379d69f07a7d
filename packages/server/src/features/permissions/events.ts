import type { EventRecord } from '../events/event.ts'
import type { Permission } from './permission.ts'
import { toWirePermission } from './wire.ts'

export const permissionCreated = (permission: Permission) =>
  describe('permission.created', permission)
export const permissionUpdated = (permission: Permission) =>
  describe('permission.updated', permission)
export const permissionDeleted = (permission: Permission) =>
  describe('permission.deleted', permission)

function describe(event: EventRecord['event'], permission: Permission): EventRecord {
  return { environmentId: permission.environmentId, event, data: toWirePermission(permission) }
}
