import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Connection } from '../../packages/server/src/db/embedded-postgres/access.ts'

export interface RunningReference {
  origin: string
  connectToItsDatabase(): Promise<pg.Client>
  stop(): Promise<void>
}

/** The bare handlers in a process of their own, with a PostgreSQL and a data folder of their own. */
export async function startReference(folder: string): Promise<RunningReference> {
  const program = fileURLToPath(new URL('../references/main.ts', import.meta.url))
  const child = fork(program, [folder])
  const [ready] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('The reference ended before it was ready.')
    }),
  ])) as [{ origin: string; connection: Connection }]
  return {
    origin: ready.origin,
    async connectToItsDatabase() {
      const client = new pg.Client(ready.connection)
      await client.connect()
      return client
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
