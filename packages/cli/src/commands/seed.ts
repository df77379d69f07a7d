import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineCommand } from '../command/command.ts'
import { CommandError, usageError } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import {
  applyConfiguration,
  readConfiguration,
  tellChanges,
} from '../configuration/configuration.ts'
import { sampleSeed } from '../configuration/sample.ts'
import { readSeeded, removeSeeded, writeSeeded } from '../configuration/seeded.ts'
import type { Connection } from '../connection/connection.ts'
import { writeWhole } from '../installer/changes/files.ts'

const defaultFile = 'latchkey.seed.yaml'

export const command = defineCommand({
  description: `The file is written as latchkey.config.yaml is. What is there already stays, and what the seed
made is remembered in .latchkey, so that --clean takes that away and nothing else. Not for production.`,
  examples: [
    ['latchkey seed --init', `Writes ${defaultFile}, to begin with`],
    ['latchkey seed', 'Makes what it names'],
    ['latchkey seed --clean', 'Takes it away again'],
  ],
  options: {
    file: { type: 'string', default: defaultFile, summary: 'What to make' },
    init: { type: 'boolean', summary: 'Write a sample of that file' },
    clean: { type: 'boolean', summary: 'Take away what seeds of this folder made' },
  },
  connects: true,
  async run(context, { file, init, clean }) {
    if (init && clean)
      throw usageError('--init and --clean are two different things.', 'Leave one of them out.')
    if (init) return writeSample(context, file)
    const connection = await context.connect()
    if (await connection.isProduction()) throw productionRefused()
    return clean ? takeAway(context, connection) : make(context, connection, file)
  },
})

async function writeSample({ environment, output }: Context, file: string): Promise<undefined> {
  const path = resolve(environment.cwd, file)
  if (existsSync(path)) {
    throw new CommandError('file_exists', `${file} is there already.`, {
      recovery: 'Name another with --file.',
    })
  }
  writeWhole(path, sampleSeed)
  output.success(`Wrote ${file}.`, { file }, ['latchkey seed makes what it names.'])
}

async function make(
  { environment, output }: Context,
  connection: Connection,
  file: string,
): Promise<undefined> {
  const text = await readConfiguration(environment, file, 'latchkey seed --init writes a sample.')
  const before = await readSeeded(environment)
  if (before && before.url !== connection.url) throw otherPlatform(before.url)
  const planned = await applyConfiguration(connection, text, { dryRun: true })
  const added = planned
    .filter(({ change }) => change === 'create')
    .map(({ kind, key }) => ({ kind, key }))
  const earlier = before?.made ?? []
  // Noted first: whatever ends this process, --clean knows of everything.
  await writeSeeded(environment, { url: connection.url, made: [...earlier, ...added] })
  const changes = await applyConfiguration(connection, text)
  const message = changes.length === 0 ? 'Everything is there already.' : `Made what ${file} names.`
  tellChanges(output, message, changes)
}

async function takeAway(
  { environment, output }: Context,
  connection: Connection,
): Promise<undefined> {
  const seeded = await readSeeded(environment)
  if (!seeded) {
    output.success('No seed of this folder made anything.', { removed: [], kept: [] })
    return
  }
  if (seeded.url !== connection.url) throw otherPlatform(seeded.url)
  const removed: typeof seeded.made = []
  const kept: typeof seeded.made = []
  // The other way round: members before the roles that they have.
  for (const one of [...seeded.made].reverse()) {
    const isGone = await removeSeeded(connection, one)
    ;(isGone ? removed : kept).push(one)
  }
  await writeSeeded(environment, { ...seeded, made: [] })
  const nameOf = ({ kind, key }: (typeof kept)[number]) => `${kind} ${key}`.trim()
  // What belongs to a person or an organization went with them.
  const left = kept.filter(({ key }) => !key.includes(' of '))
  output.success(
    `Took away what seeds made: ${removed.length} things.`,
    { removed, kept: left },
    left.map((one) => `  stays: ${nameOf(one)}. The dashboard can delete it.`),
  )
}

const productionRefused = () =>
  new CommandError('production_refused', 'This key is of production, and seeds are for tests.', {
    recovery: 'Use a key of Staging. latchkey config apply declares what production is to have.',
  })

const otherPlatform = (url: string) =>
  new CommandError('other_platform', `The seed of this folder was made at ${url}.`, {
    recovery: `Clean it there first: latchkey seed --clean --url ${url}`,
  })
