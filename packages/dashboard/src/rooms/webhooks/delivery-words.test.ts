import { describe, expect, test } from 'vitest'
import { answerOf, durationWords, eventCountWords, isReceived, readable } from './delivery-words.ts'

const attempt = (response_status: number | null) => ({
  attempted_at: '2026-08-14T12:00:00Z',
  duration_milliseconds: 12,
  response_status,
  response_body: null,
  error: null,
})

describe('a delivery in words', () => {
  test.each([
    [200, 'HTTP 200', true],
    [299, 'HTTP 299', true],
    [301, 'HTTP 301', false],
    [500, 'HTTP 500', false],
    [null, 'No answer', false],
  ])('an answer of %s is “%s”', (status, words, received) => {
    expect(answerOf(attempt(status))).toBe(words)
    expect(isReceived(attempt(status))).toBe(received)
  })

  test('shows JSON with its structure and leaves anything else alone', () => {
    expect(readable('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect(readable('<h1>Bad gateway')).toBe('<h1>Bad gateway')
  })

  test('counts events and tells durations', () => {
    expect([0, 1, 7].map(eventCountWords)).toEqual(['No events', '1 event', '7 events'])
    expect([0, 999, 1_000, 2_449].map(durationWords)).toEqual(['0 ms', '999 ms', '1.0 s', '2.4 s'])
  })
})
