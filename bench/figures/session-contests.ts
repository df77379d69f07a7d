import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Measured, Order, Side, Task } from '../sessions/contestant.ts'
import { median, rounded } from '../statistics.ts'
import type { Effort, Line } from './figure.ts'

/** The same cookies, authenticated and sealed by both SDKs. */
export interface SessionContest {
  figure: string
  task: Task
  unit: string
  leastRatio: number
}

export const sessionContests: SessionContest[] = [
  {
    figure: 'session-authentications',
    task: 'nothing-known',
    unit: 'authentications per second, nothing remembered',
    leastRatio: 5,
  },
  {
    figure: 'session-authentications-of-known-tokens',
    task: 'token-known',
    unit: 'authentications per second, the token remembered and the cookie not',
    leastRatio: 10,
  },
  {
    figure: 'session-authentications-of-known-cookies',
    task: 'cookie-known',
    unit: 'authentications per second, the cookie remembered',
    leastRatio: 50,
  },
  { figure: 'session-seals', task: 'seal', unit: 'seals per second', leastRatio: 10 },
]

const concurrencies = [1, 2, 4, 8, 16, 32, 64]

/** Both SDKs in turns, each at the concurrency that suits it best. */
export async function runSessionContests(
  contests: SessionContest[],
  effort: Effort,
  report: (line: Line) => void,
): Promise<void> {
  const latchkey = await startContestant('latchkey')
  const official = await startContestant('official')
  try {
    for (const contest of contests)
      report(await runSessionContest(contest, latchkey, official, effort))
  } finally {
    latchkey.stop()
    official.stop()
  }
}

async function runSessionContest(
  { figure, task, unit, leastRatio }: SessionContest,
  latchkey: Contestant,
  official: Contestant,
  { rounds, secondsEach: seconds }: Effort,
): Promise<Line> {
  const best = {
    latchkey: await bestConcurrency(latchkey, task),
    official: await bestConcurrency(official, task),
  }
  const measured = { latchkey: [] as Measured[], official: [] as Measured[] }
  for (let round = 0; round < rounds; round++) {
    for (const contestant of [latchkey, official]) {
      const { side } = contestant
      measured[side].push(await contestant.run({ task, concurrency: best[side], seconds }))
    }
  }
  const ratios = measured.latchkey.map(
    ({ perSecond }, round) => perSecond / (measured.official[round]?.perSecond ?? 0),
  )
  const ratio = rounded(median(ratios))
  return {
    figure,
    unit,
    latchkey: summarize(measured.latchkey, best.latchkey),
    reference: { sdk: '@workos-inc/node', ...summarize(measured.official, best.official) },
    ratio,
    bar: { ratio_at_least: leastRatio },
    met: ratio >= leastRatio,
    rounds,
    cookie_bytes: latchkey.cookieBytes,
  }
}

function summarize(rounds: Measured[], concurrency: number) {
  return {
    rate: rounded(median(rounds.map(({ perSecond }) => perSecond))),
    cpu_us_each: rounded(median(rounds.map(({ cpuMicrosecondsEach }) => cpuMicrosecondsEach))),
    concurrency,
  }
}

/** Found while both warm up. */
async function bestConcurrency(contestant: Contestant, task: Task) {
  let best = { concurrency: 1, perSecond: 0 }
  for (const concurrency of concurrencies) {
    const { perSecond } = await contestant.run({ task, concurrency, seconds: 0.3 })
    if (perSecond > best.perSecond) best = { concurrency, perSecond }
  }
  return best.concurrency
}

interface Contestant {
  side: Side
  cookieBytes: number
  run(order: Order): Promise<Measured>
  stop(): void
}

async function startContestant(side: Side): Promise<Contestant> {
  const program = fileURLToPath(new URL('../sessions/contestant.ts', import.meta.url))
  const child = fork(program, [side])
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The SDK of ${side} ended before it was measured.`)
  })
  // Nobody waits for the end while nothing is asked.
  ended.catch(() => {})
  const answer = async () => {
    const [message] = await Promise.race([once(child, 'message'), ended])
    return message
  }
  const { cookieBytes } = await answer()
  return {
    side,
    cookieBytes,
    async run(order) {
      child.send(order)
      const { measured, failure } = await answer()
      if (!measured) throw new Error(`${side}: ${failure}`)
      return measured
    },
    stop: () => child.disconnect(),
  }
}
