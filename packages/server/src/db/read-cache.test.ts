import { describe, expect, test } from 'vitest'
import { createClock } from '../config/clock.ts'
import { createReadCache } from './read-cache.ts'

/** A read that answers when it is told to, and counts how often it was made. */
function slowRead() {
  const answers: ((value: string) => void)[] = []
  const failures: ((error: Error) => void)[] = []
  return {
    load: () =>
      new Promise<string>((resolve, reject) => {
        answers.push(resolve)
        failures.push(reject)
      }),
    get made() {
      return answers.length
    },
    answer: (index: number, value: string) => answers[index]?.(value),
    fail: (index: number) => failures[index]?.(new Error('The database is gone.')),
  }
}

describe('reads of one key', () => {
  test('at the same time are one', async () => {
    const cache = createReadCache(createClock())
    const read = slowRead()
    const both = [cache.read('key', 0, read.load), cache.read('key', 0, read.load)]
    expect(read.made).toBe(1)
    read.answer(0, 'value')
    expect(await Promise.all(both)).toEqual(['value', 'value'])
  })

  test('are made anew every time where nothing may be remembered', async () => {
    const cache = createReadCache(createClock())
    let made = 0
    const load = async () => ++made
    expect(await cache.read('key', 0, load)).toBe(1)
    expect(await cache.read('key', 0, load)).toBe(2)
  })

  test('are remembered for as long as it is said, and not longer', async () => {
    const clock = createClock()
    const cache = createReadCache(clock)
    let made = 0
    const load = async () => ++made
    expect(await cache.read('key', 60_000, load)).toBe(1)
    clock.advance(50)
    expect(await cache.read('key', 60_000, load)).toBe(1)
    clock.advance(10)
    expect(await cache.read('key', 60_000, load)).toBe(2)
  })

  test('are made anew once they are told to forget', async () => {
    const cache = createReadCache(createClock())
    let made = 0
    const load = async () => ++made
    await cache.read('key', 60_000, load)
    cache.forget('key')
    expect(await cache.read('key', 60_000, load)).toBe(2)
  })

  test('that began before a change are not remembered after it', async () => {
    const cache = createReadCache(createClock())
    const read = slowRead()
    const early = cache.read('key', 60_000, read.load)
    cache.forget('key')
    const late = cache.read('key', 60_000, read.load)
    read.answer(1, 'new')
    expect(await late).toBe('new')
    read.answer(0, 'old')
    expect(await early).toBe('old')
    expect(await cache.read('key', 60_000, read.load)).toBe('new')
  })

  test('that fail are not remembered', async () => {
    const cache = createReadCache(createClock())
    const read = slowRead()
    const first = cache.read('key', 60_000, read.load)
    read.fail(0)
    await expect(first).rejects.toThrow('The database is gone.')
    const second = cache.read('key', 60_000, read.load)
    read.answer(1, 'value')
    expect(await second).toBe('value')
  })

  test('do not meet reads of another key', async () => {
    const cache = createReadCache(createClock())
    expect(await cache.read('one', 60_000, async () => 1)).toBe(1)
    expect(await cache.read('other', 60_000, async () => 2)).toBe(2)
  })

  test('of more keys than fit are forgotten rather than kept without end', async () => {
    const cache = createReadCache(createClock())
    let made = 0
    const load = async () => ++made
    await cache.read('first', 60_000, load)
    for (let count = 0; count < 10_000; count++) await cache.read(`key ${count}`, 60_000, load)
    const before = made
    await cache.read('first', 60_000, load)
    expect(made).toBe(before + 1)
  })
})
