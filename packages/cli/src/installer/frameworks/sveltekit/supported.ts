import { dependsOn, majorVersion, type Project } from '../../project/project.ts'
import { RecipeRefusal } from '../../recipe.ts'
import type { Module } from '../../syntax/module.ts'
import { propertyNamed, stringOf } from '../../syntax/nodes.ts'
import { readModule } from '../source-files.ts'

/** SvelteKit 3 has other names for what our files import. */
const supportedMajor = 2

const configurations = ['svelte.config', 'vite.config'].flatMap((name) =>
  ['js', 'ts', 'mjs', 'mts'].map((ending) => `${name}.${ending}`),
)

/** Refuses other versions, what has no server, and what moves the files that the recipe relies on. */
export function refuseUnsupported(project: Project): void {
  const version = majorVersion(project, '@sveltejs/kit') ?? supportedMajor
  if (version !== supportedMajor) {
    throw new RecipeRefusal(
      `The project has SvelteKit ${version}; the recipe is for ${supportedMajor}.`,
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
  for (const path of configurations) {
    if (project.tree.exists(path)) refuseMoved(readModule(project, path))
  }
}

function refuseMoved({ path, program }: Module): void {
  const paths = propertyNamed(program, 'paths')
  const base = paths && propertyNamed(paths.value, 'base')
  const isMoved = base && stringOf(base.value) !== ''
  const areMoved = propertyNamed(program, 'files')?.value.type === 'ObjectExpression'
  const setting = isMoved ? 'base' : areMoved ? 'files' : undefined
  if (setting === undefined) return
  throw new RecipeRefusal(
    `${path} sets \`${setting}\`, and with it files or addresses are elsewhere.`,
    path,
  )
}
