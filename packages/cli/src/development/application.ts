import { CommandError, usageError } from '../command/command-error.ts'
import { readEnvFiles } from '../connection/env-files.ts'
import { redirectNames } from '../connection/setting-names.ts'
import type { Environment } from '../environment/environment.ts'
import { readProject } from '../installer/project/project.ts'

/** What `latchkey dev` runs beside the platform: words that were typed, or a script of the project. */
export function commandOf(cwd: string, typed: string[], script: string | undefined): string[] {
  if (typed.length > 0 && script) {
    throw usageError('--script and a command are both what to run.', 'Leave one of them out.')
  }
  if (typed.length > 0) return typed
  const { packageJson, packageManager } = readProject(cwd)
  const scripts = Object.keys(packageJson.scripts ?? {})
  const name = script ?? ['dev', 'start'].find((usual) => scripts.includes(usual))
  if (name && scripts.includes(name)) {
    const { program, arguments: args } = packageManager.run(name)
    return [program, ...args]
  }
  const missing = name ? `no script "${name}"` : 'neither a "dev" nor a "start" script'
  throw new CommandError('script_missing', `package.json has ${missing}.`, {
    recovery: `${scripts.length > 0 ? `It has: ${scripts.join(', ')}. Name one with --script, or` : 'Add one, or'} name a command: latchkey dev -- node server.js`,
  })
}

interface Access {
  url: string
  apiKey: string
  clientId: string
}

/** As our SDK, the official ones, and applications built by Vite read where the platform is. */
export function settingsFor({ url, apiKey, clientId }: Access): Record<string, string> {
  const { hostname, port, protocol } = new URL(url)
  const isHttps = protocol === 'https:'
  const address = {
    WORKOS_API_HOSTNAME: hostname,
    WORKOS_API_PORT: port || (isHttps ? '443' : '80'),
    WORKOS_API_HTTPS: String(isHttps),
    WORKOS_CLIENT_ID: clientId,
  }
  const forBrowsers = Object.entries(address).map(([name, value]) => [`VITE_${name}`, value])
  return {
    LATCHKEY_URL: url,
    WORKOS_API_BASE_URL: url,
    WORKOS_API_KEY: apiKey,
    ...address,
    ...Object.fromEntries(forBrowsers),
  }
}

/** Where the application wants people back, as its own settings say. */
export async function redirectUriOf({ cwd, env }: Environment): Promise<string | undefined> {
  const files = await readEnvFiles(cwd)
  const found = redirectNames.map((name) => env[name] ?? files.get(name)?.value).find(Boolean)
  return found && URL.canParse(found) ? found : undefined
}
