import { describe, expect, test } from 'vitest'
import { checkAnswer, countOperations } from './contract.ts'

const user = {
  object: 'user',
  id: 'user_01E4ZCR3C56J083X43JQXF3JK5',
  first_name: null,
  last_name: null,
  profile_picture_url: null,
  email: 'ada@example.com',
  email_verified: true,
  external_id: null,
  metadata: {},
  last_sign_in_at: null,
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
}
const path = `/user_management/users/${user.id}`
const check = (
  status: number,
  body: unknown,
  more: { method?: string; path?: string; headers?: Headers } = {},
) =>
  checkAnswer({
    method: 'GET',
    path,
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  })

describe('the published contract', () => {
  test('was found, with the operations of user management', () => {
    for (const count of countOperations('/user_management/')) expect(count).toBeGreaterThan(40)
  })

  test('accepts what is published', () => {
    check(200, user)
    check(404, { message: 'User not found.' })
    check(200, '', { method: 'DELETE' })
    check(201, user, { method: 'POST', path: '/user_management/users' })
  })

  test.each<[string, number, unknown, { method?: string; path?: string }?]>([
    ['a property that is missing', 200, { ...user, email: undefined }],
    ['a property of another type', 200, { ...user, email_verified: 'yes' }],
    ['a date that is none', 200, { ...user, created_at: 'yesterday' }],
    ['another object', 200, { ...user, object: 'person' }],
    ['no body', 200, ''],
    ['a body that is no JSON', 200, '<html>'],
    ['an error without words', 404, { error: 'nope' }],
    ['a status that is not published', 500, { message: 'Sorry.' }],
    ['a success that is not published', 201, user],
    ['a code that is not published', 400, { code: 'nope', message: 'Nope.' }, { method: 'PUT' }],
    ['a limit in another shape', 429, { message: 'Slow down.' }],
    ['a 401 in another shape', 401, { error: 'Unauthorized' }],
  ])('refuses %s', (_, status, body, more) => {
    expect(() => check(status, body, more)).toThrow(path.slice(0, 20))
  })

  test.each<[string, Record<string, string>]>([
    ['no id of the request', { 'content-type': 'application/json' }],
    ['another content type', { 'x-request-id': '1', 'content-type': 'text/html' }],
  ])('refuses %s', (_, headers) => {
    expect(() => check(200, user, { headers: new Headers(headers) })).toThrow(path.slice(0, 20))
  })

  test('refuses a redirect that leads nowhere', () => {
    const headers = new Headers({ 'x-request-id': '1' })
    const authorize = { path: '/user_management/authorize', headers }
    expect(() => check(302, '', authorize)).toThrow('the header location is missing')
    headers.set('location', 'https://app.example.com/callback')
    check(302, '', authorize)
  })

  test('has nothing to say about addresses of our own', () => {
    check(500, 'anything', { path: '/dashboard/api/session' })
  })

  test('tells an id from a name in the same place', () => {
    check(200, user, { path: '/user_management/users/external_id/x' })
  })
})
