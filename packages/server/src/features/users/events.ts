import type { EventRecord } from '../events/event.ts'
import type { User } from './user.ts'
import { toWireUser } from './wire.ts'

export const userCreated = (user: User) => describe('user.created', user)
export const userUpdated = (user: User) => describe('user.updated', user)
export const userDeleted = (user: User) => describe('user.deleted', user)

function describe(event: EventRecord['event'], user: User): EventRecord {
  return { environmentId: user.environmentId, event, data: toWireUser(user) }
}
