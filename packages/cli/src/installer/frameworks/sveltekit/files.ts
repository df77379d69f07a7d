import type { SignInPaths } from '../server-paths.ts'

/** Pages in this folder are for signed-in people only. */
export const closedFolder = '(signed-in)'

export type Language = 'ts' | 'js'

/** Signs people in and out, and says of each request who made it. */
export const authKitFile = ({ signInPath }: SignInPaths, language: Language) => {
  const isTyped = language === 'ts'
  return [
    "import { building } from '$app/environment';",
    "import { env } from '$env/dynamic/private';",
    isTyped
      ? "import { type Auth, authKit } from '@latchkey/node/request';"
      : "import { authKit } from '@latchkey/node/request';",
    isTyped
      ? "import { type Handle, redirect } from '@sveltejs/kit';"
      : "import { redirect } from '@sveltejs/kit';",
    '',
    'export const { login, callback, logout, withAuth, optionalAuth } = authKit({',
    '  environment: (name) => env[name],',
    '});',
    '',
    ...documented(
      `Sets \`event.locals.auth\`. Only signed-in people reach what is in \`routes/${closedFolder}\`.`,
      isTyped ? undefined : "import('@sveltejs/kit').Handle",
    ),
    `export const handleAuthKit${isTyped ? ': Handle' : ''} = ({ event, resolve }) => {`,
    '  // Pages that the build renders are for everybody.',
    '  if (building) return resolve(event);',
    `  const isClosed = event.route.id?.startsWith('/${closedFolder}/') ?? false;`,
    ...(isTyped ? [] : ["  /** @type {import('@latchkey/node/request').HandlerWith<any>} */"]),
    `  const goOn = (${isTyped ? '_request: Request, auth: Auth | null' : '_request, auth'}) => {`,
    '    event.locals.auth = auth;',
    '    // The router in the browser follows this redirect; it could not show the answer of withAuth.',
    '    if (isClosed && !auth) {',
    `      redirect(303, \`${signInPath}?returnTo=\${encodeURIComponent(event.url.pathname)}\`);`,
    '    }',
    '    return resolve(event);',
    '  };',
    '  const answer = isClosed && !event.isDataRequest ? withAuth(goOn) : optionalAuth(goOn);',
    '  return answer(event.request);',
    '};',
  ]
}

/** An address of sign-in: `login`, `callback` or `logout`. */
export const routeFile = (name: string, language: Language) => [
  `import { ${name} } from '$lib/server/authkit';`,
  ...(language === 'ts' ? ["import type { RequestHandler } from './$types';"] : []),
  '',
  ...(language === 'ts' ? [] : ["/** @type {import('./$types').RequestHandler} */"]),
  `export const GET${language === 'ts' ? ': RequestHandler' : ''} = ({ request }) => ${name}(request);`,
]

export const hooksFile = ["export { handleAuthKit as handle } from '$lib/server/authkit';"]

/** Loads what the account page shows. */
export const accountLoadFile = (language: Language) => [
  ...(language === 'ts' ? ["import type { PageServerLoad } from './$types';", ''] : []),
  '// Who is signed in is known at a request, not at the build.',
  'export const prerender = false;',
  '',
  ...(language === 'ts' ? [] : ["/** @type {import('./$types').PageServerLoad} */"]),
  `export const load${language === 'ts' ? ': PageServerLoad' : ''} = ({ locals }) => ({`,
  '  email: locals.auth?.user.email,',
  '});',
]

export const accountPageFile = (
  { signOutPath }: SignInPaths,
  language: Language,
  hasRunes: boolean,
) => [
  language === 'ts' ? '<script lang="ts">' : '<script>',
  hasRunes ? '  let { data } = $props();' : '  export let data;',
  '</script>',
  '',
  '<h1>Account</h1>',
  '<p>{data.email}</p>',
  `<p><a href="${signOutPath}" data-sveltekit-reload>Sign out</a></p>`,
]

function documented(words: string, type: string | undefined): string[] {
  if (type === undefined) return [`/** ${words} */`]
  return ['/**', ` * ${words}`, ` * @type {${type}}`, ' */']
}
