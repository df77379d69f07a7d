/** Our adapter for Express takes what Node.js gives, and so does Next.js to its API routes. */
export const sdk = '@latchkey/node/express'

/** The paths of sign-in: API routes, because only they may set cookies. */
export const addresses = {
  signIn: '/api/auth/login',
  callback: '/api/auth/callback',
  signOut: '/api/auth/logout',
  account: '/account',
}

/** What all routes and pages share, in one module. */
export function authModule(usesTypeScript: boolean): string[] {
  return usesTypeScript ? typedModule : plainModule
}

const typedModule = [
  `import { type Auth, type AuthKit, authKit } from '${sdk}';`,
  "import type { IncomingMessage, ServerResponse } from 'node:http';",
  '',
  'let kit: AuthKit | undefined;',
  '',
  '// Made at the first request: a build has no settings.',
  'function getKit(): AuthKit {',
  '  kit ??= authKit();',
  '  return kit;',
  '}',
  '',
  '// Answers one of the routes of sign-in.',
  'export function answer(',
  "  route: 'login' | 'callback' | 'logout',",
  '  req: IncomingMessage,',
  '  res: ServerResponse,',
  '): Promise<void> {',
  '  return getKit()[route](req, res, (error) => {',
  '    throw error;',
  '  });',
  '}',
  '',
  '// Who is signed in, or null. Renews the session on the way.',
  'export async function findAuth(',
  '  req: IncomingMessage & { auth?: Auth },',
  '  res: ServerResponse,',
  '): Promise<Auth | null> {',
  '  await getKit().optionalAuth(req, res, (error) => {',
  '    if (error) throw error;',
  '  });',
  '  return req.auth ?? null;',
  '}',
]

const plainModule = [
  `import { authKit } from '${sdk}';`,
  '',
  'let kit;',
  '',
  '// Made at the first request: a build has no settings.',
  'function getKit() {',
  '  kit ??= authKit();',
  '  return kit;',
  '}',
  '',
  '// Answers one of the routes of sign-in.',
  'export function answer(route, req, res) {',
  '  return getKit()[route](req, res, (error) => {',
  '    throw error;',
  '  });',
  '}',
  '',
  '// Who is signed in, or null. Renews the session on the way.',
  'export async function findAuth(req, res) {',
  '  await getKit().optionalAuth(req, res, (error) => {',
  '    if (error) throw error;',
  '  });',
  '  return req.auth ?? null;',
  '}',
]

export function routeModule(route: string, usesTypeScript: boolean): string[] {
  const [types, parameters] = usesTypeScript
    ? [
        ["import type { NextApiRequest, NextApiResponse } from 'next';"],
        'req: NextApiRequest, res: NextApiResponse',
      ]
    : [[], 'req, res']
  return [
    ...types,
    "import { answer } from '../../../lib/authkit';",
    '',
    `export default function handler(${parameters}) {`,
    `  return answer('${route}', req, res);`,
    '}',
  ]
}

/** A page that only signed-in people see, with the way out. */
export function accountPage(usesTypeScript: boolean): string[] {
  const [types, props, check] = usesTypeScript
    ? [
        ["import type { GetServerSideProps } from 'next';"],
        '{ email }: { email: string }',
        ': GetServerSideProps<{ email: string }>',
      ]
    : [[], '{ email }', '']
  return [
    ...types,
    "import { findAuth } from '../lib/authkit';",
    '',
    `export const getServerSideProps${check} = async ({ req, res }) => {`,
    '  const auth = await findAuth(req, res);',
    '  if (!auth) {',
    `    const destination = '${addresses.signIn}?returnTo=${addresses.account}';`,
    '    return { redirect: { destination, permanent: false } };',
    '  }',
    '  return { props: { email: auth.user.email } };',
    '};',
    '',
    `export default function Account(${props}) {`,
    '  return (',
    '    <main>',
    '      <h1>Account</h1>',
    '      <p>{email}</p>',
    `      <form action="${addresses.signOut}" method="post">`,
    '        <button type="submit">Sign out</button>',
    '      </form>',
    '    </main>',
    '  );',
    '}',
  ]
}
