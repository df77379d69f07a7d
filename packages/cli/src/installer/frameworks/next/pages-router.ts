import { dependsOn, type Project } from '../../project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from '../../recipe.ts'
import { linkFromHome } from '../home-link.ts'
import { sdkSettings } from '../server-integration.ts'
import { readModule, writeNew } from '../source-files.ts'
import { nextIntegration, refuseUnknownSetUp, routerFolder } from './next-project.ts'
import { accountPage, addresses, authModule, routeModule, sdk } from './pages-files.ts'

const endings = ['tsx', 'jsx', 'js']

/** The official package for Next.js serves the app router alone: here it is our own. */
export const nextPagesRouter: Framework = {
  id: 'nextjs-pages',
  title: 'Next.js (pages router)',
  guide: 'nextjs-pages',
  detect: (project) => dependsOn(project, 'next') && routerFolder(project, 'pages') !== undefined,

  integrate(project): Integration {
    refuseUnknownSetUp(project)
    const pages = routerFolder(project, 'pages')
    if (!pages) throw new RecipeRefusal('There is no pages/ or src/pages/ with pages in it.')
    const module = `${pages.root}lib/authkit.${project.usesTypeScript ? 'ts' : 'js'}`
    const isThere = project.tree.read(module)?.includes(sdk) ?? false
    const notes = isThere ? [] : writeFiles(project, pages.folder, module)
    const integration = nextIntegration(project, {
      callbackPath: addresses.callback,
      signInPath: addresses.signIn,
    })
    return {
      ...integration,
      dependencies: [{ name: '@latchkey/node' }],
      settings: sdkSettings(integration.origin + addresses.callback),
      notes,
    }
  },
}

function writeFiles(project: Project, folder: string, module: string): string[] {
  const { usesTypeScript } = project
  const [route, page] = usesTypeScript ? ['ts', 'tsx'] : ['js', 'js']
  const { style } = readModule(project, appOf(project, folder))
  const files: [string, string[]][] = [
    [module, authModule(usesTypeScript)],
    ...['login', 'callback', 'logout'].map((name): [string, string[]] => [
      `${folder}/api/auth/${name}.${route}`,
      routeModule(name, usesTypeScript),
    ]),
    [`${folder}${addresses.account}.${page}`, accountPage(usesTypeScript)],
  ]
  for (const [path] of files) refuseTaken(project, path)
  for (const [path, lines] of files) writeNew(project, path, lines, style)
  const home = {
    paths: endings.map((ending) => `${folder}/index.${ending}`),
    untouched: /utm_campaign=create-next-app/,
  }
  const signIn = `${addresses.signIn}?returnTo=${addresses.account}`
  return linkFromHome(project, home, signIn)
    ? []
    : [`Link to ${addresses.signIn} where people sign in; ${addresses.account} shows who they are.`]
}

/** The page around all pages, which shows how files are written here. */
function appOf({ tree }: Project, folder: string): string {
  const path = tree.firstOf(
    ['_app', 'index'].flatMap((name) => endings.map((ending) => `${folder}/${name}.${ending}`)),
  )
  if (path !== undefined) return path
  throw new RecipeRefusal(`${folder}/ has neither _app nor index.`, `${folder}/index.tsx`)
}

function refuseTaken({ tree }: Project, path: string): void {
  const name = path.replace(/\.\w+$/, '')
  const [taken] = tree
    .list()
    .filter((file) => file.startsWith(`${name}.`) || file.startsWith(`${name}/`))
  if (taken) throw new RecipeRefusal(`${taken} is there already.`, taken)
}
