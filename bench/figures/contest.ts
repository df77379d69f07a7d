import type { Load, Measured } from '../load/traffic.ts'
import { median, percentile, rounded } from '../statistics.ts'
import type { Contestants, Effort, Line } from './figure.ts'

/** The same work for Latchkey and for the bare reference. */
export interface Contest {
  figure: string
  /** How much of the reference's rate Latchkey must reach. */
  leastRatio: number
  /** How many ask at once; as many as the others where it does not say. */
  connections?: number
  /** What is sent, made anew for each round. */
  latchkey(contestants: Contestants): Promise<Work>
  reference(contestants: Contestants): Promise<Work>
}

export type Work = Pick<Load, 'origin' | 'headers' | 'traffic'>

/**
 * Takes turns, A B A B …, and compares each round of one with the round of the other beside it:
 * whatever else the machine does meanwhile, it does to both.
 */
export async function runContest(
  contest: Contest,
  everybody: Contestants,
  effort: Effort,
): Promise<Line> {
  const { generator, connections: usual } = everybody
  const connections = contest.connections ?? usual
  const contestants = { ...everybody, connections }
  const run = async (side: 'latchkey' | 'reference', seconds: number) =>
    generator.run({ ...(await contest[side](contestants)), connections, seconds })

  for (const side of ['latchkey', 'reference'] as const) await run(side, 1)
  const latchkey: Measured[] = []
  const reference: Measured[] = []
  for (let round = 0; round < effort.rounds; round++) {
    latchkey.push(await run('latchkey', effort.secondsEach))
    reference.push(await run('reference', effort.secondsEach))
  }
  const ratios = latchkey.map(
    ({ answersPerSecond }, round) => answersPerSecond / (reference[round]?.answersPerSecond ?? 0),
  )
  const ratio = rounded(median(ratios))
  return {
    figure: contest.figure,
    unit: 'answers per second',
    latchkey: summarize(latchkey),
    reference: summarize(reference),
    ratio,
    bar: { ratio_at_least: contest.leastRatio },
    met: ratio >= contest.leastRatio,
    rounds: effort.rounds,
    connections,
  }
}

export function summarize(rounds: Measured[]) {
  const latencies = rounds.flatMap((round) => round.latenciesMilliseconds)
  return {
    rate: rounded(median(rounds.map((round) => round.answersPerSecond))),
    p50_ms: rounded(percentile(latencies, 0.5)),
    p99_ms: rounded(percentile(latencies, 0.99)),
  }
}
