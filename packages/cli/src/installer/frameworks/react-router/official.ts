import { serverSettings } from '../official-settings.ts'
import { type Flavour, routeTypes, typed } from './flavour.ts'
import { loadAuthAtRoot } from './root-loader.ts'

const sdk = '@workos-inc/authkit-react-router'

/** The official package, which is for React Router 7. */
export const official: Flavour = {
  dependency: { name: sdk, range: '^0.8.1' },
  settings: (value) => serverSettings({ name: 'WORKOS_REDIRECT_URI', value }),
  callback: /\bauthLoader\(/,
  signIn: /\bgetSignInUrl\(/,
  link: ({ signIn }) => `/${signIn}`,
  integrateRoot: loadAuthAtRoot,

  signInFile: () => [
    `import { getSignInUrl } from '${sdk}';`,
    "import { redirect } from 'react-router';",
    '',
    'export async function loader() {',
    '  return redirect(await getSignInUrl());',
    '}',
  ],

  callbackFile: ({ account }) => [
    `import { authLoader } from '${sdk}';`,
    '',
    `export const loader = authLoader({ returnPathname: '/${account}' });`,
  ],

  accountFile: ({ signIn, account }, usesTypeScript) => [
    `import { authkitLoader, signOut } from '${sdk}';`,
    "import { Form, redirect } from 'react-router';",
    ...routeTypes(account, usesTypeScript),
    '',
    `export function loader(args${typed(usesTypeScript)('LoaderArgs')}) {`,
    '  return authkitLoader(args, ({ auth }) => {',
    `    if (!auth.user) throw redirect('/${signIn}');`,
    '    return { email: auth.user.email };',
    '  });',
    '}',
    '',
    `export function action({ request }${typed(usesTypeScript)('ActionArgs')}) {`,
    '  return signOut(request);',
    '}',
    '',
    `export default function Account({ loaderData }${typed(usesTypeScript)('ComponentProps')}) {`,
    ...page,
  ],
}

/** Who is signed in, with the way out. */
export const page = [
  '  return (',
  '    <main>',
  '      <h1>Account</h1>',
  '      <p>{loaderData.email}</p>',
  '      <Form method="post">',
  '        <button type="submit">Sign out</button>',
  '      </Form>',
  '    </main>',
  '  );',
  '}',
]
