import { defineCommand } from '../command/command.ts'
import type { Context } from '../command/context.ts'
import { patchOf } from '../installer/changes/patch.ts'
import { frameworks } from '../installer/frameworks/frameworks.ts'
import { type Installed, install, type Plan, planInstallation } from '../installer/install.ts'
import { registrationOf } from '../installer/platform/configure-platform.ts'
import { holdsSecrets } from '../installer/steps/settings-file.ts'

export const command = defineCommand({
  description: `Finds the framework, starts a platform when none answers, registers the application there,
installs the SDK, writes settings and code, and runs the project's own checks. Everything or nothing:
what fails is taken back. Run again, it changes nothing.`,
  examples: [
    ['latchkey init', 'In the folder of an application'],
    ['latchkey init --dry-run', 'Shows what it would do, as a patch'],
    [
      'latchkey init --url https://auth.example.com --api-key sk_test_…',
      'For a platform elsewhere',
    ],
    ['latchkey undo', 'Takes it back'],
  ],
  options: {
    framework: {
      type: 'string',
      choices: frameworks.map(({ id }) => id),
      summary: 'What the application is made with; found out when left out',
    },
    clientId: { type: 'string', value: 'ID', summary: 'Client ID of the environment' },
    dryRun: { type: 'boolean', summary: 'Show what would be done, and do nothing' },
    allowDirty: { type: 'boolean', summary: 'Go on with changes that are not committed' },
    replaceSettings: { type: 'boolean', summary: 'Replace settings of another platform' },
    skipChecks: { type: 'boolean', summary: "Leave the project's type check and build out" },
  },
  connects: true,
  async run(context, input) {
    if (input.dryRun) showPlan(context, await planInstallation(context, input, null))
    else showInstalled(context, await install(context, input, null))
    return undefined
  },
})

function showPlan({ output }: Context, plan: Plan): void {
  const { changes, packages, integration, framework } = plan
  const patch = patchOf(changes, holdsSecrets)
  const registration = registrationOf(integration)
  const names = packages.map(({ name }) => name)
  output.success(
    `This is what would be done to ${framework}. Nothing was changed.`,
    { framework, patch, packages: names, registration, checks: integration.checks },
    [
      '',
      ...(names.length > 0 ? [`Packages    ${names.join(', ')}`] : []),
      `Redirect    ${registration.redirect_uris.join(', ')}`,
      `Sign-out    ${registration.sign_out_redirects.join(', ')}`,
      `Sign-in     ${registration.application.sign_in_endpoint}`,
      ...(registration.cors_origins ? [`CORS        ${registration.cors_origins.join(', ')}`] : []),
      '',
      patch.trimEnd(),
    ],
  )
}

function showInstalled({ output }: Context, installed: Installed): void {
  const { changes, packages, integration, framework, platform, registered } = installed
  const isNew = changes.length + packages.length + registered.length > 0
  const files = changes.map(({ path, before }) => ({
    path,
    change: before === null ? 'new' : 'changed',
  }))
  const run = installed.run
  output.success(
    isNew ? `AuthKit is in ${framework}.` : 'Everything is in place. Nothing was changed.',
    {
      framework,
      files,
      packages: packages.map(({ name }) => name),
      registered,
      url: platform.connection.url,
    },
    [
      ...files.map(({ path, change }) => `  ${change.padEnd(8)} ${path}`),
      ...integration.notes.map((note) => `  ${note}`),
      '',
      ...(platform.origin === 'started'
        ? [`The platform runs at ${platform.connection.url} until you say: latchkey stop`]
        : []),
      `Start the application: ${run}`,
      `Then sign in: ${integration.origin}${integration.signInPath}`,
    ],
  )
}
