import { describe, expect, test } from 'vitest'
import { isoOfLocalField, localFieldOf, momentsOf } from './event-range.ts'

const now = new Date('2026-08-14T12:00:00Z')

describe('the range of the log of events', () => {
  test('is everything that is kept when none is chosen', () => {
    expect(momentsOf({ from: '2026-08-01T00:00:00Z' }, now)).toEqual({})
  })

  test('ends now and begins as long ago as it says', () => {
    expect(momentsOf({ range: 'hour' }, now)).toEqual({ range_start: '2026-08-14T11:00:00.000Z' })
    expect(momentsOf({ range: 'week' }, now)).toEqual({ range_start: '2026-08-07T12:00:00.000Z' })
  })

  test('lies between moments of one’s own, of which either may be missing', () => {
    const to = '2026-08-02T00:00:00.000Z'
    expect(momentsOf({ range: 'custom', to }, now)).toEqual({ range_end: to })
  })

  test('is written in the time of the reader', () => {
    const iso = '2026-08-14T12:30:00.000Z'
    expect(isoOfLocalField(localFieldOf(iso))).toBe(iso)
    expect(localFieldOf('no moment')).toBe('')
    expect(isoOfLocalField('')).toBeUndefined()
  })
})
