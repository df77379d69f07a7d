import { tool } from 'ai'
import { z } from 'zod'
import { readGuide } from '../../guides/guides.ts'
import { patchOfFile } from '../changes/patch.ts'
import type { Workbench } from '../engine.ts'
import type { Project } from '../project/project.ts'
import { OutsideProject } from '../project/tree.ts'
import { endOf } from '../steps/run-program.ts'
import { PACKAGES } from './answer.ts'
import { isSecretFile, withoutSecrets } from './secrets.ts'

const READ_AT_MOST_CHARACTERS = 40_000
const FOUND_AT_MOST = 60
/** What a model may run, when the project's package.json has it. */
const SCRIPTS = /^(?:build|typecheck|type-check|check|check-types|lint|test|tsc)$/

export interface Workshop {
  project: Project
  workbench: Workbench
  /** Values that must not leave the machine. */
  secrets: ReadonlySet<string>
  /** Shows the person what is edited. */
  show: (text: string) => void
}

/**
 * Everything that the model can do. Files of the project only, and none that hold secrets; programs
 * only by the name of a script of the project. A refusal is an answer, so that the model can go on.
 */
export function createTools({ project, workbench, secrets, show }: Workshop) {
  const { tree } = project
  const clean = (text: string) => withoutSecrets(text, secrets)

  const edit = (path: string, change: (text: string | null) => string): string => {
    refuseSecret(path)
    const before = tree.read(path)
    const after = change(before)
    tree.write(path, after)
    show(clean(patchOfFile({ path, before, after })))
    return 'Written.'
  }

  return {
    list_files: tool({
      description: 'Lists the files of the project.',
      inputSchema: z.object({ folder: z.string().default('.') }),
      execute: answering(
        ({ folder }) => tree.list(folder).slice(0, 2_000).join('\n') || 'No files.',
      ),
    }),

    read_file: tool({
      description: 'Reads a text file of the project.',
      inputSchema: z.object({ path: z.string(), from_line: z.number().int().min(1).default(1) }),
      execute: answering(({ path, from_line }) => {
        refuseSecret(path)
        const text = tree.read(path)
        if (text === null) return `There is no file ${path}.`
        const part = text
          .split('\n')
          .slice(from_line - 1)
          .join('\n')
        return clean(part.slice(0, READ_AT_MOST_CHARACTERS))
      }),
    }),

    search: tool({
      description: 'Finds a text in the files of the project. Answers path:line: text.',
      inputSchema: z.object({ text: z.string().min(2), folder: z.string().default('.') }),
      execute: answering(({ text, folder }) => {
        const found = tree
          .list(folder)
          .filter((path) => !isSecretFile(path))
          .flatMap((path) => linesWith(path, tree.read(path) ?? '', text))
        return clean(found.slice(0, FOUND_AT_MOST).join('\n')) || 'Not found.'
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
          const count = text.split(old_text).length - 1
          if (count !== 1) throw new ToolRefusal(`old_text stands ${count} times in ${path}.`)
          return text.replace(old_text, () => new_text)
        }),
      ),
    }),

    create_file: tool({
      description: 'Writes a new file. Files that are there are changed with edit_file.',
      inputSchema: z.object({ path: z.string(), text: z.string() }),
      execute: answering(({ path, text }) =>
        edit(path, (present) => {
          if (present !== null) throw new ToolRefusal(`${path} is there: use edit_file.`)
          return text
        }),
      ),
    }),

    add_packages: tool({
      description: 'Installs AuthKit packages with the package manager of the project.',
      inputSchema: z.object({ names: z.array(z.enum(PACKAGES)).min(1).max(6) }),
      execute: answering(async ({ names }) => clean(await workbench.addPackages(names))),
    }),

    run_script: tool({
      description:
        'Runs a check of the project (build, typecheck, lint, test) by its name in package.json.',
      inputSchema: z.object({ script: z.string() }),
      execute: answering(async ({ script }) => {
        if (!SCRIPTS.test(script) || !Object.hasOwn(project.packageJson.scripts ?? {}, script)) {
          throw new ToolRefusal(`${script} is no check in package.json.`)
        }
        const { succeeded, output } = await workbench.run(script)
        return `${succeeded ? 'It passes.' : 'It fails.'}\n${clean(endOf(output, 80))}`
      }),
    }),

    read_guide: tool({
      description: 'Reads one of our guides, such as express, nextjs, sessions.',
      inputSchema: z.object({ name: z.string() }),
      execute: answering(({ name }) => readGuide(name) ?? `There is no guide ${name}.`),
    }),
  }
}

class ToolRefusal extends Error {}

function refuseSecret(path: string): void {
  if (isSecretFile(path)) {
    throw new ToolRefusal(`${path} may hold secrets: it is neither read nor written here.`)
  }
}

/** A refusal becomes the tool's answer; everything else ends the run. */
function answering<Input>(work: (input: Input) => string | Promise<string>) {
  return async (input: Input): Promise<string> => {
    try {
      return await work(input)
    } catch (error) {
      if (error instanceof ToolRefusal || error instanceof OutsideProject) return error.message
      throw error
    }
  }
}

function linesWith(path: string, text: string, wanted: string): string[] {
  return text
    .split('\n')
    .flatMap((line, at) =>
      line.includes(wanted) ? [`${path}:${at + 1}: ${line.trim().slice(0, 200)}`] : [],
    )
}
