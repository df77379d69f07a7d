import { createHash } from 'node:crypto'
import { join, relative, resolve } from 'node:path'
import { CommandError, exitCodes } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { openCheckpoint } from './import/checkpoint.ts'
import { importPlan, type Tallies } from './import/import.ts'
import { createPatientPlatform } from './import/patient-platform.ts'
import { type Plan, planImport } from './plan.ts'
import { type Complaint, inWords, writeReport } from './report.ts'
import type { Extract, Problem } from './tables.ts'
import { validate } from './validation/validate.ts'

export interface MigrateOptions {
  folder: string
  dryRun?: boolean | undefined
  skipInvalid?: boolean | undefined
  sendPasswordResets?: boolean | undefined
  yes?: boolean | undefined
}

/** From what a source gave to what the platform has: all rows are checked before the first is sent. */
export async function migrate(
  context: Context,
  extract: Extract,
  options: MigrateOptions,
): Promise<number> {
  const { output, environment } = context
  const folder = resolve(environment.cwd, options.folder)
  const problems = [...extract.problems, ...validate(extract.rows)]
  for (const note of extract.notes) output.note(note)
  if (problems.length > 0 && !options.skipInvalid) {
    await refuseAll(context, folder, problems, extract.rows.length)
  }
  const invalid = new Set(problems.map(({ row }) => row))
  const plan = planImport(extract.rows.filter((row) => !invalid.has(row)))
  if (options.dryRun) {
    output.success('Everything was checked. Nothing was sent.', planned(plan), lines(planned(plan)))
    return exitCodes.ok
  }
  return carryOut(context, folder, { extract, plan, problems }, options)
}

interface Checked {
  extract: Extract
  plan: Plan
  problems: Problem[]
}

async function carryOut(
  context: Context,
  folder: string,
  { extract, plan, problems }: Checked,
  options: MigrateOptions,
): Promise<number> {
  const { output, environment, ask } = context
  const connection = await context.connect()
  if (connection.isProduction) {
    const question = `Import ${plan.users.length} users into production at ${connection.url}?`
    await ask.permission(question, options.yes)
  }
  const purpose = digest([connection.url, connection.apiKey, extract.identity ?? extract.rows])
  const checkpoint = await openCheckpoint(join(folder, 'checkpoint.jsonl'), purpose)
  if (checkpoint.size > 0) output.note(`Going on where an earlier run stopped.`)
  const tallies = await importPlan(
    {
      platform: createPatientPlatform(connection, environment.signal),
      checkpoint,
      output,
      sendPasswordResets: options.sendPasswordResets ?? false,
    },
    plan,
  ).catch(async (error) => {
    await checkpoint.close()
    output.note('What is done is remembered: the same command goes on from here.')
    throw error
  })
  await checkpoint.remove()
  return tell(context, folder, tallies, problems)
}

/** The key stands for its environment. It is not written down, only what it hashes to. */
const digest = (parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

async function tell(
  { output, environment }: Context,
  folder: string,
  tallies: Tallies,
  problems: Problem[],
): Promise<number> {
  const refused = Object.values(tallies).flatMap((tally) => tally.refused)
  const complaints: Complaint[] = [...problems, ...refused]
  const files = await writeReport(join(folder, 'refused'), complaints)
  const counts = Object.fromEntries(
    Object.entries(tallies).map(([kind, tally]) => [
      kind,
      { created: tally.created, existing: tally.existing, refused: tally.refused.length },
    ]),
  )
  output.success(
    `Imported ${count(tallies.users?.created ?? 0, 'new user')}.`,
    { ...counts, refused: complaints.map(describe), report: files },
    [
      ...lines(counts),
      ...(complaints.length > 0 ? ['', ...problemLines(complaints)] : []),
      ...(files.length > 0 ? whatNext(relative(environment.cwd, join(folder, 'refused'))) : []),
    ],
  )
  return complaints.length > 0 ? exitCodes.error : exitCodes.ok
}

async function refuseAll(
  { environment }: Context,
  folder: string,
  problems: Problem[],
  rows: number,
): Promise<never> {
  const files = await writeReport(join(folder, 'refused'), problems)
  const report = relative(environment.cwd, join(folder, 'refused'))
  throw new CommandError(
    'invalid_rows',
    [`${count(problems.length, 'problem')} in ${count(rows, 'row')}. Nothing was sent.`]
      .concat(problemLines(problems))
      .join('\n'),
    {
      recovery: `Correct the files, or leave these rows out with --skip-invalid.${files.length > 0 ? ` They are in ${report}.` : ''}`,
      details: { problems: problems.map(describe), report: files },
    },
  )
}

const mostLines = 50

function problemLines(complaints: Complaint[]): string[] {
  const shown = complaints.slice(0, mostLines).map((complaint) => {
    const { row } = complaint
    return `  ${row.file}:${row.line}  ${inWords(complaint)}`
  })
  const left = complaints.length - shown.length
  return left > 0 ? [...shown, `  and ${left} more.`] : shown
}

const whatNext = (folder: string) => [
  '',
  `Refused rows are in ${folder}. Correct them, then: latchkey migrate csv ${folder}`,
]

const describe = ({ row, message, ...rest }: Complaint & { code?: string }) => ({
  file: row.file,
  line: row.line,
  column: rest.column,
  code: rest.code,
  message,
})

const planned = (plan: Plan) =>
  Object.fromEntries(Object.entries(plan).map(([kind, items]) => [snake(kind), items.length]))

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Kinds of which there are none are left out. */
function lines(counts: Record<string, number | Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([kind, value]) => {
    const numbers = typeof value === 'number' ? { '': value } : value
    const told = Object.entries(numbers).filter(([, number]) => number > 0)
    if (told.length === 0) return []
    const words = told.map(([name, number]) => `${number} ${name}`.trim()).join(', ')
    return [`  ${kind.replace('_', ' ').padEnd(16)}${words}`]
  })
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
