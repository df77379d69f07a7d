import { mkdir } from 'node:fs/promises'
import type pg from 'pg'
import { startLoadGenerator } from '../load/load-generator.ts'
import type { Measured, Traffic } from '../load/traffic.ts'
import { apiKey, connectToItsDatabase, startLatchkey } from '../servers/latchkey.ts'
import { withTemporaryFolder } from '../servers/temporary-folder.ts'
import { median, rounded } from '../statistics.ts'
import { summarize } from './contest.ts'
import type { Effort, Line } from './figure.ts'

/** What must take as long among a million rows as among ten thousand. */
export interface Scale {
  seed(client: pg.Client, rows: number): Promise<void>
  figures: ScaleFigure[]
}

export interface ScaleFigure {
  figure: string
  /** What is asked of a server with so many rows. */
  traffic(rows: number): Traffic
}

const few = 10_000
const many = 1_000_000
const connections = 16
const leastRatio = 0.8

/** Two servers that differ in nothing but their rows take turns: what the machine does, it does to both. */
export async function runScale(scale: Scale, effort: Effort): Promise<Line[]> {
  return withTemporaryFolder(async (folder) => {
    const generator = startLoadGenerator()
    const servers = await Promise.all([few, many].map((rows) => startWith(scale, folder, rows)))
    try {
      const lines: Line[] = []
      for (const { figure, traffic } of scale.figures) {
        const run = ({ origin, rows }: Server, seconds: number) =>
          generator.run({
            origin,
            headers: { authorization: `Bearer ${apiKey}` },
            traffic: traffic(rows),
            connections,
            seconds,
          })
        const measured = await takeTurns(servers, run, effort)
        lines.push(compare(figure, measured, effort))
      }
      return lines
    } finally {
      generator.stop()
      await Promise.all(servers.map(({ stop }) => stop()))
    }
  })
}

type Server = Awaited<ReturnType<typeof startWith>>

async function takeTurns(
  servers: Server[],
  run: (server: Server, seconds: number) => Promise<Measured>,
  effort: Effort,
): Promise<Measured[][]> {
  for (const server of servers) await run(server, 1)
  const measured: Measured[][] = servers.map(() => [])
  for (let round = 0; round < effort.rounds; round++) {
    for (const [index, server] of servers.entries()) {
      measured[index]?.push(await run(server, effort.secondsEach))
    }
  }
  return measured
}

function compare(
  figure: string,
  [withFew = [], withMany = []]: Measured[][],
  effort: Effort,
): Line {
  const ratios = withMany.map(
    ({ answersPerSecond }, round) =>
      answersPerSecond / (withFew[round]?.answersPerSecond ?? Number.NaN),
  )
  const ratio = rounded(median(ratios))
  return {
    figure,
    unit: 'answers per second',
    rows_10_000: summarize(withFew),
    rows_1_000_000: summarize(withMany),
    ratio,
    bar: { ratio_at_least: leastRatio },
    met: ratio >= leastRatio,
    rounds: effort.rounds,
    connections,
  }
}

async function startWith(scale: Scale, folder: string, rows: number) {
  const own = `${folder}/${rows}`
  await mkdir(own)
  const { origin, stop } = await startLatchkey(own)
  const client = await connectToItsDatabase(own)
  await scale.seed(client, rows)
  await client.end()
  return { origin, rows, stop }
}
