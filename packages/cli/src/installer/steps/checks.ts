import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Command } from '../project/package-manager.ts'
import { dependsOn, type Project } from '../project/project.ts'
import type { Integration } from '../recipe.ts'

/** A program of the project that must succeed with the integration as it did without. */
export interface Check {
  /** As a person types it: `npm run build`. */
  typed: string
  command: Command
}

/** Scripts that read the types of the whole project themselves. */
const readsTypes = /\b(?:tsc|vue-tsc|tsgo|next build|astro check|svelte-check)\b/

/** The scripts that the integration names, with TypeScript before them where none of them asks it. */
export function checksOf(project: Project, { checks }: Integration): Check[] {
  const { packageJson, packageManager } = project
  const scripts = checks.map((script) => ({
    typed: packageManager.typed(script),
    command: packageManager.run(script),
  }))
  const isTyped = checks.some((script) => readsTypes.test(packageJson.scripts?.[script] ?? ''))
  const compiler = isTyped ? null : findCompiler(project)
  return compiler ? [compiler, ...scripts] : scripts
}

/** The project's own TypeScript, once it is installed; wherever a workspace keeps it. */
function findCompiler(project: Project): Check | null {
  if (!project.usesTypeScript || !dependsOn(project, 'typescript')) return null
  const { root } = project.tree
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('typescript/package.json')
    const program = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.tsc)
    if (!existsSync(program)) return null
    const command = { program: process.execPath, arguments: [program, '--noEmit'] }
    return { typed: 'npx tsc --noEmit', command }
  } catch {
    return null
  }
}
