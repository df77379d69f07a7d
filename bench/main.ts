import { parseArgs } from 'node:util'
import { type Contest, runContest } from './figures/contest.ts'
import type { Effort, Line } from './figures/figure.ts'
import { manyApiKeys } from './figures/many-api-keys.ts'
import { manyUsers } from './figures/many-users.ts'
import { passwordSignIns } from './figures/password-sign-ins.ts'
import { refreshes } from './figures/refreshes.ts'
import { runScale, type Scale } from './figures/scale.ts'
import { signInPage } from './figures/sign-in-page.ts'
import { idleMemory, start } from './figures/start.ts'
import { userReads } from './figures/user-reads.ts'
import { withContestants } from './servers/contestants.ts'

/**
 * Measures the built server beside bare handlers that do the same work and nothing else. Prints one
 * JSON line a figure on standard output; everything for people goes to standard error. A bench is
 * no test: a figure below its bar is `"met": false`, not a failure.
 */
const usage = `Usage: npm run bench -- [options] [part of a figure's name ...]

  --quick   fewer and shorter rounds: a first look, in two minutes
  --help    this text

  Figures: password-sign-ins, refreshes, user-reads, sign-in-page, start, idle-memory,
  user-reads-at-scale, user-lists-at-scale, api-key-validations-at-scale
`

const thorough: Effort = { rounds: 7, secondsEach: 2.5, starts: 3 }
const quick: Effort = { rounds: 3, secondsEach: 1, starts: 1 }
const contests: Contest[] = [passwordSignIns, refreshes, userReads]
const scales: Scale[] = [manyUsers, manyApiKeys]

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, help: { type: 'boolean' } },
})
if (options.help) process.stderr.write(usage)
else await measure(options.quick ? quick : thorough)

async function measure(effort: Effort): Promise<void> {
  const isWanted = (figure: string) =>
    wanted.length === 0 || wanted.some((part) => figure.includes(part))

  if (isWanted('start')) report(await start(effort))
  if (isWanted('idle-memory')) {
    const line = await idleMemory()
    if (line) report(line)
    else process.stderr.write('idle-memory: this system does not tell (no /proc)\n')
  }
  for (const scale of scales) {
    const figures = scale.figures.filter(({ figure }) => isWanted(figure))
    if (figures.length === 0) continue
    for (const line of await runScale({ ...scale, figures }, effort)) report(line)
  }
  const wantedContests = contests.filter(({ figure }) => isWanted(figure))
  if (wantedContests.length === 0 && !isWanted('sign-in-page')) return
  await withContestants(async (contestants) => {
    for (const contest of wantedContests) {
      report(await runContest(contest, contestants, effort))
    }
    if (isWanted('sign-in-page')) report(await signInPage(contestants, effort))
  })
}

function report(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
  process.stderr.write(
    `${line.figure}: ${line.met === false ? 'below its bar' : 'meets its bar'}\n`,
  )
}
