import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WorkOS } from '../../index.ts'
import type { FlagChange } from './flag-poll.ts'
import type { FeatureFlagsRuntimeClient } from './runtime-client.ts'

const change: FlagChange = { key: 'new-billing', previous: null, current: null }
const options = { apiKey: 'sk_test_parity', fetchFn: async () => Response.json({}) }

afterEach(() => void vi.useRealTimers())

describe.each([
  ['ours', WorkOS],
  ['the official client', OfficialWorkOS],
])('%s', (_, Sdk) => {
  function emitter() {
    vi.useFakeTimers()
    const client = new Sdk(options).featureFlags.createRuntimeClient()
    client.close()
    return client as FeatureFlagsRuntimeClient
  }

  test('calls listeners in the order in which they came', () => {
    const heard: string[] = []
    const client = emitter()
      .on('change', ({ key }) => heard.push(`first ${key}`))
      .addListener('change', ({ key }) => heard.push(`second ${key}`))
    expect(client.emit('change', change)).toBe(true)
    expect(heard).toEqual(['first new-billing', 'second new-billing'])
  })

  test('calls a listener once that asked for one event', () => {
    const listener = vi.fn()
    const client = emitter().once('change', listener)
    expect(client.emit('change', change)).toBe(true)
    expect(client.emit('change', change)).toBe(false)
    expect(listener).toHaveBeenCalledExactlyOnceWith(change)
  })

  test('does not call again a listener of one event that causes it again', () => {
    const client = emitter()
    const listener = vi.fn(() => void client.emit('change', change))
    client.once('change', listener).emit('change', change)
    expect(listener).toHaveBeenCalledOnce()
  })

  test('forgets a listener wherever it was added', () => {
    const listener = vi.fn()
    const client = emitter().on('change', listener).once('change', listener).on('change', vi.fn())
    client.removeListener('change', listener).emit('change', change)
    expect(listener).not.toHaveBeenCalled()
    expect(client.listenerCount('change')).toBe(1)
  })

  test('calls who listened when the event happened, whoever comes and goes meanwhile', () => {
    const client = emitter()
    const leaving = vi.fn()
    const coming = vi.fn()
    client.on('change', () => void client.off('change', leaving).on('change', coming))
    client.on('change', leaving).emit('change', change)
    expect(leaving).toHaveBeenCalledOnce()
    expect(coming).not.toHaveBeenCalled()
  })

  test('says who listens to what', () => {
    const listener = vi.fn()
    const client = emitter().on('change', listener).once('failed', listener)
    expect(client.eventNames()).toEqual(['change', 'failed'])
    expect(client.listeners('failed')).toEqual([listener])
    client.removeAllListeners('failed')
    expect(client.eventNames()).toEqual(['change'])
    expect(client.removeAllListeners().listenerCount('change')).toBe(0)
    expect(client.listeners('change')).toEqual([])
  })

  test('throws an error that nobody listens to', () => {
    const failure = new Error('The server is away')
    expect(() => emitter().emit('error', failure)).toThrow(failure)
    expect(emitter().emit('failed', failure)).toBe(false)
    const listener = vi.fn()
    emitter().on('error', listener).emit('error', failure)
    expect(listener).toHaveBeenCalledWith(failure)
  })
})
