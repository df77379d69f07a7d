import { afterAll, vi } from 'vitest'

/** A worker runs many files, one after another: what one of them pretends ends with it. */
afterAll(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})
