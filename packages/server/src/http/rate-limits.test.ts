import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { atOnce } from '../../test/at-once.ts'
import { openTestDatabase } from '../../test/open-database.ts'
import { addSeconds } from '../config/clock.ts'
import { RateLimitError } from '../errors/errors.ts'
import { countAttempt, forgetAttempts, removeCounters, removeEndedCounters } from './rate-limits.ts'

const rule = { name: 'tests', limit: 3, windowSeconds: 60 }
const now = new Date('2026-01-01T00:00:00Z')
let database: Awaited<ReturnType<typeof openTestDatabase>>

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database?.close())

const attempt = async (subject: string, seconds = 0, environment = 'one', of = rule) => {
  try {
    await countAttempt(database.db, of, environment, subject, addSeconds(now, seconds))
    return 'allowed'
  } catch (error) {
    if (!(error instanceof RateLimitError)) throw error
    return error.retryAfterSeconds
  }
}

describe('a limit', () => {
  test('allows as many as it says, and then tells how long to wait', async () => {
    for (const _ of [1, 2, 3]) expect(await attempt('counted', 10)).toBe('allowed')
    expect(await attempt('counted', 10)).toBe(60)
    expect(await attempt('counted', 45)).toBe(25)
    expect(await attempt('counted', 69.5)).toBe(1)
  })

  test('begins anew when its window ends', async () => {
    for (const _ of [1, 2, 3, 4]) await attempt('anew')
    expect(await attempt('anew', 59)).toBe(1)
    for (const _ of [1, 2, 3]) expect(await attempt('anew', 60)).toBe('allowed')
    expect(await attempt('anew', 60)).toBe(60)
  })

  test('is not put off by attempts that it refuses', async () => {
    for (let seconds = 0; seconds < 60; seconds += 5) await attempt('patient', seconds)
    expect(await attempt('patient', 60)).toBe('allowed')
  })

  test('counts every subject, every rule and every environment on its own', async () => {
    for (const _ of [1, 2, 3, 4]) await attempt('full')
    expect(await attempt('full')).toBe(60)
    expect(await attempt('other')).toBe('allowed')
    expect(await attempt('full', 0, 'two')).toBe('allowed')
    expect(await attempt('full', 0, 'one', { ...rule, name: 'others' })).toBe('allowed')
  })

  test('is forgotten after a success', async () => {
    for (const _ of [1, 2, 3]) await attempt('known')
    await forgetAttempts(database.db, rule, 'one', 'known')
    expect(await attempt('known')).toBe('allowed')
  })

  test('asked fifty times at once allows three', async () => {
    const answers = await atOnce(() => attempt('crowd'))
    expect(answers.filter((answer) => answer === 'allowed')).toHaveLength(3)
  })

  test('keeps no list of whom it counts', async () => {
    await attempt('ada@example.com')
    const rows = await database.db.selectFrom('rate_limit_counters').selectAll().execute()
    expect(rows.map((row) => row.subject_hash.toString('latin1')).join()).not.toContain('ada')
  })

  test('leaves nothing behind when its windows have ended, or its environment is emptied', async () => {
    await attempt('old', -3_600, 'three')
    await attempt('young', 0, 'three')
    await removeEndedCounters(database.db, addSeconds(now, -60))
    const left = async () =>
      (
        await database.db
          .selectFrom('rate_limit_counters')
          .select('count')
          .where('environment_id', '=', 'three')
          .execute()
      ).length
    expect(await left()).toBe(1)
    await removeCounters(database.db, 'three')
    expect(await left()).toBe(0)
  })
})
