import { dependsOn, majorVersion, type Project, portOfScript } from '../../project/project.ts'
import { type Dependency, type Framework, type Integration, RecipeRefusal } from '../../recipe.ts'
import { ourStyle, type Style } from '../../syntax/style.ts'
import { declareAuth } from '../request/app-locals.ts'
import { accountPath, choosePaths, endpointsOf, presentPaths } from '../request/paths.ts'
import { putFirst } from '../request/put-first.ts'
import { serverIntegration } from '../server-integration.ts'
import type { SignInPaths } from '../server-paths.ts'
import { readModule, writeModule, writeNew } from '../source-files.ts'
import { addAdapter, configuredPort, readConfiguration } from './configuration.ts'
import { accountFile, authKitFile, type Language, middlewareFile, routeFile } from './files.ts'

const pagesFolder = 'src/pages'

/** The major version of @astrojs/node that goes with each of Astro. */
const adapterRanges: Record<number, string> = { 5: '^9', 6: '^10', 7: '^11' }

export const astro: Framework = {
  id: 'astro',
  title: 'Astro',
  guide: 'astro',
  detect: (project) => dependsOn(project, 'astro'),

  integrate(project): Integration {
    const adapter = adapterFor(project)
    const configuration = readConfiguration(project)
    const present = presentPaths(project, { folder: pagesFolder, endpoints: /\.[jt]s$/, addressOf })
    const paths = present ?? choosePaths(addressesOf(project))
    const isOurs = addAdapter(project, configuration)
    const notes = present ? [] : write(project, paths, styleOf(project))
    const { scripts = {} } = project.packageJson
    const port = portOfScript(scripts.dev) ?? configuredPort(configuration) ?? 4321
    const integration = serverIntegration(project, { port, paths, notes })
    const dependencies = [...integration.dependencies, ...(isOurs ? [adapter] : [])]
    const checks = ['check', 'typecheck', 'build'].filter((script) => script in scripts)
    return { ...integration, dependencies, checks }
  },
}

/** The adapter for the project's version. What the recipe writes needs what Astro 5 brought. */
function adapterFor(project: Project): Dependency {
  const version = majorVersion(project, 'astro') ?? 7
  const range = adapterRanges[version]
  if (range !== undefined) return { name: '@astrojs/node', range }
  throw new RecipeRefusal(
    `The project has Astro ${version}; the recipe is for 5, 6 and 7.`,
    'package.json',
  )
}

/** `src/pages/login.astro` and `src/pages/login/index.ts` answer at `/login`. */
function addressOf(path: string): string {
  return path
    .slice(pagesFolder.length)
    .replace(/\.\w+$/, '')
    .replace(/\/index$/, '')
}

function addressesOf({ tree }: Project): Set<string> {
  return new Set(tree.list(pagesFolder).map(addressOf))
}

/** How the first of the project's own sources is written. */
function styleOf(project: Project): Style {
  const path = project.tree.list('src').find((file) => /\.[jt]s$/.test(file))
  return path === undefined ? ourStyle : readModule(project, path).style
}

function write(project: Project, paths: SignInPaths, style: Style): string[] {
  const language: Language = project.usesTypeScript ? 'ts' : 'js'
  refuseTaken(project)
  const add = (path: string, lines: string[]) => writeNew(project, path, lines, style)
  addMiddleware(project, language, add)
  add(`src/lib/authkit.${language}`, authKitFile(language))
  for (const { name, path } of endpointsOf(paths)) {
    const up = '../'.repeat(path.split('/').length - 1)
    add(`${pagesFolder}${path}.${language}`, routeFile(name, `${up}lib/authkit`, language))
  }
  add(`${pagesFolder}${accountPath}.astro`, accountFile(paths))
  if (language === 'ts') declareAuth(project, 'src/env.d.ts')
  return [
    ...(linkFromHome(project, paths) ? [] : [`Link to ${paths.signInPath} where people sign in.`]),
    `Name further pages for signed-in people in \`closed\` of src/lib/authkit.${language}.`,
  ]
}

function refuseTaken({ tree }: Project): void {
  const taken = tree.firstOf(['src/lib/authkit.ts', 'src/lib/authkit.js'])
  if (taken === undefined) return
  throw new RecipeRefusal(`${taken} is where the recipe would put a file of its own.`, taken)
}

/** Makes each request pass AuthKit: in middleware of ours, or before the project's own. */
function addMiddleware(
  project: Project,
  language: Language,
  add: (path: string, lines: string[]) => void,
): void {
  const path = project.tree.firstOf(
    ['middleware', 'middleware/index'].flatMap((name) =>
      ['ts', 'mts', 'js', 'mjs'].map((ending) => `src/${name}.${ending}`),
    ),
  )
  if (path === undefined) {
    add(`src/middleware.${language}`, middlewareFile)
    return
  }
  const middleware = readModule(project, path)
  putFirst(middleware, {
    exported: 'onRequest',
    sequenceFrom: 'astro:middleware',
    ours: 'handleAuthKit',
    oursFrom: path.includes('middleware/') ? '../lib/authkit' : './lib/authkit',
  })
  writeModule(project, middleware)
}

/** A link on the home page of the smallest template; false where the page is somebody's own. */
function linkFromHome({ tree }: Project, { signInPath }: SignInPaths): boolean {
  const path = `${pagesFolder}/index.astro`
  const text = tree.read(path) ?? ''
  const [untouched, indent] = /^([ \t]*)<h1>Astro<\/h1>$/m.exec(text) ?? []
  if (untouched === undefined) return false
  tree.write(
    path,
    text.replace(untouched, `${untouched}\n${indent}<a href="${signInPath}">Sign in</a>`),
  )
  return true
}
