import { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import type { Installation } from './changes/installation.ts'
import type { Workbench } from './engine.ts'
import { addPackages, missingPackages } from './packages/add-packages.ts'
import type { Project } from './project/project.ts'
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
      project.packageJson = JSON.parse(tree.read('package.json') ?? '{}')
      return 'Installed.'
    },
    run(script) {
      apply()
      return runProgram(environment, tree.root, project.packageManager.run(script))
    },
    written() {
      const paths = [...installation.files(), ...tree.changes()].map(({ path }) => path)
      return [...new Set(paths)].flatMap((path) => {
        const text = tree.read(path)
        return text === null || /\.(?:tgz|json|lock|yaml)$/.test(path) ? [] : [{ path, text }]
      })
    },
  }
}
