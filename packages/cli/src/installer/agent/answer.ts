import { z } from 'zod'
import { printable } from '../../terminal/table.ts'
import { sdkNames } from '../packages/sdk-names.ts'
import type { Project } from '../project/project.ts'
import type { Connection, Integration } from '../recipe.ts'
import { isCheck } from './checks.ts'

const path = z.string().regex(/^\/[\w\-./]*$/, 'must be a path such as /callback')

/** What the model says of the integration that it wrote. Everything in it is checked, none of it run. */
export const Answer = z.object({
  // A model invents names, and strangers wait for them.
  packages: z.array(z.enum(sdkNames)).min(1).describe('The packages that your code imports.'),
  environment_file: z
    .enum(['.env', '.env.local'])
    .describe('Where this framework reads local settings from.'),
  settings: z
    .array(
      z.object({
        name: z
          .string()
          .regex(/^[A-Z][A-Z0-9_]{2,63}$/)
          // No pattern of its own: of two on one value Gemini and local servers read none.
          .refine((name) => /WORKOS|LATCHKEY/.test(name), 'must have WORKOS or LATCHKEY in it')
          .describe('With WORKOS or LATCHKEY in it.'),
        value: z.enum([
          'url',
          'hostname',
          'port',
          'https',
          'api_key',
          'client_id',
          'cookie_password',
          'redirect_uri',
        ]),
      }),
    )
    .describe("The settings that the code reads, and which of the platform's values each gets."),
  port: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .describe('Where the application listens in development.'),
  callback_path: path,
  sign_in_path: path,
  signed_out_path: path.default('/'),
  calls_from_browser: z
    .boolean()
    .describe('Whether code in the browser calls the platform itself.'),
  checks: z.array(z.string()).max(4).describe('Scripts of package.json that must still pass.'),
  run_script: z.string().describe('The script of package.json that starts it in development.'),
  notes: z.array(z.string().max(300)).max(5).describe('What the person should know or do next.'),
})
export type Answer = z.infer<typeof Answer>

/** What is wrong with an answer, in words for the model; empty when nothing is. */
export function problemsOf(
  answer: Answer,
  project: Project,
  written: readonly { path: string; text: string }[],
): string[] {
  const scripts = project.packageJson.scripts ?? {}
  const text = written.map((file) => file.text).join('\n')
  const lastSegment = answer.callback_path.split('/').at(-1) ?? ''
  // Frameworks with routes by file have the path in the file's name.
  const isCallbackThere =
    text.includes(answer.callback_path) || written.some(({ path }) => path.includes(lastSegment))
  return [
    ...(written.length === 0 ? ['Nothing was written yet: edit the project first.'] : []),
    ...(isCallbackThere ? [] : [`No code that you wrote answers ${answer.callback_path}.`]),
    ...answer.packages
      .filter((name) => !text.includes(name))
      .map((name) => `${name} is named, and no code that you wrote imports it.`),
    ...answer.settings
      .filter(({ name, value }) => publicName.test(name) && secretSettings.has(value))
      .map(({ name, value }) => `${name} would reach the browser, and ${value} is a secret.`),
    ...answer.checks
      .filter((script) => !isCheck(project, script))
      .map((script) => `${script} is no check in package.json.`),
    ...(Object.hasOwn(scripts, answer.run_script)
      ? []
      : [`package.json has no script "${answer.run_script}".`]),
  ]
}

/** What frameworks hand on to the browser. */
const publicName = /^(?:NEXT_PUBLIC|VITE|PUBLIC|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_/
const secretSettings = new Set(['api_key', 'cookie_password'])

export function toIntegration(answer: Answer): Integration {
  const origin = `http://localhost:${answer.port}`
  return {
    dependencies: answer.packages.map((name) => ({ name })),
    environmentFile: answer.environment_file,
    settings: (connection) =>
      answer.settings.map(({ name, value }) => ({
        name,
        value: settingValue(value, connection, origin + answer.callback_path),
      })),
    origin,
    callbackPath: answer.callback_path,
    signInPath: answer.sign_in_path,
    signedOutPath: answer.signed_out_path,
    callsFromBrowser: answer.calls_from_browser,
    checks: answer.checks,
    runScript: answer.run_script,
    notes: answer.notes.map(printable),
  }
}

function settingValue(
  kind: Answer['settings'][number]['value'],
  { url, apiKey, clientId, cookiePassword }: Connection,
  redirectUri: string,
): string {
  const { hostname, port, protocol } = new URL(url)
  const isHttps = protocol === 'https:'
  switch (kind) {
    case 'url':
      return url
    case 'hostname':
      return hostname
    case 'port':
      return port || (isHttps ? '443' : '80')
    case 'https':
      return String(isHttps)
    case 'api_key':
      return apiKey
    case 'client_id':
      return clientId
    case 'cookie_password':
      return cookiePassword
    case 'redirect_uri':
      return redirectUri
  }
}
