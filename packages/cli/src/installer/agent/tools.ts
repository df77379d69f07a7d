import { tool } from 'ai'
import { z } from 'zod'
import { readGuide } from '../../guides/guides.ts'
import { printableLines } from '../../terminal/table.ts'
import { patchOfFile } from '../changes/patch.ts'
import type { Task } from '../engine.ts'
import { ownInstallScripts } from '../packages/own-install-scripts.ts'
import { sdkNames } from '../packages/sdk-names.ts'
import { OutsideProject } from '../project/tree.ts'
import { endOf } from '../steps/run-program.ts'
import { type Boundaries, Closed } from './boundaries.ts'
import { isCheck } from './checks.ts'
import type { Ending } from './ending.ts'
import { isBinary, plain, withLineEndsOf } from './text-files.ts'

const mostListed = 2_000
const mostReadCharacters = 40_000
const mostFound = 60
const mostWrittenCharacters = 100_000

interface Workshop {
  task: Task
  boundaries: Boundaries
  /** Takes secrets out of a text. */
  clean: (text: string) => string
  ending: Ending
  /** As it is announced to the person. */
  model: string
  consent: Consent
}

/** What the person said, once for all rounds. Undefined until they were asked. */
export interface Consent {
  scripts?: boolean
}

/**
 * Everything that a model can do. Files of the project only, and none that hold secrets; programs
 * only by the name of a check of the project. A refusal is an answer, so that the model can go on.
 * Files are searched and edited as the model sees them: whether a guess of a secret is right is
 * not told by what is found or fits.
 */
export function createTools(workshop: Workshop) {
  const { task, boundaries, clean, ending } = workshop
  const { project, workbench, context } = task
  const { tree } = project
  // A file may hold what moves the cursor or hides a line: the person sees a diff as it is.
  const say = (text: string) => context.output.note(printableLines(text))
  const { waiting } = context.output
  const answering = answeringTo(ending)

  const textOf = (path: string): string | null => {
    const text = tree.read(path)
    if (isBinary(text)) throw new ToolRefusal(`${path} is no text in UTF-8, so it is closed.`)
    return text
  }

  const read = (path: string): string | null => {
    boundaries.refuseReading(path)
    const text = textOf(path)
    return text === null ? null : clean(plain(text, text))
  }

  const edit = (path: string, change: (text: string | null) => string): string => {
    boundaries.refuseWriting(path)
    const before = textOf(path)
    const after = withLineEndsOf(before, change(before && plain(before, before)))
    if (after.length > mostWrittenCharacters) throw new ToolRefusal(`${path} gets too large.`)
    tree.write(path, after)
    const patch = patchOfFile({ path: tree.normal(path), before, after })
    context.output.patch(printableLines(clean(patch)))
    return 'Written.'
  }

  return {
    list_files: tool({
      description: 'Lists the files of the project.',
      inputSchema: z.object({ folder: z.string().default('.') }),
      execute: answering(({ folder }) => {
        const paths = tree.list(folder).slice(0, mostListed)
        say(`  listed ${paths.length} files`)
        const lines = paths.map((path) => (boundaries.isOpen(path) ? path : `${path} (closed)`))
        return lines.join('\n') || 'No files.'
      }),
    }),

    read_file: tool({
      description: 'Reads a text file of the project.',
      inputSchema: z.object({ path: z.string(), from_line: z.number().int().min(1).default(1) }),
      execute: answering(({ path, from_line }) => {
        const text = read(path)
        if (text === null) return `There is no file ${path}.`
        say(`  read ${path}`)
        const part = text.split('\n').slice(from_line - 1)
        return part.join('\n').slice(0, mostReadCharacters)
      }),
    }),

    search: tool({
      description: 'Finds a text in the files of the project. Answers path:line: text.',
      inputSchema: z.object({ text: z.string().min(2), folder: z.string().default('.') }),
      execute: answering(({ text, folder }) => {
        const found = tree
          .list(folder)
          .filter((path) => boundaries.isOpen(path) && holds(tree.read(path), text))
          .flatMap((path) => linesWith(path, read(path) ?? '', text))
        say(`  searched for ${JSON.stringify(clean(text))}`)
        return found.slice(0, mostFound).join('\n') || 'Not found.'
      }),
    }),

    edit_file: tool({
      description: 'Replaces a text that stands exactly once in a file.',
      inputSchema: z.object({
        path: z.string(),
        old_text: z.string().min(1),
        new_text: z.string(),
      }),
      execute: answering(({ path, old_text, new_text }) =>
        edit(path, (text) => {
          if (text === null) throw new ToolRefusal(`There is no file ${path}.`)
          const wanted = plain(old_text, text)
          const count = clean(text).split(wanted).length - 1
          if (count !== 1) throw new ToolRefusal(`old_text stands ${count} times in ${path}.`)
          if (text.split(wanted).length !== 2) {
            throw new ToolRefusal(`old_text holds what was taken out of ${path}: leave that part.`)
          }
          return text.replace(wanted, () => plain(new_text, text))
        }),
      ),
    }),

    create_file: tool({
      description: 'Writes a new file. Files that are there are changed with edit_file.',
      inputSchema: z.object({ path: z.string().min(1), text: z.string() }),
      execute: answering(({ path, text }) =>
        edit(path, (present) => {
          if (present !== null) throw new ToolRefusal(`${path} is there: use edit_file.`)
          return text
        }),
      ),
    }),

    add_packages: tool({
      description: 'Installs AuthKit packages with the package manager of the project.',
      inputSchema: z.object({ names: z.array(z.enum(sdkNames)).min(1).max(6) }),
      execute: answering(async ({ names }) => {
        const own = ownInstallScripts(project)
        if (own.length > 0 && !(await mayRun(workshop, own.join(' and ')))) {
          throw new ToolRefusal(
            'The person does not want scripts to run. They are installed later.',
          )
        }
        say(`  install ${names.join(', ')}`)
        return waiting('Installing', () => workbench.addPackages(names))
      }),
    }),

    run_script: tool({
      description:
        'Runs a check of the project (build, typecheck, lint, test) by its name in package.json.',
      inputSchema: z.object({ script: z.string() }),
      execute: answering(async ({ script }, signal) => {
        if (!isCheck(project, script)) {
          throw new ToolRefusal(`${script} is no check in package.json.`)
        }
        if (!(await mayRun(workshop, project.packageManager.typed(script)))) {
          throw new ToolRefusal('The person does not want scripts to run. Go on without.')
        }
        say(`  ${project.packageManager.typed(script)}`)
        const { succeeded, output } = await waiting('Checking', () => workbench.run(script, signal))
        return `${succeeded ? 'It passes.' : 'It fails.'}\n${endOf(clean(output), 80)}`
      }),
    }),

    read_guide: tool({
      description: 'Reads one of our guides.',
      inputSchema: z.object({ name: z.string() }),
      execute: answering(({ name }) => readGuide(name) ?? `There is no guide ${name}.`),
    }),
  }
}

class ToolRefusal extends Error {}

/** A script runs what the model wrote, with the rights of the person: they say so once, if they are there. */
async function mayRun({ task, model, consent }: Workshop, what: string): Promise<boolean> {
  const { ask } = task.context
  const question = `What ${model} wrote may run now, by ${what}. Run it?`
  consent.scripts ??= ask.isPossible ? await ask.confirm(question, 'yes') : true
  return consent.scripts
}

/** A refusal becomes the tool's answer; everything else ends the run. */
function answeringTo(ending: Ending) {
  return <Input>(work: (input: Input, signal?: AbortSignal) => string | Promise<string>) =>
    async (input: Input, { abortSignal }: { abortSignal?: AbortSignal }): Promise<string> => {
      try {
        return await work(input, abortSignal)
      } catch (error) {
        const isRefusal =
          error instanceof ToolRefusal || error instanceof Closed || error instanceof OutsideProject
        if (!isRefusal) ending.failure = error
        return isRefusal ? error.message : 'This broke, and the run ends here.'
      }
    }
}

const holds = (file: string | null, text: string) => file?.includes(text) && !isBinary(file)

function linesWith(path: string, text: string, wanted: string): string[] {
  return text
    .split('\n')
    .flatMap((line, at) =>
      line.includes(wanted) ? [`${path}:${at + 1}: ${line.trim().slice(0, 200)}`] : [],
    )
}
