import { dependsOn, majorVersion, type Project } from '../../project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from '../../recipe.ts'
import { ourStyle, type Style } from '../../syntax/style.ts'
import { declareAuth } from '../request/app-locals.ts'
import { accountPath, choosePaths, endpointsOf, presentPaths } from '../request/paths.ts'
import { putFirst } from '../request/put-first.ts'
import { serverIntegration } from '../server-integration.ts'
import type { SignInPaths } from '../server-paths.ts'
import { readModule, writeModule, writeNew } from '../source-files.ts'
import { refuseMovedFiles, viteConfiguration, vitePort } from '../vite.ts'
import {
  accountLoadFile,
  accountPageFile,
  authKitFile,
  closedFolder,
  hooksFile,
  type Language,
  routeFile,
} from './files.ts'
import { refuseUnsupported } from './supported.ts'

const routesFolder = 'src/routes'
const library = '$lib/server/authkit'

export const sveltekit: Framework = {
  id: 'sveltekit',
  title: 'SvelteKit',
  guide: 'sveltekit',
  detect: (project) => dependsOn(project, '@sveltejs/kit'),

  integrate(project): Integration {
    const configuration = viteConfiguration(project)
    refuseMovedFiles(configuration)
    refuseUnsupported(project)
    const present = presentPaths(project, {
      folder: routesFolder,
      endpoints: /^\+server\.[jt]s$/,
      addressOf,
    })
    const paths = present ?? choosePaths(new Set(routesOf(project).map(addressOf)))
    const notes = present ? [] : write(project, paths, configuration?.style ?? ourStyle)
    const scripts = project.packageJson.scripts ?? {}
    return {
      ...serverIntegration(project, { port: vitePort(project, configuration), paths, notes }),
      checks: ['check', 'typecheck', 'build'].filter((script) => script in scripts),
    }
  },
}

/** The files that make routes: pages and endpoints. */
function routesOf({ tree }: Project): string[] {
  return tree.list(routesFolder).filter((path) => /\/\+(?:page|server)\b[^/]*$/.test(path))
}

/** `src/routes/(app)/[[lang]]/login/+page.svelte` answers at `/login`. */
function addressOf(path: string): string {
  const folders = path.slice(routesFolder.length).split('/').slice(1, -1)
  return `/${folders.filter((name) => !/^(?:\(.*\)|\[\[.*\]\])$/.test(name)).join('/')}`
}

function write(project: Project, paths: SignInPaths, style: Style): string[] {
  const language: Language = project.usesTypeScript ? 'ts' : 'js'
  refuseTaken(project)
  const add = (path: string, lines: string[]) => writeNew(project, path, lines, style)
  hook(project, language, add)
  add(`src/lib/server/authkit.${language}`, authKitFile(paths, language))
  for (const { name, path } of endpointsOf(paths)) {
    add(`${routesFolder}${path}/+server.${language}`, routeFile(name, language))
  }
  const account = `${routesFolder}/${closedFolder}${accountPath}`
  const hasRunes = (majorVersion(project, 'svelte') ?? 5) >= 5
  add(`${account}/+page.server.${language}`, accountLoadFile(language))
  add(`${account}/+page.svelte`, accountPageFile(paths, language, hasRunes))
  if (language === 'ts' || project.tree.exists('src/app.d.ts')) declareAuth(project, 'src/app.d.ts')
  return [
    ...(linkFromHome(project, paths) ? [] : [`Link to ${paths.signInPath} where people sign in.`]),
    `Pages in ${routesFolder}/${closedFolder} are for signed-in people only.`,
  ]
}

function refuseTaken({ tree }: Project): void {
  const taken = tree
    .list('src')
    .find(
      (path) => path.startsWith('src/lib/server/authkit.') || path.includes(`/${closedFolder}/`),
    )
  if (taken === undefined) return
  throw new RecipeRefusal(`${taken} is where the recipe would put files of its own.`, taken)
}

/** Makes each request pass AuthKit: in hooks of ours, or before the project's own. */
function hook(
  project: Project,
  language: Language,
  add: (path: string, lines: string[]) => void,
): void {
  const path = project.tree.firstOf(
    ['src/hooks.server', 'src/hooks.server/index'].flatMap((name) => [`${name}.ts`, `${name}.js`]),
  )
  if (path === undefined) {
    add(`src/hooks.server.${language}`, hooksFile)
    return
  }
  const hooks = readModule(project, path)
  putFirst(hooks, {
    exported: 'handle',
    sequenceFrom: '@sveltejs/kit/hooks',
    ours: 'handleAuthKit',
    oursFrom: library,
  })
  writeModule(project, hooks)
}

/** A link on the home page that `sv create` makes; false where the page is somebody's own. */
function linkFromHome({ tree }: Project, { signInPath }: SignInPaths): boolean {
  const path = `${routesFolder}/+page.svelte`
  const text = tree.read(path) ?? ''
  if (!/^<h1>Welcome to SvelteKit<\/h1>\s*<p>.*<\/p>\s*$/.test(text)) return false
  tree.write(path, `${text.trimEnd()}\n<p><a href="${signInPath}">Sign in</a></p>\n`)
  return true
}
