import { setTimeout as sleep } from 'node:timers/promises'
import { startLatchkey } from '../servers/latchkey.ts'
import { withTemporaryFolder } from '../servers/temporary-folder.ts'
import { median, rounded } from '../statistics.ts'
import type { Effort, Line } from './figure.ts'
import { residentBytes } from './memory.ts'

const startBar = { first_ms_below: 3_000, later_ms_below: 1_000 }
const memoryBar = { server_mb_below: 150, postgres_mb_below: 60 }
const secondsUntilIdle = 5

/** The first start makes the database and every key; later ones find them. */
export async function start(effort: Effort): Promise<Line> {
  return withTemporaryFolder(async (folder) => {
    const first: number[] = []
    const later: number[] = []
    for (let round = 0; round < effort.starts; round++) {
      const fresh = `${folder}/${round}`
      for (const into of [first, later, later]) {
        const server = await startLatchkey(fresh)
        into.push(server.startMilliseconds)
        await server.stop()
      }
    }
    const latchkey = { first_ms: rounded(median(first)), later_ms: rounded(median(later)) }
    const met =
      latchkey.first_ms < startBar.first_ms_below && latchkey.later_ms < startBar.later_ms_below
    return { figure: 'start', unit: 'ms', latchkey, bar: startBar, met, starts: effort.starts * 3 }
  })
}

/** What a server occupies that was started and that nobody uses. */
export async function idleMemory(): Promise<Line | null> {
  return withTemporaryFolder(async (folder) => {
    // Most starts find a database: what only the making of one needs is not counted.
    await (await startLatchkey(folder)).stop()
    const server = await startLatchkey(folder)
    try {
      await sleep(secondsUntilIdle * 1000)
      const resident = await residentBytes(server.pid)
      if (!resident) return null
      const latchkey = {
        server_mb: rounded(resident.itself / 1e6),
        postgres_mb: rounded(resident.postgres / 1e6),
        postgres_processes: resident.postgresProcesses,
      }
      const met =
        latchkey.server_mb < memoryBar.server_mb_below &&
        latchkey.postgres_mb < memoryBar.postgres_mb_below
      return { figure: 'idle-memory', unit: 'MB (PSS)', latchkey, bar: memoryBar, met }
    } finally {
      await server.stop()
    }
  })
}
