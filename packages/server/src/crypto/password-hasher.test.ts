import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import { OverloadedError } from '../errors/errors.ts'
import { createPasswordHasher } from './password-hasher.ts'

const hasher = createPasswordHasher()

describe('a password hash', () => {
  test('is argon2id with the parameters that OWASP names', async () => {
    expect(await hasher.hash('correct horse')).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22,}\$[\w+/]{43}$/,
    )
  })

  test('is another one every time', async () => {
    expect(await hasher.hash('correct horse')).not.toBe(await hasher.hash('correct horse'))
  })

  test('matches its password and no other', async () => {
    const hash = await hasher.hash('correct horse')
    expect(await hasher.verify(hash, 'correct horse')).toBe(true)
    for (const other of ['', 'correct', 'Correct horse', 'correct horse ', 'correct horse\0']) {
      expect(await hasher.verify(hash, other)).toBe(false)
    }
  })

  test('counts every character of a long password', async () => {
    const long = 'x'.repeat(1_000)
    const hash = await hasher.hash(long)
    expect(await hasher.verify(hash, long)).toBe(true)
    expect(await hasher.verify(hash, `${long.slice(0, -1)}y`)).toBe(false)
  })

  test('matches its password in either Unicode form', async () => {
    const hash = await hasher.hash('Zürich'.normalize('NFD'))
    expect(await hasher.verify(hash, 'Zürich'.normalize('NFC'))).toBe(true)
  })
})

describe('without a hash', () => {
  test('nothing matches, not even the decoy that is hashed instead', async () => {
    for (const password of ['', 'x', 'a decoy that no account has']) {
      expect(await hasher.verify(null, password)).toBe(false)
    }
  })

  test('the same work is done', async () => {
    const hash = await hasher.hash('correct horse')
    const timeOf = async (known: string | null) => {
      const times: number[] = []
      for (let count = 0; count < 15; count++) {
        const before = process.cpuUsage()
        await hasher.verify(known, 'wrong horse')
        const { user, system } = process.cpuUsage(before)
        times.push(user + system)
      }
      // The least of many: what the work costs when nothing else gets in between.
      return Math.min(...times)
    }
    await timeOf(null)
    const [known, unknown] = [await timeOf(hash), await timeOf(null)]
    expect(unknown / known).toBeGreaterThan(0.5)
    expect(unknown / known).toBeLessThan(2)
  })
})

test('a hundred wait in line for the processors, and whoever comes then is asked to come back', async () => {
  const crowd = availableParallelism() + 100
  const results = await Promise.allSettled(
    Array.from({ length: crowd + 20 }, () => hasher.hash('correct horse')),
  )
  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toHaveLength(20)
  for (const { reason } of refused) {
    expect(reason).toBeInstanceOf(OverloadedError)
    expect(reason).toMatchObject({ status: 503, retryAfterSeconds: 2 })
  }
  // The line has moved on: the next one is served.
  expect(await hasher.hash('correct horse')).toContain('$argon2id$')
})

test('a hash that cannot be read fails alone and holds up nobody', async () => {
  const attempts = Array.from({ length: availableParallelism() * 3 }, () =>
    hasher.verify('no hash at all', 'x'),
  )
  for (const attempt of await Promise.allSettled(attempts)) expect(attempt.status).toBe('rejected')
  expect(await hasher.hash('correct horse')).toContain('$argon2id$')
})
