import { dependsOn, majorVersion, type Project } from '../../project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from '../../recipe.ts'
import { propertyNamed, stringOf } from '../../syntax/nodes.ts'
import { firstFree } from '../free-paths.ts'
import { linkFromHome } from '../home-link.ts'
import { findFile, readModule, writeNew } from '../source-files.ts'
import { refuseMovedFiles, viteConfiguration, vitePort } from '../vite.ts'
import type { Flavour, SignInRoutes } from './flavour.ts'
import { official } from './official.ts'
import { own } from './own.ts'
import { declareRoutes, routeTo, takenRoutes } from './routes-file.ts'

/** The last version that the official package is for. */
const officialMajor = 7

const plain: SignInRoutes = { signIn: 'login', callback: 'callback', account: 'account' }
const below: SignInRoutes = {
  signIn: 'auth/login',
  callback: 'auth/callback',
  account: 'auth/account',
}

export const reactRouter: Framework = {
  id: 'react-router',
  title: 'React Router',
  guide: 'react-router',
  detect: (project) => dependsOn(project, '@react-router/dev'),

  integrate(project): Integration {
    const folder = appFolder(project)
    const flavour = flavourFor(project)
    const configuration = viteConfiguration(project)
    refuseMovedFiles(configuration)
    const present = presentRoutes(project, folder, flavour)
    const routes = present ?? firstFree(takenRoutes(project, folder), [plain, below])
    const notes = present ? [] : writeRoutes(project, folder, routes, flavour)
    const origin = `http://localhost:${vitePort(project, configuration)}`
    const scripts = project.packageJson.scripts ?? {}
    return {
      dependencies: [flavour.dependency],
      environmentFile: '.env',
      settings: flavour.settings(`${origin}/${routes.callback}`),
      origin,
      callbackPath: `/${routes.callback}`,
      signInPath: `/${routes.signIn}`,
      signedOutPath: '/',
      callsFromBrowser: false,
      checks: ['typecheck', 'build'].filter((script) => script in scripts),
      runScript: 'dev',
      notes,
    }
  },
}

/** The official package where its version is, else ours. */
function flavourFor(project: Project): Flavour {
  const major = majorVersion(project, 'react-router')
  if (major !== undefined && major < officialMajor) {
    throw new RecipeRefusal(
      `package.json asks for React Router ${major}; the recipe is for ${officialMajor} and newer.`,
      'package.json',
    )
  }
  return major === officialMajor ? official : own
}

/** Where routes are; refuses what has no server, or other addresses. */
function appFolder(project: Project): string {
  const path = project.tree.firstOf(
    ['ts', 'mts', 'js', 'mjs'].map((ending) => `react-router.config.${ending}`),
  )
  if (path === undefined) return 'app'
  const { program } = readModule(project, path)
  const server = propertyNamed(program, 'ssr')?.value
  const isServerless = server?.type === 'BooleanLiteral' && !server.value
  if (isServerless || propertyNamed(program, 'basename')) {
    throw new RecipeRefusal(
      `${path} sets \`${isServerless ? 'ssr' : 'basename'}\`, and with it the server or the addresses that sign-in needs are other ones.`,
      path,
    )
  }
  const directory = stringOf(propertyNamed(program, 'appDirectory')?.value) ?? 'app'
  return project.tree.normal(directory)
}

/** The routes of an integration that is there. */
function presentRoutes(
  project: Project,
  folder: string,
  flavour: Flavour,
): SignInRoutes | undefined {
  const find = (text: RegExp) => {
    const path = findFile(project, `${folder}/routes`, /\.[jt]sx?$/, text)
    return path === undefined ? undefined : routeTo(project, folder, path)
  }
  const callback = find(flavour.callback)
  if (callback === undefined) return undefined
  return { ...plain, callback, signIn: find(flavour.signIn) ?? plain.signIn }
}

function writeRoutes(
  project: Project,
  folder: string,
  routes: SignInRoutes,
  flavour: Flavour,
): string[] {
  const root = project.tree.firstOf([`${folder}/root.tsx`, `${folder}/root.jsx`])
  if (root === undefined) {
    throw new RecipeRefusal(`There is no root.tsx in ${folder}/.`, `${folder}/root.tsx`)
  }
  const usesTypeScript = root.endsWith('.tsx')
  const { style } = readModule(project, root)
  const [module, component] = usesTypeScript ? ['ts', 'tsx'] : ['js', 'jsx']
  flavour.integrateRoot(project, root)
  const files = declareRoutes(project, folder, [
    { route: routes.signIn, extension: module },
    { route: routes.callback, extension: module },
    { route: routes.account, extension: component },
  ])
  const [signIn = '', callback = '', account = ''] = files
  writeNew(project, signIn, flavour.signInFile(routes, usesTypeScript), style)
  writeNew(project, callback, flavour.callbackFile(routes, usesTypeScript), style)
  writeNew(project, account, flavour.accountFile(routes, usesTypeScript), style)
  const home = {
    paths: ['welcome/welcome', 'routes/home'].flatMap((name) => [
      `${folder}/${name}.tsx`,
      `${folder}/${name}.jsx`,
    ]),
    untouched: /What&apos;s next\?|return \{ name: ["']React Router["'] \}/,
  }
  return linkFromHome(project, home, flavour.link(routes))
    ? []
    : [
        `Link to ${flavour.link(routes)} where people sign in; /${routes.account} shows who they are.`,
      ]
}
