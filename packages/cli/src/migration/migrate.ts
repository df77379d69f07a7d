import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { Context } from '../command/context.ts'
import { openCheckpoint } from './import/checkpoint.ts'
import { importPlan } from './import/import.ts'
import { createPatientPlatform } from './import/patient-platform.ts'
import { requireKeptIds } from './import/require-kept-ids.ts'
import { keepsIds, type Plan, planImport } from './plan.ts'
import type { Extract, Problem } from './tables.ts'
import { invalidRows, tellImport, tellPlan } from './tell.ts'
import { validate } from './validation/validate.ts'

interface MigrateOptions {
  folder: string
  dryRun?: boolean | undefined
  skipInvalid?: boolean | undefined
  sendPasswordResets?: boolean | undefined
  /** The platform chooses ids, also where they could be kept. */
  newIds?: boolean | undefined
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
  // What cannot even be read could not be given back: it is never left out.
  const isUnreadable = extract.problems.some(({ code }) => code === 'broken_csv')
  if (problems.length > 0 && (isUnreadable || !options.skipInvalid)) {
    throw await invalidRows(folder, problems, extract.rows.length)
  }
  const invalid = new Set(problems.map(({ row }) => row))
  const plan = planImport(
    extract.rows.filter((row) => !invalid.has(row)),
    { keepIds: !options.newIds },
  )
  if (options.dryRun) return tellPlan(context, plan, problems)
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
  if (await connection.isProduction()) {
    const question = `Import ${plan.users.length} users into production at ${connection.url}?`
    await ask.permission(question, options.yes)
  }
  const platform = createPatientPlatform(connection, environment.signal)
  if (keepsIds(plan)) await requireKeptIds(platform)
  const source = [extract.identity ?? extract.rows, options.newIds ? 'new ids' : 'kept ids']
  const purpose = digest([connection.url, connection.apiKey, ...source])
  const checkpoint = await openCheckpoint(join(folder, 'checkpoint.jsonl'), purpose)
  if (checkpoint.size > 0) output.note(`Going on where an earlier run stopped.`)
  const tallies = await importPlan(
    {
      platform,
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
  return tellImport(context, folder, tallies, problems)
}

/** The key stands for its environment. It is not written down, only what it hashes to. */
const digest = (parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
