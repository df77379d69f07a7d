import { RecipeRefusal } from '../../recipe.ts'
import { appendToArray, arrayIn } from '../../syntax/array.ts'
import type { Module } from '../../syntax/module.ts'
import { sdkSettings } from '../server-integration.ts'
import { readModule, writeModule, writeNew } from '../source-files.ts'
import { type Flavour, routeTypes, typed } from './flavour.ts'
import { page } from './official.ts'

const sdk = '@latchkey/node/request'

/** Our package, for the versions that the official one is not for: by middleware, since 8 has that. */
export const own: Flavour = {
  dependency: { name: '@latchkey/node' },
  settings: sdkSettings,
  callback: /\bcallback\(request\)/,
  signIn: /\blogin\(request\)/,
  link: ({ signIn, account }) => `/${signIn}?returnTo=/${account}`,

  integrateRoot(project, path) {
    const root = readModule(project, path)
    const usesTypeScript = path.endsWith('.tsx')
    const module = path.replace(/root\.(t|j)sx$/, 'auth.server.$1s')
    if (project.tree.exists(module)) {
      throw new RecipeRefusal(`${module} is there already.`, module)
    }
    addMiddleware(root)
    root.addImport({ source: './auth.server', names: ['authMiddleware'] })
    writeModule(project, root)
    writeNew(project, module, usesTypeScript ? typedModule : plainModule, root.style)
  },

  signInFile: ({ signIn }, usesTypeScript) => answering('login', signIn, usesTypeScript),
  callbackFile: ({ callback }, usesTypeScript) => answering('callback', callback, usesTypeScript),

  accountFile: ({ signIn, account }, usesTypeScript) => [
    "import { Form, redirectDocument } from 'react-router';",
    "import { authContext, logout } from '../auth.server';",
    ...routeTypes(account, usesTypeScript),
    '',
    `export function loader({ context }${typed(usesTypeScript)('LoaderArgs')}) {`,
    '  const auth = context.get(authContext);',
    `  if (!auth) throw redirectDocument('/${signIn}?returnTo=/${account}');`,
    '  return { email: auth.user.email };',
    '}',
    '',
    `export function action({ request }${typed(usesTypeScript)('ActionArgs')}) {`,
    '  return logout(request);',
    '}',
    '',
    `export default function Account({ loaderData }${typed(usesTypeScript)('ComponentProps')}) {`,
    ...page,
  ],
}

/** `export const middleware = […]`, or behind what is in it. */
function addMiddleware(root: Module): void {
  const present = root.find(
    (node) =>
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      node.id.name === 'middleware',
  )
  const list = present?.type === 'VariableDeclarator' ? arrayIn(present.init) : undefined
  if (list) {
    appendToArray(root, list, ['authMiddleware'])
    return
  }
  const component = root.program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
  if (present || !component) {
    throw new RecipeRefusal(
      `${root.path} has no page by default with a list of middleware, or without any.`,
      root.path,
    )
  }
  root.insertBefore(component, 'export const middleware = [authMiddleware];\n')
}

function answering(handler: string, route: string, usesTypeScript: boolean): string[] {
  return [
    `import { ${handler} } from '../auth.server';`,
    ...routeTypes(route, usesTypeScript),
    '',
    `export function loader({ request }${typed(usesTypeScript)('LoaderArgs')}) {`,
    `  return ${handler}(request);`,
    '}',
  ]
}

const typedModule = [
  `import { type Auth, authKit } from '${sdk}';`,
  "import { createContext, type MiddlewareFunction } from 'react-router';",
  '',
  'export const { login, callback, logout, optionalAuth } = authKit();',
  '',
  '// Who is signed in, or null: routes ask their context.',
  'export const authContext = createContext<Auth | null>(null);',
  '',
  '// Renews the session, for every page.',
  'export const authMiddleware: MiddlewareFunction<Response> = ({ request, context }, next) => {',
  '  const goOn = optionalAuth((_request: Request, auth) => {',
  '    context.set(authContext, auth);',
  '    return next();',
  '  });',
  '  return goOn(request);',
  '};',
]

const plainModule = [
  `import { authKit } from '${sdk}';`,
  "import { createContext } from 'react-router';",
  '',
  'export const { login, callback, logout, optionalAuth } = authKit();',
  '',
  '// Who is signed in, or null: routes ask their context.',
  'export const authContext = createContext(null);',
  '',
  '// Renews the session, for every page.',
  'export const authMiddleware = ({ request, context }, next) => {',
  '  const goOn = optionalAuth((_request, auth) => {',
  '    context.set(authContext, auth);',
  '    return next();',
  '  });',
  '  return goOn(request);',
  '};',
]
