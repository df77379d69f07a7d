import { dependsOn, type Project, portOfScript } from '../project/project.ts'
import { RecipeRefusal } from '../recipe.ts'
import type { ServerRuntime } from './server-recipe.ts'

/**
 * Where an application of Hono runs, as far as that changes what is written: Node.js reads a `.env`
 * only when told to (undefined), Bun does by itself, and a worker has its settings elsewhere.
 */
export function honoRuntime(project: Project): ServerRuntime | undefined {
  const { scripts = {} } = project.packageJson
  const script = scripts.dev ?? scripts.start ?? ''
  if (/\bwrangler (?:pages )?dev\b|\bvite\b/.test(script) && isWorker(project)) {
    const usual = script.includes('wrangler') ? 8787 : 5173
    return {
      port: portOfScript(script) ?? usual,
      import: { source: 'cloudflare:workers', names: ['env'] },
      options: '{ environment: env }',
      // Where there is this file, wrangler does not look into .env.
      environmentFile: project.tree.exists('.dev.vars') ? '.dev.vars' : '.env',
    }
  }
  if (/\bbun\b/.test(script)) return { port: portOfScript(script) ?? 3000, options: '' }
  if (dependsOn(project, '@hono/node-server')) return undefined
  throw new RecipeRefusal(
    'package.json shows no runtime that the recipe knows: @hono/node-server for Node.js, Bun in the script ' +
      'that starts it, or wrangler.jsonc for Cloudflare Workers. Elsewhere settings are read in other ways.',
    'package.json',
  )
}

function isWorker({ tree }: Project): boolean {
  return tree.firstOf(['wrangler.jsonc', 'wrangler.json', 'wrangler.toml']) !== undefined
}
