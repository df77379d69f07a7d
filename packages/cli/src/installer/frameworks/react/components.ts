const sdk = '@workos-inc/authkit-react'

/** The component that holds the session, configured by Vite's settings. */
export function providerFile(signInPath: string, usesTypeScript: boolean): string[] {
  const [props, reactImport] = usesTypeScript
    ? ['{ children }: { children: ReactNode }', '{ type ReactNode, useEffect }']
    : ['{ children }', '{ useEffect }']
  return [
    `import { AuthKitProvider, useAuth } from '${sdk}';`,
    `import ${reactImport} from 'react';`,
    '',
    'const settings = import.meta.env;',
    '',
    `export function AuthProvider(${props}) {`,
    '  return (',
    '    <AuthKitProvider',
    '      clientId={settings.VITE_WORKOS_CLIENT_ID}',
    '      apiHostname={settings.VITE_WORKOS_API_HOSTNAME}',
    "      https={settings.VITE_WORKOS_API_HTTPS !== 'false'}",
    '      port={Number(settings.VITE_WORKOS_API_PORT) || undefined}',
    '    >',
    '      <SignInEndpoint />',
    '      {children}',
    '    </AuthKitProvider>',
    '  );',
    '}',
    '',
    '// AuthKit sends people here who begin to sign in elsewhere.',
    'function SignInEndpoint() {',
    '  const { isLoading, signIn } = useAuth();',
    '',
    '  useEffect(() => {',
    `    if (!isLoading && window.location.pathname === '${signInPath}') signIn();`,
    '  }, [isLoading, signIn]);',
    '',
    '  return null;',
    '}',
  ]
}

/** Who is signed in, with the way in and out. */
export const accountFile = [
  `import { useAuth } from '${sdk}';`,
  '',
  'export function Account() {',
  '  const { isLoading, user, signIn, signOut } = useAuth();',
  '',
  '  if (isLoading) return <p>Loading…</p>;',
  '  if (!user) {',
  '    return (',
  '      <button type="button" onClick={() => signIn()}>',
  '        Sign in',
  '      </button>',
  '    );',
  '  }',
  '  return (',
  '    <div>',
  '      <p>{user.email}</p>',
  '      <button type="button" onClick={() => signOut()}>',
  '        Sign out',
  '      </button>',
  '    </div>',
  '  );',
  '}',
]
