import { installedVersion } from '../../packages/add-packages.ts'
import { dependencyRange, dependsOn, majorOf, type Project } from '../../project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from '../../recipe.ts'
import { linkFromHome } from '../home-link.ts'
import { serverSettings } from '../official-settings.ts'
import { findFile, readModule, writeNew } from '../source-files.ts'
import { refuseMovedFiles, viteConfiguration, vitePort } from '../vite.ts'
import { loadAuthAtRoot } from './root-loader.ts'
import { accountFile, callbackFile, SDK, type SignInRoutes, signInFile } from './routes.ts'
import { declareRoutes, routeTo } from './routes-file.ts'

const SUPPORTED_MAJOR = 7

const PLAIN: SignInRoutes = { signIn: 'login', callback: 'callback', account: 'account' }
const BELOW: SignInRoutes = {
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
    const configuration = viteConfiguration(project)
    refuseMovedFiles(configuration)
    const present = presentRoutes(project, folder)
    const routes = present ?? (isFree(project, folder) ? PLAIN : BELOW)
    const notes = present ? [] : writeRoutes(project, folder, routes)
    const origin = `http://localhost:${vitePort(project, configuration)}`
    const scripts = project.packageJson.scripts ?? {}
    return {
      dependencies: [{ name: SDK, range: '^0.8.1' }],
      environmentFile: '.env',
      settings: serverSettings({
        name: 'WORKOS_REDIRECT_URI',
        value: `${origin}/${routes.callback}`,
      }),
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

/** Where routes are; refuses what has no server, or another version than the official package. */
function appFolder(project: Project): string {
  const installed = installedVersion(project.tree.root, 'react-router')
  const range = installed ?? dependencyRange(project, 'react-router')
  if ((majorOf(range) ?? SUPPORTED_MAJOR) !== SUPPORTED_MAJOR) {
    throw new RecipeRefusal(
      `package.json asks for React Router ${range}; ${SDK} is for ${SUPPORTED_MAJOR}.`,
      'package.json',
    )
  }
  const path = project.tree.firstOf(
    ['ts', 'mts', 'js', 'mjs'].map((ending) => `react-router.config.${ending}`),
  )
  const text = path === undefined ? '' : (project.tree.read(path) ?? '')
  const [setting] = /\bssr\s*:\s*false\b|\bbasename\s*:/.exec(text) ?? []
  if (setting !== undefined) {
    throw new RecipeRefusal(
      `${path} has \`${setting}\`, and with it the addresses or the server that sign-in needs are other ones.`,
      path,
    )
  }
  return /\bappDirectory\s*:\s*['"`]([\w./-]+)['"`]/.exec(text)?.[1] ?? 'app'
}

/** The routes of an integration that is there. */
function presentRoutes(project: Project, folder: string): SignInRoutes | undefined {
  const find = (text: RegExp) => {
    const path = findFile(project, folder, /\.[jt]sx?$/, text)
    return path === undefined ? undefined : routeTo(project, folder, path)
  }
  const callback = find(/\bauthLoader\(/)
  if (callback === undefined) return undefined
  return { ...PLAIN, callback, signIn: find(/\bgetSignInUrl\(/) ?? PLAIN.signIn }
}

function isFree({ tree }: Project, folder: string): boolean {
  const taken = tree.list(`${folder}/routes`).map((path) => /\/(\w+)\.[jt]sx?$/.exec(path)?.[1])
  return !Object.values(PLAIN).some((route) => taken.includes(route))
}

function writeRoutes(project: Project, folder: string, routes: SignInRoutes): string[] {
  const root = project.tree.firstOf([`${folder}/root.tsx`, `${folder}/root.jsx`])
  if (root === undefined) {
    throw new RecipeRefusal(`There is no root.tsx in ${folder}/.`, `${folder}/root.tsx`)
  }
  const usesTypeScript = root.endsWith('.tsx')
  const { style } = readModule(project, root)
  const [module, component] = usesTypeScript ? ['ts', 'tsx'] : ['js', 'jsx']
  loadAuthAtRoot(project, root)
  const files = declareRoutes(project, folder, [
    { route: routes.signIn, extension: module },
    { route: routes.callback, extension: module },
    { route: routes.account, extension: component },
  ])
  const [signIn = '', callback = '', account = ''] = files
  writeNew(project, signIn, signInFile, style)
  writeNew(project, callback, callbackFile(routes), style)
  writeNew(project, account, accountFile(routes, usesTypeScript), style)
  const home = {
    paths: ['welcome/welcome', 'routes/home'].flatMap((name) => [
      `${folder}/${name}.tsx`,
      `${folder}/${name}.jsx`,
    ]),
    untouched: /What&apos;s next\?|return \{ name: ["']React Router["'] \}/,
  }
  return linkFromHome(project, home, `/${routes.signIn}`)
    ? []
    : [`Link to /${routes.signIn} where people sign in; /${routes.account} shows who they are.`]
}
