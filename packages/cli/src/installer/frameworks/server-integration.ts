import type { Project } from '../project/project.ts'
import type { Integration } from '../recipe.ts'
import type { SignInPaths } from './server-module.ts'

/** What every server with `@latchkey/node` needs, whatever its framework. */
export function serverIntegration(
  project: Project,
  { port, paths, notes }: { port: number; paths: SignInPaths; notes: string[] },
): Integration {
  const origin = `http://localhost:${port}`
  const scripts = project.packageJson.scripts ?? {}
  return {
    dependencies: [{ name: '@latchkey/node' }],
    environmentFile: '.env',
    settings: ({ url, apiKey, clientId, cookiePassword }) => [
      { name: 'LATCHKEY_URL', value: url },
      { name: 'WORKOS_API_KEY', value: apiKey },
      { name: 'WORKOS_CLIENT_ID', value: clientId },
      { name: 'WORKOS_COOKIE_PASSWORD', value: cookiePassword },
      { name: 'WORKOS_REDIRECT_URI', value: origin + paths.callbackPath },
    ],
    origin,
    callbackPath: paths.callbackPath,
    signInPath: paths.signInPath,
    signedOutPath: '/',
    callsFromBrowser: false,
    checks: ['typecheck', 'build'].filter((script) => script in scripts),
    runScript: 'dev' in scripts ? 'dev' : 'start',
    notes,
  }
}
