import { dependsOn, type Project } from '../../project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from '../../recipe.ts'
import { elementsNamed, wrapChildren } from '../../syntax/jsx.ts'
import type { Module } from '../../syntax/module.ts'
import { ourStyle } from '../../syntax/style.ts'
import { firstFree } from '../free-paths.ts'
import { linkFromHome } from '../home-link.ts'
import { serverSettings } from '../official-settings.ts'
import { findFile, readModule, writeModule, writeNew } from '../source-files.ts'
import { nextIntegration, refuseUnknownSetUp, routerFolder } from './next-project.ts'
import { integrateProxy } from './proxy.ts'

const sdk = '@workos-inc/authkit-nextjs'
const sdks = [
  { name: sdk, range: '^4.3.0' },
  { name: '@workos-inc/node', range: '^10.7.0' },
]

/** What create-next-app writes into every home page that it makes. */
const untouchedHome = /utm_campaign=create-next-app|<main>\s*<div>Hello world!<\/div>\s*<\/main>/

export const nextAppRouter: Framework = {
  id: 'nextjs',
  title: 'Next.js',
  guide: 'nextjs',
  detect: (project) => dependsOn(project, 'next') && routerFolder(project, 'app') !== undefined,

  integrate(project): Integration {
    refuseUnknownSetUp(project)
    const app = routerFolder(project, 'app')
    if (!app) throw new RecipeRefusal('There is no app/ or src/app/ with routes in it.')
    const layouts = rootLayouts(project, app.folder)
    const routes = findRoutes(project, app.folder)
    const paths = routes.callback
      ? { ...plainPaths, ...routes }
      : freePaths(project, app.folder, app.root)
    const notes = routes.callback ? [] : writeRoutes(project, app.folder, paths, layouts)
    if (!hasProvider(project)) provideAuth(project, layouts)
    integrateProxy(project, app.root, layouts[0]?.style ?? ourStyle)
    const integration = nextIntegration(project, {
      callbackPath: paths.callback,
      signInPath: paths.signIn,
    })
    return {
      ...integration,
      dependencies: sdks,
      settings: serverSettings({
        name: 'NEXT_PUBLIC_WORKOS_REDIRECT_URI',
        value: integration.origin + paths.callback,
      }),
      notes,
    }
  },
}

interface Paths {
  callback: string
  signIn: string
  account: string
}

const plainPaths: Paths = { callback: '/callback', signIn: '/login', account: '/account' }

const pathsBelow: Paths = {
  callback: '/auth/callback',
  signIn: '/auth/login',
  account: '/auth/account',
}

/** The layouts that make the document: each has the `<body>` of its pages. */
function rootLayouts(project: Project, folder: string): Module[] {
  const layouts = project.tree
    .list(folder)
    .filter((path) => /\/layout\.[jt]sx?$/.test(path))
    .map((path) => readModule(project, path))
    .filter((module) => elementsNamed(module, 'body').length > 0)
  const [first] = layouts
  // Pages of ours would need a value for the segment, and a link could not know it.
  if (first && !first.path.includes('[')) return layouts
  throw new RecipeRefusal(
    `No layout in ${folder}/ outside a dynamic segment has a <body>, where AuthKitProvider goes.`,
    first?.path ?? `${folder}/layout.tsx`,
  )
}

/** The routes of an integration that is there. */
function findRoutes(project: Project, folder: string): Partial<Paths> {
  const route = (text: RegExp) => {
    const path = findFile(project, folder, /^route\.[jt]sx?$/, text)
    return path === undefined ? undefined : addressOf(folder, path)
  }
  const callback = route(/\bhandleAuth\(/)
  const signIn = route(/\bgetSignInUrl\(/)
  return { ...(callback && { callback }), ...(signIn && { signIn }) }
}

/** `app/(site)/login/page.tsx` answers at `/login`. */
function addressOf(folder: string, path: string): string {
  const segments = path
    .slice(folder.length + 1)
    .split('/')
    .slice(0, -1)
  return `/${segments.filter((segment) => !/^[(@]/.test(segment)).join('/')}`
}

/** The paths of the guide, or below `/auth` when one of them is taken: by the pages router, too. */
function freePaths({ tree }: Project, folder: string, root: string): Paths {
  const routes = tree.list(folder).filter((path) => /\/(?:page|route)\.[jt]sx?$/.test(path))
  const pages = tree.list(`${root}pages`).map((path) => path.slice(`${root}pages`.length))
  const taken = [
    ...routes.map((path) => addressOf(folder, path)),
    ...pages.map((path) => path.replace(/(?:\/index)?\.\w+$/, '')),
  ]
  return firstFree(new Set(taken), [plainPaths, pathsBelow])
}

/** Writes the routes and a page that only signed-in people see; answers the notes for the person. */
function writeRoutes(project: Project, folder: string, paths: Paths, [layout]: Module[]): string[] {
  const style = layout?.style ?? ourStyle
  const [page, route] = /\.tsx$/.test(layout?.path ?? '') ? ['tsx', 'ts'] : ['js', 'js']
  const at = (path: string, file: string) => `${folder}${path}/${file}`
  writeNew(project, at(paths.callback, `route.${route}`), callbackRoute(paths), style)
  writeNew(project, at(paths.signIn, `route.${route}`), signInRoute, style)
  // A page needs the layout that makes the document, wherever that is.
  const pages = layout?.path.slice(0, layout.path.lastIndexOf('/')) ?? folder
  writeNew(project, `${pages}${paths.account}/page.${page}`, accountPage(paths), style)
  const home = {
    paths: ['page.tsx', 'page.jsx', 'page.js'].map((name) => `${pages}/${name}`),
    untouched: untouchedHome,
  }
  return linkFromHome(project, home, paths.signIn)
    ? []
    : [`Link to ${paths.signIn} where people sign in; ${paths.account} shows who they are.`]
}

const callbackRoute = ({ account }: Paths) => [
  `import { handleAuth } from '${sdk}';`,
  '',
  `export const GET = handleAuth({ returnPathname: '${account}' });`,
]

const signInRoute = [
  `import { getSignInUrl } from '${sdk}';`,
  "import { redirect } from 'next/navigation';",
  '',
  'export async function GET() {',
  '  redirect(await getSignInUrl());',
  '}',
]

/** Who is signed in is known at request time only: the rest of the page need not wait for it. */
const accountPage = ({ signIn }: Paths) => [
  `import { signOut, withAuth } from '${sdk}';`,
  "import { redirect } from 'next/navigation';",
  "import { Suspense } from 'react';",
  '',
  'export default function AccountPage() {',
  '  return (',
  '    <main>',
  '      <h1>Account</h1>',
  '      <Suspense fallback={<p>Loading…</p>}>',
  '        <Account />',
  '      </Suspense>',
  '    </main>',
  '  );',
  '}',
  '',
  'async function Account() {',
  '  const { user } = await withAuth();',
  `  if (!user) redirect('${signIn}');`,
  '',
  '  return (',
  '    <>',
  '      <p>{user.email}</p>',
  '      <form action={leave}>',
  '        <button type="submit">Sign out</button>',
  '      </form>',
  '    </>',
  '  );',
  '}',
  '',
  'async function leave() {',
  "  'use server';",
  '  await signOut();',
  '}',
]

/** In a layout, or in a component that holds all the providers of an application. */
function hasProvider(project: Project): boolean {
  const importing = /from ['"]@workos-inc\/authkit-nextjs\/components['"]/
  return findFile(project, '.', /\.[jt]sx?$/, importing) !== undefined
}

/** Puts the provider around everything in the body, so that `useAuth` works in client components. */
function provideAuth(project: Project, layouts: Module[]): void {
  for (const layout of layouts) {
    for (const body of elementsNamed(layout, 'body')) {
      wrapChildren(layout, body, 'AuthKitProvider')
    }
    layout.addImport({ source: `${sdk}/components`, names: ['AuthKitProvider'] })
    writeModule(project, layout)
  }
}
