import type { JSXElement } from '@babel/types'
import { dependsOn, type Project } from '../../project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from '../../recipe.ts'
import { elementsNamed, insertElementAfter, tagOf, wrap, wrapChildren } from '../../syntax/jsx.ts'
import type { Module } from '../../syntax/module.ts'
import type { Positioned } from '../../syntax/nodes.ts'
import { hostSettings } from '../official-settings.ts'
import { findFile, readModule, writeModule, writeNew } from '../source-files.ts'
import { refuseMovedFiles, viteConfiguration, vitePort } from '../vite.ts'
import { accountFile, providerFile } from './components.ts'
import { freeSignInPath, signInPathIn } from './sign-in-path.ts'

const sdk = '@workos-inc/authkit-react'

export const react: Framework = {
  id: 'react',
  title: 'React',
  guide: 'react',
  detect: (project) => dependsOn(project, 'react') && dependsOn(project, 'vite'),

  integrate(project): Integration {
    const configuration = viteConfiguration(project)
    refuseMovedFiles(configuration)
    const present = findFile(project, '.', /\.[jt]sx?$/, /\bAuthKitProvider\b/)
    const signInPath =
      present === undefined ? freeSignInPath(project) : signInPathIn(project, present)
    const notes = present === undefined ? integrateApp(project, signInPath) : []
    const scripts = project.packageJson.scripts ?? {}
    return {
      dependencies: [{ name: sdk, range: '^0.16.2' }],
      environmentFile: '.env.local',
      // What the browser gets is public: there is no key and no secret among it.
      settings: ({ url, clientId }) => [
        ...hostSettings(url, 'VITE_'),
        { name: 'VITE_WORKOS_CLIENT_ID', value: clientId },
      ],
      origin: `http://localhost:${vitePort(project, configuration)}`,
      // The page that began the sign-in, whatever routes the application has.
      callbackPath: '',
      signInPath,
      signedOutPath: '/',
      callsFromBrowser: true,
      checks: ['typecheck', 'build'].filter((script) => script in scripts),
      runScript: 'dev' in scripts ? 'dev' : 'start',
      notes,
    }
  },
}

/** Writes the provider and a component that shows who is signed in; answers notes for the person. */
function integrateApp(project: Project, signInPath: string): string[] {
  const main = readModule(project, entryOf(project))
  const folder = main.path.slice(0, main.path.lastIndexOf('/') + 1)
  const usesTypeScript = main.path.endsWith('.tsx')
  const extension = usesTypeScript ? 'tsx' : 'jsx'
  const at = (name: string) => `${folder}${name}.${extension}`
  for (const name of ['AuthProvider', 'Account']) refuseTaken(project, at(name))
  provideAuth(main)
  writeModule(project, main)
  writeNew(project, at('AuthProvider'), providerFile(signInPath, usesTypeScript), main.style)
  writeNew(project, at('Account'), accountFile, main.style)
  if (showAccount(project, at('App'), main)) return []
  return [`Put <Account /> of ${at('Account')} where people sign in and out.`]
}

/** The module that index.html starts. */
function entryOf({ tree }: Project): string {
  const page = (tree.read('index.html') ?? '').replace(/<!--[\s\S]*?-->/g, '')
  const started = [...page.matchAll(/<script\b[^>]*>/g)]
    .filter(([tag]) => /\btype=["']?module\b/.test(tag))
    .flatMap(([tag]) => /\bsrc=["']?\.?\/?([^"'\s>]+)/.exec(tag)?.[1] ?? [])
  const found = started.find((path) => !/^\w+:/.test(path) && tree.exists(path))
  if (found !== undefined) return found
  throw new RecipeRefusal('index.html starts no module of the project.', 'index.html')
}

function refuseTaken({ tree }: Project, path: string): void {
  if (tree.exists(path)) throw new RecipeRefusal(`${path} is there already.`, path)
}

/** Around everything that is rendered, but inside StrictMode. */
function provideAuth(main: Module): void {
  const rendered = renderedElement(main)
  if (/^(?:React\.)?(?:StrictMode|Fragment)$/.test(tagOf(main, rendered))) {
    wrapChildren(main, rendered, 'AuthProvider')
  } else {
    wrap(main, rendered as Positioned, 'AuthProvider')
  }
  main.addImport({ source: `./AuthProvider${endingOf(main)}`, names: ['AuthProvider'] })
}

/** `createRoot(…).render(<App />)`. */
function renderedElement(main: Module): JSXElement {
  const call = main.find(
    (node) =>
      node.type === 'CallExpression' &&
      node.callee.type === 'MemberExpression' &&
      node.callee.property.type === 'Identifier' &&
      node.callee.property.name === 'render',
  )
  const [rendered] = call?.type === 'CallExpression' ? call.arguments : []
  if (rendered?.type === 'JSXElement') return rendered
  throw new RecipeRefusal(
    `${main.path} has no \`createRoot(…).render(<App />)\` with an element in it.`,
    main.path,
  )
}

/** `.tsx` where the file imports its neighbours with their endings, as the templates do. */
function endingOf(main: Module): string {
  const imported = main.program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' ? [statement.source.value] : [],
  )
  return imported.map((source) => /^\.\/.*(\.[jt]sx)$/.exec(source)?.[1]).find(Boolean) ?? ''
}

/** Shows who is signed in on the page of create-vite; false where the page is somebody's own. */
function showAccount(project: Project, path: string, main: Module): boolean {
  if (!/Edit <code>src\/App\.[jt]sx<\/code> and save/.test(project.tree.read(path) ?? '')) {
    return false
  }
  const app = readModule(project, path)
  const [button] = elementsNamed(app, 'button')
  if (!button) return false
  insertElementAfter(app, button, { tag: 'Account' })
  app.addImport({ source: `./Account${endingOf(main)}`, names: ['Account'] })
  writeModule(project, app)
  return true
}
