import { createId } from '../../ids/ids.ts'
import type { ActionType } from './action-endpoint.ts'
import type { Subject } from './action-execution.ts'
import type { Origin } from './approval.ts'
import { toWireAuthenticationQuestion, toWireRegistration } from './wire.ts'

const email = 'example@example.com'
/** RFC 5737: an address of nobody. */
const from: Origin = { ipAddress: '192.0.2.1', userAgent: 'Latchkey test' }
const authenticationMethod = 'Password'

/** What an endpoint that is tried is asked about: somebody who is nobody. */
export const examples: Record<ActionType, (now: Date) => Subject> = {
  user_registration: () => {
    const userData = { email, name: 'Example User', firstName: 'Example', lastName: 'User' }
    return {
      email,
      userId: null,
      organizationId: null,
      from,
      payload: (id) => toWireRegistration(id, { userData, authenticationMethod }, from),
    }
  },
  authentication: (now) => {
    const user = exampleUser(now)
    return {
      email,
      userId: null,
      organizationId: null,
      from,
      payload: (id) => toWireAuthenticationQuestion(id, { user, authenticationMethod }, from),
    }
  },
}

const exampleUser = (now: Date) => ({
  object: 'user',
  id: createId('user', now),
  email,
  email_verified: true,
  first_name: 'Example',
  last_name: 'User',
  name: 'Example User',
  profile_picture_url: null,
  external_id: null,
  metadata: {},
  last_sign_in_at: null,
  locale: null,
  created_at: now.toISOString(),
  updated_at: now.toISOString(),
})
