import { describe, expect, test } from 'vitest'
import { durationOf, secondsOf } from './duration.ts'

describe('a length of time', () => {
  test.each([
    [300, { amount: 5, unit: 'minutes' }],
    [3600, { amount: 1, unit: 'hours' }],
    [90_000, { amount: 25, unit: 'hours' }],
    [86_400, { amount: 1, unit: 'days' }],
    [31_536_000, { amount: 365, unit: 'days' }],
    [90, { amount: 1.5, unit: 'minutes' }],
    [0, { amount: 0, unit: 'minutes' }],
  ] as const)('of %i seconds is shown in the largest unit without a fraction', (seconds, shown) => {
    expect(durationOf(seconds)).toEqual(shown)
    expect(secondsOf(shown)).toBe(seconds)
  })

  test('is whole seconds, however it was typed', () => {
    expect(secondsOf({ amount: 0.333, unit: 'minutes' })).toBe(20)
  })
})
