import type { Context } from '../command/context.ts'
import { grouped } from '../terminal/counted.ts'
import { paintPatch } from '../terminal/paint-patch.ts'
import { fieldLines, printableLines } from '../terminal/table.ts'
import { patchOf } from './changes/patch.ts'
import type { Installed } from './install.ts'
import { archiveFolder, ownSdk, sdkSource } from './packages/sdk-source.ts'
import type { Plan } from './plan.ts'
import { registrationOf } from './platform/configure-platform.ts'
import type { Platform } from './platform/find-platform.ts'
import type { Project } from './project/project.ts'
import type { Integration } from './recipe.ts'
import { holdsSecrets } from './steps/settings-file.ts'

/** Says what would be done. */
export function showPlan({ output, environment }: Context, plan: Plan): void {
  const { changes, packages, integration, framework, platform, settings, checks } = plan
  const patch = patchOf(changes, holdsSecrets)
  const registration = registrationOf(integration)
  const wanted = packages.map(({ name, range }) => (range ? `${name}@${range}` : name))
  const url = platform?.connection.url ?? null
  const { file, added, replaced } = settings
  const isInPlace = changes.length + packages.length === 0
  const title = framework ? `this ${framework.title}` : 'this'
  // For `git apply` it is exact; before a person it can neither hide a line nor move the cursor.
  const shownPatch = environment.stdout.isTTY
    ? paintPatch(printableLines(patch), output.paint)
    : patch
  output.success(
    isInPlace
      ? `AuthKit is in ${title} application. There is nothing to change.`
      : `This is what would be done to ${title} application. Nothing was changed.`,
    {
      framework: framework?.id ?? null,
      url,
      packages: wanted,
      settings,
      registration,
      checks,
      patch,
    },
    [
      '',
      ...linesOf({
        Platform: [url ?? 'is started for this project'],
        Packages: wanted.map(withPlace),
        [`In ${file}`]: added,
        Replaced: replaced,
        Redirect: registration.redirect_uris,
        'Sign-out': registration.sign_out_redirects,
        'Sign-in': [registration.application.sign_in_endpoint],
        CORS: registration.cors_origins ?? [],
        Checks: checks,
      }),
    ],
  )
  if (isInPlace) return
  output.line(`\n${shownPatch}`)
  output.line('Do it with: latchkey init')
}

/** Says what was done, and how to go on. The address to open comes last. */
export function showInstalled({ output }: Context, installed: Installed): void {
  const { files, integration, framework, platform, registered, project, engine } = installed
  const { url } = platform.connection
  const isNew = files.length + registered.length > 0
  const run = startOf(project, integration)
  const signIn = integration.origin + integration.signInPath
  const setUp = platform.started?.setUpUrl ?? undefined
  output.success(
    isNew ? 'AuthKit is in this application.' : 'Everything is in place. Nothing was changed.',
    {
      framework: framework?.id ?? null,
      model: engine && { name: engine.name, tokens: engine.tokens() },
      files,
      registered,
      url,
      setUp,
      run,
      signIn,
    },
    [
      ...files.map(({ path, change }) => `  ${change.padEnd(8)} ${path}`),
      ...integration.notes.map((note) => `  ${note}`),
      ...remarksOnSdk(files.map(({ path }) => path)),
      '',
      ...linesOf({
        Model: engine ? [`${engine.name}, ${grouped(engine.tokens())} tokens`] : [],
        Platform: [url + remarkOn(platform)],
        Dashboard: setUp === undefined ? [] : [`${setUp} (works once)`],
        Start: [run],
        'Sign in': [signIn],
      }),
    ],
  )
}

function remarkOn({ origin }: Platform): string {
  if (origin === 'started') return ', in the background until: latchkey stop'
  return origin === 'found' ? ', which ran already (--new-platform starts another)' : ''
}

/** As a person types it. */
function startOf(
  { packageJson, packageManager }: Project,
  { runScript, startFile }: Integration,
): string {
  const isScript = Object.hasOwn(packageJson.scripts ?? {}, runScript)
  if (isScript || startFile === undefined) return packageManager.typed(runScript)
  return `${packageManager.name === 'bun' ? 'bun' : 'node'} ${startFile}`
}

const withPlace = (name: string): string =>
  name === ownSdk && sdkSource().kind === 'packed' ? `${name}, packed into ${archiveFolder}/` : name

/** Who finds an archive in their project wonders what it is, and whether it belongs into git. */
const remarksOnSdk = (files: readonly string[]): string[] =>
  files
    .filter((path) => path.startsWith(`${archiveFolder}/`))
    .map((path) => `  ${path} is ${ownSdk}, which no registry has yet: commit it with the rest`)

/** What there is of it, one line each. */
function linesOf(fields: Record<string, readonly string[]>): string[] {
  const shown = Object.entries(fields).filter(([, values]) => values.length > 0)
  return fieldLines(Object.fromEntries(shown.map(([name, values]) => [name, values.join(', ')])))
}
