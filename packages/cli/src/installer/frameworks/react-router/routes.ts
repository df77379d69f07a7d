export const SDK = '@workos-inc/authkit-react-router'

/** The paths of sign-in, without the slash that they begin with. */
export interface SignInRoutes {
  signIn: string
  callback: string
  account: string
}

export const signInFile = [
  `import { getSignInUrl } from '${SDK}';`,
  "import { redirect } from 'react-router';",
  '',
  'export async function loader() {',
  '  return redirect(await getSignInUrl());',
  '}',
]

export const callbackFile = ({ account }: SignInRoutes) => [
  `import { authLoader } from '${SDK}';`,
  '',
  `export const loader = authLoader({ returnPathname: '/${account}' });`,
]

/** A page that only signed-in people see, with the way out. */
export function accountFile({ signIn, account }: SignInRoutes, usesTypeScript: boolean): string[] {
  const typed = (type: string) => (usesTypeScript ? `: Route.${type}` : '')
  const types = account.replaceAll('/', '-')
  return [
    `import { authkitLoader, signOut } from '${SDK}';`,
    "import { Form, redirect } from 'react-router';",
    ...(usesTypeScript ? [`import type { Route } from './+types/${types}';`] : []),
    '',
    `export function loader(args${typed('LoaderArgs')}) {`,
    '  return authkitLoader(args, ({ auth }) => {',
    `    if (!auth.user) throw redirect('/${signIn}');`,
    '    return { email: auth.user.email };',
    '  });',
    '}',
    '',
    `export function action({ request }${typed('ActionArgs')}) {`,
    '  return signOut(request);',
    '}',
    '',
    `export default function Account({ loaderData }${typed('ComponentProps')}) {`,
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
}
