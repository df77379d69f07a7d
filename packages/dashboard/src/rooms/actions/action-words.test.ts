import { describe, expect, test } from 'vitest'
import type { ActionExecution } from '../../api/types.ts'
import { isActionType, outcomeOf } from './action-words.ts'

const execution = (verdict: 'allow' | 'deny', error: string | null) =>
  ({ verdict, error }) as ActionExecution

describe('an action in words', () => {
  test.each([
    ['allow', null, 'Allowed', 'green'],
    ['deny', null, 'Denied', 'red'],
    ['allow', 'Nothing answers at its address.', 'No answer, allowed', 'orange'],
    ['deny', 'Nothing answers at its address.', 'No answer, denied', 'orange'],
  ] as const)('%s, with the error %s, is “%s”', (verdict, error, name, color) => {
    expect(outcomeOf(execution(verdict, error))).toEqual({ name, color })
  })

  test('has one of the types that there are', () => {
    expect(isActionType('authentication')).toBe(true)
    expect(isActionType('toString')).toBe(false)
  })
})
