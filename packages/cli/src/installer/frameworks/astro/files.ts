import { accountPath } from '../request/paths.ts'
import type { SignInPaths } from '../server-paths.ts'

export type Language = 'ts' | 'js'

/** Signs people in and out, and says of each request who made it. */
export const authKitFile = (language: Language) => [
  "import { getSecret } from 'astro:env/server';",
  "import { defineMiddleware } from 'astro:middleware';",
  language === 'ts'
    ? "import { type Auth, authKit } from '@latchkey/node/request';"
    : "import { authKit } from '@latchkey/node/request';",
  '',
  'export const { login, callback, logout, withAuth, optionalAuth } = authKit({',
  '  environment: getSecret,',
  '});',
  '',
  '/** Only signed-in people reach these pages and what is below them. */',
  `const closed = ['${accountPath}'];`,
  '',
  '/** Sets `locals.auth` on pages that are rendered on request. */',
  'export const handleAuthKit = defineMiddleware((context, next) => {',
  '  // Pages that the build renders are for everybody.',
  '  if (context.isPrerendered) return next();',
  `  const goOn = (${language === 'ts' ? '_request: Request, auth: Auth | null' : '_request, auth'}) => {`,
  '    context.locals.auth = auth;',
  '    return next();',
  '  };',
  '  // The pattern of the route: however an address is spelled, it is the same page.',
  `  const route = \`\${context.routePattern}/\`;`,
  `  const isClosed = closed.some((path) => route.startsWith(\`\${path}/\`));`,
  '  const answer = isClosed ? withAuth(goOn) : optionalAuth(goOn);',
  '  return answer(context.request);',
  '});',
]

/** An address of sign-in: `login`, `callback` or `logout`. */
export const routeFile = (name: string, library: string, language: Language) => [
  ...(language === 'ts' ? ["import type { APIRoute } from 'astro';"] : []),
  `import { ${name} } from '${library}';`,
  '',
  'export const prerender = false;',
  '',
  `export const GET${language === 'ts' ? ': APIRoute' : ''} = ({ request }) => ${name}(request);`,
]

export const middlewareFile = ["export { handleAuthKit as onRequest } from './lib/authkit';"]

export const accountFile = ({ signOutPath }: SignInPaths) => [
  '---',
  'export const prerender = false;',
  '',
  'const { auth } = Astro.locals;',
  '---',
  '',
  '<html lang="en">',
  '  <head>',
  '    <meta charset="utf-8" />',
  '    <title>Account</title>',
  '  </head>',
  '  <body>',
  '    <h1>Account</h1>',
  '    <p>{auth?.user.email}</p>',
  `    <p><a href="${signOutPath}">Sign out</a></p>`,
  '  </body>',
  '</html>',
]
