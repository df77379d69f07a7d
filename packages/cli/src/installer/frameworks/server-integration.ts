import type { Setting } from '../project/environment-file.ts'
import type { Project } from '../project/project.ts'
import type { Connection, Integration } from '../recipe.ts'
import { entryOf } from './entry.ts'
import type { SignInPaths } from './server-paths.ts'

/** What differs from one server to another. */
interface ServerIntegration {
  port: number
  paths: SignInPaths
  notes: string[]
  /** The one that makes the server, where there is one. */
  file?: string
  /** `.env` when left out. */
  environmentFile?: string
}

/** What every server with `@latchkey/node` needs, whatever its framework. */
export function serverIntegration(
  project: Project,
  { port, paths, notes, file, environmentFile = '.env' }: ServerIntegration,
): Integration {
  const origin = `http://localhost:${port}`
  const scripts = project.packageJson.scripts ?? {}
  return {
    dependencies: [{ name: '@latchkey/node' }],
    environmentFile,
    settings: sdkSettings(origin + paths.callbackPath),
    origin,
    callbackPath: paths.callbackPath,
    signInPath: paths.signInPath,
    signedOutPath: '/',
    callsFromBrowser: false,
    checks: ['typecheck', 'build'].filter((script) => script in scripts),
    runScript: 'dev' in scripts ? 'dev' : 'start',
    startFile: entryOf(project) ?? file,
    notes,
  }
}

/** What `@latchkey/node` reads. */
export function sdkSettings(redirectUri: string) {
  return ({ url, apiKey, clientId, cookiePassword }: Connection): Setting[] => [
    { name: 'LATCHKEY_URL', value: url },
    { name: 'WORKOS_API_KEY', value: apiKey },
    { name: 'WORKOS_CLIENT_ID', value: clientId },
    { name: 'WORKOS_COOKIE_PASSWORD', value: cookiePassword },
    { name: 'WORKOS_REDIRECT_URI', value: redirectUri },
  ]
}
