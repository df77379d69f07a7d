import { describe, expect, test } from 'vitest'
import { actorOf, subjectOf, thingsOf } from './event-words.ts'

describe('an event in words', () => {
  test.each([
    [{ object: 'user', id: 'user_1', email: 'ada@example.com', name: 'Ada' }, 'ada@example.com'],
    [{ object: 'organization', id: 'org_1', name: 'Acme Inc.' }, 'Acme Inc.'],
    [{ object: 'role', slug: 'admin' }, 'admin'],
    [{ object: 'session', id: 'session_1', user_id: 'user_1' }, 'user_1'],
    [{ object: 'thing', name: '', id: 'thing_1' }, 'thing_1'],
    [{ reason: 'expired', organization_domain: { domain: 'acme.com' } }, 'acme.com'],
    [{ roles: ['admin'], reason: null }, ''],
  ])('names what %j is about: %s', (data, words) => {
    expect(subjectOf({ data })).toBe(words)
  })

  test('leads to the pages of the user and of the organization that it is about', () => {
    expect(thingsOf({ data: { object: 'user', id: 'user_1' } })).toEqual({
      userId: 'user_1',
      organizationId: null,
    })
    const data = { object: 'organization_membership', user_id: 'user_1', organization_id: 'org_1' }
    expect(thingsOf({ data })).toEqual({ userId: 'user_1', organizationId: 'org_1' })
    expect(thingsOf({ data: { object: 'role', id: 'role_1', organization_id: null } })).toEqual({
      userId: null,
      organizationId: null,
    })
  })

  test('leads also to what is told inside of the event', () => {
    const data = { reason: 'expired', organization_domain: { id: 'd', organization_id: 'org_1' } }
    expect(thingsOf({ data })).toEqual({ userId: null, organizationId: 'org_1' })
  })

  test('says who did it where that is known', () => {
    const actor = { id: 'user_1', source: 'dashboard', name: 'owner@example.com' }
    expect(actorOf({ context: { actor } })).toBe('owner@example.com, in the dashboard')
    expect(actorOf({ context: { actor: { id: 'api_key_1', source: 'api', name: null } } })).toBe(
      'api_key_1, with the API',
    )
    expect(actorOf({ context: {} })).toBeNull()
  })
})
