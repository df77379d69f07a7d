import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Load, Measured } from './traffic.ts'

export interface LoadGenerator {
  run(load: Load): Promise<Measured>
  stop(): void
}

/** One process for all runs, so that neither server meets a generator that is still warming up. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(fileURLToPath(new URL('./generator.ts', import.meta.url)))
  return {
    async run(load) {
      child.send(load)
      const [answer] = (await once(child, 'message')) as [{ measured?: Measured; failure?: string }]
      if (!answer.measured) throw new Error(`${load.origin}: ${answer.failure}`)
      return answer.measured
    },
    stop: () => child.disconnect(),
  }
}
