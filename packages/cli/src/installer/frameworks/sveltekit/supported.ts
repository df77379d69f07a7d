import { installedVersion } from '../../packages/add-packages.ts'
import { dependencyRange, dependsOn, majorOf, type Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'

const KIT = '@sveltejs/kit'

/** SvelteKit 3 has other names for what our files import. */
const SUPPORTED_MAJOR = 2

const CONFIGURATIONS = ['svelte.config', 'vite.config'].flatMap((name) =>
  ['js', 'ts', 'mjs', 'mts'].map((ending) => `${name}.${ending}`),
)

/** Refuses other versions, what has no server, and what moves the files that the recipe relies on. */
export function refuseUnsupported(project: Project): void {
  const version = installedVersion(project.tree.root, KIT) ?? dependencyRange(project, KIT)
  if ((majorOf(version) ?? SUPPORTED_MAJOR) !== SUPPORTED_MAJOR) {
    throw new RecipeRefusal(
      `package.json asks for SvelteKit ${version}; the recipe is for ${SUPPORTED_MAJOR}.`,
      'package.json',
    )
  }
  if (dependsOn(project, '@sveltejs/adapter-static')) {
    throw new RecipeRefusal(
      'package.json asks for @sveltejs/adapter-static, and sign-in needs a server. ' +
        'Use another adapter, such as @sveltejs/adapter-node.',
      'package.json',
    )
  }
  for (const path of CONFIGURATIONS) refuseMoved(path, project.tree.read(path) ?? '')
}

function refuseMoved(path: string, text: string): void {
  const [, setting] = /\b(base|files)\s*:\s*[{'"`]/.exec(text) ?? []
  if (setting === undefined) return
  throw new RecipeRefusal(
    `${path} sets \`${setting}\`, and with it files or addresses are elsewhere.`,
    path,
  )
}
