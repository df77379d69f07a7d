import { parseArgs } from 'node:util'
import { commandHelp, commandStart } from './figures/command.ts'
import { type Contest, runContest } from './figures/contest.ts'
import type { Effort, Line } from './figures/figure.ts'
import { manyApiKeys } from './figures/many-api-keys.ts'
import { manyUsers } from './figures/many-users.ts'
import { membershipList } from './figures/membership-list.ts'
import { passwordSignIns } from './figures/password-sign-ins.ts'
import { refreshes, refreshesOfMany } from './figures/refreshes.ts'
import { runScale, type Scale } from './figures/scale.ts'
import { sdkImport } from './figures/sdk-import.ts'
import { runSessionContests, sessionContests } from './figures/session-contests.ts'
import { signInPage } from './figures/sign-in-page.ts'
import { idleMemory, start } from './figures/start.ts'
import { userReads } from './figures/user-reads.ts'
import { webhookDeliveries } from './figures/webhook-deliveries.ts'
import { withContestants } from './servers/contestants.ts'

/**
 * Measures the built server beside bare handlers that do the same work and nothing else, and the SDK
 * beside the official one. Prints one JSON line a figure on standard output; everything for people
 * goes to standard error. A bench is no test: a figure below its bar is `"met": false`, not a failure.
 */
const usage = `Usage: npm run bench -- [options] [part of a figure's name ...]

  --quick   fewer and shorter rounds: a first look, in two minutes
  --help    this text

  Figures: password-sign-ins, refreshes, refreshes-at-64-connections, user-reads, sign-in-page,
  webhook-deliveries, start, idle-memory;
  of the command: command-help, command-start;
  at scale: user-reads-at-scale, user-lists-at-scale, api-key-validations-at-scale, membership-list;
  of the SDK: session-authentications, session-authentications-of-known-tokens,
  session-authentications-of-known-cookies, session-seals, sdk-import
`

const thorough: Effort = { rounds: 7, secondsEach: 2.5, starts: 3 }
const quick: Effort = { rounds: 3, secondsEach: 1, starts: 1 }
const contests: Contest[] = [passwordSignIns, refreshes, refreshesOfMany, userReads]
const scales: Scale[] = [manyUsers, manyApiKeys, membershipList]

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, help: { type: 'boolean' } },
})
if (options.help) process.stderr.write(usage)
else await measure(options.quick ? quick : thorough)

async function measure(effort: Effort): Promise<void> {
  const isWanted = (figure: string) =>
    wanted.length === 0 || wanted.some((part) => figure.includes(part))

  if (wanted.length === 0 || wanted.includes('start')) report(await start(effort))
  if (isWanted('command-help')) report(await commandHelp(effort))
  if (isWanted('command-start')) report(await commandStart(effort))
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
  await measureSdk(effort, isWanted)
  const wantedContests = contests.filter(({ figure }) => isWanted(figure))
  const others = [
    { figure: 'sign-in-page', measure: signInPage },
    { figure: 'webhook-deliveries', measure: webhookDeliveries },
  ].filter(({ figure }) => isWanted(figure))
  if (wantedContests.length + others.length === 0) return
  await withContestants(async (contestants) => {
    for (const contest of wantedContests) {
      report(await runContest(contest, contestants, effort))
    }
    for (const other of others) report(await other.measure(contestants, effort))
  })
}

async function measureSdk(effort: Effort, isWanted: (figure: string) => boolean): Promise<void> {
  const wantedOfSessions = sessionContests.filter(({ figure }) => isWanted(figure))
  if (wantedOfSessions.length > 0) await runSessionContests(wantedOfSessions, effort, report)
  if (!isWanted('sdk-import')) return
  const line = await sdkImport(effort)
  if (line) report(line)
  else process.stderr.write('sdk-import: packages/node is not built\n')
}

function report(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
  process.stderr.write(
    `${line.figure}: ${line.met === false ? 'below its bar' : 'meets its bar'}\n`,
  )
}
