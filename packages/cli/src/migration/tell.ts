import { join, relative } from 'node:path'
import { CommandError, exitCodes } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { counted } from '../terminal/counted.ts'
import type { Tallies } from './import/import.ts'
import type { Plan } from './plan.ts'
import { type Complaint, inWords, removeProblems, writeProblems, writeReport } from './report.ts'
import type { Problem } from './tables.ts'

/** What would be imported. */
export function tellPlan({ output }: Context, plan: Plan, problems: Problem[]): number {
  const planned = Object.fromEntries(
    Object.entries(plan).map(([kind, items]) => [snake(kind), items.length]),
  )
  output.success(
    'Everything was checked. Nothing was sent.',
    { ...planned, problems: problems.map(describe) },
    [...countLines(planned), ...problemLines(problems)],
  )
  return problems.length > 0 ? exitCodes.error : exitCodes.ok
}

/** What was imported, and what was left out: that is written down, to be corrected and given again. */
export async function tellImport(
  { output, environment }: Context,
  folder: string,
  tallies: Tallies,
  problems: Problem[],
): Promise<number> {
  const refused = Object.values(tallies).flatMap((tally) => tally.refused)
  const complaints: Complaint[] = [...problems, ...refused]
  const report = join(folder, 'refused')
  const files = await writeReport(report, complaints)
  await removeProblems(folder)
  const counts = Object.fromEntries(
    Object.entries(tallies).map(([kind, tally]) => [
      kind,
      { created: tally.created, existing: tally.existing, refused: tally.refused.length },
    ]),
  )
  output.success(
    `Imported ${counted(tallies.users?.created ?? 0, 'new user')}.`,
    { ...counts, refused: complaints.map(describe), report: files },
    [
      ...countLines(counts),
      ...problemLines(complaints),
      ...(files.length > 0 ? whatNext(relative(environment.cwd, report)) : []),
    ],
  )
  return complaints.length > 0 ? exitCodes.error : exitCodes.ok
}

/** Nothing was sent, and nothing that a person may have corrected is written over. */
export async function invalidRows(
  folder: string,
  problems: Problem[],
  rows: number,
): Promise<CommandError> {
  const file = await writeProblems(folder, problems)
  const [, ...lines] = problemLines(problems)
  return new CommandError(
    'invalid_rows',
    [
      `${counted(problems.length, 'problem')} in ${counted(rows, 'row')}. Nothing was sent.`,
      ...lines,
    ].join('\n'),
    {
      recovery: `Correct the files, or leave rows out with --skip-invalid. All problems are in ${file}.`,
      details: { problems: problems.map(describe), file },
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
  if (shown.length === 0) return []
  return ['', ...shown, ...(left > 0 ? [`  and ${left} more.`] : [])]
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

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Kinds of which there are none are left out. */
function countLines(counts: Record<string, number | Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([kind, value]) => {
    const numbers = typeof value === 'number' ? { '': value } : value
    const told = Object.entries(numbers).filter(([, number]) => number > 0)
    if (told.length === 0) return []
    const words = told.map(([name, number]) => `${number} ${name}`.trim()).join(', ')
    return [`  ${kind.replace('_', ' ').padEnd(16)}${words}`]
  })
}
