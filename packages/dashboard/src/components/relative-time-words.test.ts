import { describe, expect, test } from 'vitest'
import { relativeTimeWords } from './relative-time-words.ts'

const now = new Date('2026-08-14T12:00:00Z')
const wordsFor = (moment: string) => relativeTimeWords(new Date(moment), now)

describe('a time relative to now', () => {
  test.each([
    ['2026-08-14T12:00:00Z', 'just now'],
    ['2026-08-14T11:59:01Z', 'just now'],
    ['2026-08-14T11:59:00Z', '1 minute ago'],
    ['2026-08-14T11:00:01Z', '59 minutes ago'],
    ['2026-08-14T11:00:00Z', '1 hour ago'],
    ['2026-08-13T12:00:01Z', '23 hours ago'],
    ['2026-08-13T12:00:00Z', '1 day ago'],
    ['2026-07-14T12:00:00Z', '1 month ago'],
    ['2025-08-14T12:00:00Z', '1 year ago'],
  ])('%s is %s', (moment, words) => {
    expect(wordsFor(moment)).toBe(words)
  })

  test.each([
    ['2026-08-14T12:00:30Z', 'in a moment'],
    ['2026-08-14T12:05:00Z', 'in 5 minutes'],
    ['2027-08-14T12:00:00Z', 'in 1 year'],
  ])('%s, which is to come, is %s', (moment, words) => {
    expect(wordsFor(moment)).toBe(words)
  })
})
