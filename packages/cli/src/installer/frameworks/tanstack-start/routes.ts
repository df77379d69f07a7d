export const sdk = '@workos/authkit-tanstack-react-start'

/** The addresses of sign-in. */
export interface SignInPaths {
  signIn: string
  callback: string
  account: string
}

export const signInFile = ({ signIn }: SignInPaths) => [
  "import { createFileRoute } from '@tanstack/react-router';",
  `import { getSignInUrl } from '${sdk}';`,
  '',
  `export const Route = createFileRoute('${signIn}')({`,
  '  server: {',
  '    handlers: {',
  '      GET: async () => {',
  '        const Location = await getSignInUrl();',
  '        return new Response(null, { status: 307, headers: { Location } });',
  '      },',
  '    },',
  '  },',
  '});',
]

export const callbackFile = ({ callback, account }: SignInPaths) => [
  "import { createFileRoute } from '@tanstack/react-router';",
  `import { handleCallbackRoute } from '${sdk}';`,
  '',
  `export const Route = createFileRoute('${callback}')({`,
  '  server: {',
  '    handlers: {',
  `      GET: handleCallbackRoute({ returnPathname: '${account}' }),`,
  '    },',
  '  },',
  '});',
]

/**
 * A page that only signed-in people see, with the way out. That is the function of the provider: the
 * server function of the same name answers with a redirect to another origin, which scripts may not
 * follow.
 */
export const accountFile = ({ signIn, account }: SignInPaths) => [
  "import { createFileRoute, redirect } from '@tanstack/react-router';",
  `import { getAuth } from '${sdk}';`,
  `import { useAuth } from '${sdk}/client';`,
  '',
  `export const Route = createFileRoute('${account}')({`,
  '  loader: async () => {',
  '    const { user } = await getAuth();',
  `    if (!user) throw redirect({ href: '${signIn}', reloadDocument: true });`,
  '    return { email: user.email };',
  '  },',
  '  component: Account,',
  '});',
  '',
  'function Account() {',
  '  const { email } = Route.useLoaderData();',
  '  const { signOut } = useAuth();',
  '',
  '  // The whole address, as it is registered.',
  "  const leave = () => signOut({ returnTo: new URL('/', window.location.href).href });",
  '',
  '  return (',
  '    <main>',
  '      <h1>Account</h1>',
  '      <p>{email}</p>',
  '      <button type="button" onClick={leave}>',
  '        Sign out',
  '      </button>',
  '    </main>',
  '  );',
  '}',
]

/** An application with a start instance of its own loses the protection that Start has by default. */
export const startFile = [
  "import { createCsrfMiddleware, createStart } from '@tanstack/react-start';",
  `import { authkitMiddleware } from '${sdk}';`,
  '',
  'const csrfMiddleware = createCsrfMiddleware({',
  "  filter: ({ handlerType }) => handlerType === 'serverFn',",
  '});',
  '',
  'export const startInstance = createStart(() => ({',
  '  requestMiddleware: [csrfMiddleware, authkitMiddleware()],',
  '}));',
]
