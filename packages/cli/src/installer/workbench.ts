import { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import type { Installation } from './changes/installation.ts'
import type { Workbench } from './engine.ts'
import { addPackages, missingPackages } from './packages/add-packages.ts'
import { withoutSecretVariables } from './project/known-secrets.ts'
import type { Project } from './project/project.ts'
import type { Tree } from './project/tree.ts'
import { runProgram } from './steps/run-program.ts'

/** Does on the disk what an engine asks for, as part of an installation. */
export function createWorkbench(
  environment: Environment,
  project: Project,
  installation: Installation,
): Workbench {
  const { tree } = project
  const apply = () => {
    installation.apply(tree.changes())
    // From here on the disk is ahead: package managers write there, too.
    tree.reset()
  }
  return {
    async addPackages(names) {
      apply()
      const wanted = missingPackages(
        project,
        names.map((name) => ({ name })),
      )
      try {
        await addPackages(environment, project, installation, wanted)
      } catch (error) {
        if (error instanceof CommandError && error.code === 'install_failed') return error.message
        throw error
      }
      return 'Installed.'
    },
    run(script, signal = environment.signal) {
      apply()
      const env = withoutSecretVariables(environment.env)
      const command = project.packageManager.run(script)
      return runProgram({ ...environment, env, signal }, tree.root, command)
    },
    written: () => textsOf(tree, [...installation.files(), ...tree.changes()]),
  }
}

/** For a dry run: nothing is installed and nothing runs, and an engine is told so. */
export function createDryWorkbench({ tree }: Project): Workbench {
  const output = 'Not available in a dry run. Go on without it.'
  return {
    addPackages: async () => output,
    run: async () => ({ succeeded: false, output }),
    written: () => textsOf(tree, tree.changes()),
  }
}

/** Of the files that were written by an engine, not by a package manager. */
function textsOf(tree: Tree, files: readonly { path: string }[]) {
  return [...new Set(files.map(({ path }) => path))].flatMap((path) => {
    const text = tree.read(path)
    return text === null || /\.(?:tgz|json|lock|yaml)$/.test(path) ? [] : [{ path, text }]
  })
}
