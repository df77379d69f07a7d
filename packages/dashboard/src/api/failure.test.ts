import { describe, expect, test } from 'vitest'
import { failureOfResponse, problemAt, problemAtOnly } from './failure.ts'
import type { ErrorBody } from './types.ts'

const failure = (status: number, body: ErrorBody | null, headers: Record<string, string> = {}) =>
  failureOfResponse(new Response(null, { status, headers }), body)

describe('a refused request', () => {
  test('says what the server said, with the id of the request', () => {
    const refused = failure(409, { message: 'In use.', code: 'taken' }, { 'X-Request-ID': 'r-1' })
    expect(refused).toMatchObject({ message: 'In use.', code: 'taken', requestId: 'r-1' })
  })

  test('says what to do when the server failed, whatever the body is', () => {
    expect(failure(500, { message: 'boom' }).message).toContain('Its log has the reason')
    expect(failure(502, null).message).toContain('Its log has the reason')
  })

  test('says how long to wait when there were too many requests', () => {
    expect(failure(429, null, { 'Retry-After': '41' }).message).toContain('in 41 seconds')
    expect(failure(429, null).message).toContain('in a minute')
  })

  test('keeps the words of an OAuth error', () => {
    expect(failure(400, { error_description: 'The code has expired.' }).message).toBe(
      'The code has expired.',
    )
  })
})

describe('a problem at a field', () => {
  test('is found by the field it names, also inside another', () => {
    const refused = failure(422, {
      errors: [{ code: 'too_small', field: 'password.minimum_length', message: 'At least 8.' }],
    })
    expect(problemAt(refused, 'minimum_length')).toBe('At least 8.')
    expect(problemAt(refused, 'password')).toBeNull()
  })

  test('is found by the beginning of its code when it names none', () => {
    const refused = failure(400, {
      errors: [
        { code: 'password_too_short', message: 'Too short.' },
        { code: 'password_too_weak', message: 'Too weak.' },
        { code: 'email_not_available', message: 'Taken.' },
      ],
    })
    expect(problemAt(refused, 'password')).toBe('Too short. Too weak.')
    expect(problemAt(refused, 'email')).toBe('Taken.')
    expect(problemAt(refused, 'first_name')).toBeNull()
  })

  test('does not repeat the name that the field has on the wire', () => {
    const refused = failure(422, {
      errors: [{ code: 'name_invalid', field: 'name', message: 'name must not be empty.' }],
    })
    expect(problemAt(refused, 'name')).toBe('This must not be empty.')
  })

  test('is found in the constraints of a property', () => {
    const refused = failure(422, {
      errors: [{ property: 'origin', constraints: { isUrl: 'Not an origin.' } }],
    })
    expect(problemAt(refused, 'origin')).toBe('Not an origin.')
  })

  test('that is alone in its form gets whatever is said about the value', () => {
    const refused = failure(422, { message: "Redirect URI 'x' already exists." })
    expect(problemAt(refused, 'uri')).toBeNull()
    expect(problemAtOnly(refused, 'uri')).toBe("Redirect URI 'x' already exists.")
  })

  test('is not blamed for what is not about the value', () => {
    expect(problemAtOnly(failure(500, null), 'uri')).toBeNull()
    expect(problemAtOnly(failure(403, { message: 'No.' }), 'uri')).toBeNull()
    expect(problemAtOnly(new Error('A bug.'), 'uri')).toBeNull()
    expect(problemAtOnly(null, 'uri')).toBeNull()
  })
})
