import { describe, expect, test } from 'vitest'
import { createId, createUlid, isId, uuidOf } from './ids.ts'

describe('an id', () => {
  test('is its prefix and a ULID', () => {
    expect(createId('user', new Date())).toMatch(/^user_[0-9A-HJKMNP-TV-Z]{26}$/)
  })

  test('sorts by the moment it was made', () => {
    const moments = [0, 1, 1_700_000_000_000, 1_700_000_000_001, 1_900_000_000_000]
    const ids = moments.map((moment) => createUlid(new Date(moment)))
    expect([...ids].sort()).toEqual(ids)
  })

  test('names its moment as ULIDs do', () => {
    expect(createUlid(new Date(1_469_922_850_259)).slice(0, 10)).toBe('01ARZ3NDEK')
  })

  test('is never the same, also within one millisecond', () => {
    const now = new Date()
    const ids = Array.from({ length: 10_000 }, () => createId('user', now))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each([
    '',
    'user',
    'user_',
    'session_01ARZ3NDEKTSV4RRFFQ69G5FAV',
    'user_01ARZ3NDEKTSV4RRFFQ69G5FA',
    'user_01ARZ3NDEKTSV4RRFFQ69G5FAVX',
    'user_01arz3ndektsv4rrffq69g5fav',
    'user_01ARZ3NDEKTSV4RRFFQ69G5FAI',
    'user_01ARZ3NDEKTSV4RRFFQ69G5FA%',
    'user_01ARZ3NDEKTSV4RRFFQ69G5FA\n',
    ' user_01ARZ3NDEKTSV4RRFFQ69G5FA',
    "user_' or '1'='1' or '1'='1' --",
  ])('is not %j', (text) => {
    expect(isId('user', text)).toBe(false)
  })

  test('is a UUID of the same bits, another one for another id', () => {
    expect(uuidOf('email_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBe('01563e3a-b5d3-d676-4c61-efb99302bd5b')
    const ids = Array.from({ length: 1_000 }, () => uuidOf(createId('email', new Date())))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('is known by its shape', () => {
    expect(isId('user', createId('user', new Date()))).toBe(true)
    expect(isId('email_verification', createId('email_verification', new Date()))).toBe(true)
  })
})
