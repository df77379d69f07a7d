import { CommandError } from '../../command/command-error.ts'
import type { Context } from '../../command/context.ts'
import { readSettings, type Setting, withSettings } from '../project/environment-file.ts'
import { withIgnored } from '../project/git-ignore.ts'
import type { Project } from '../project/project.ts'
import type { Connection, Integration } from '../recipe.ts'

/** Never in a patch, a prompt or a log. */
export function holdsSecrets(path: string): boolean {
  return /(?:^|\/)\.(?:env|dev\.vars)(?:$|\.)/.test(path) && !path.endsWith('.example')
}

/** Names of variables, for a plan: values are never shown. */
export interface PlannedSettings {
  file: string
  added: string[]
  replaced: string[]
}

/**
 * Plans the environment file and the .gitignore. A cookie password that is there stays: replacing it
 * would sign everybody out. Values that belong to another platform are replaced only on request,
 * for half of the old ones beside half of the new ones work with neither.
 */
export async function planSettings(
  { ask }: Context,
  project: Project,
  integration: Integration,
  connection: Connection,
  { replaceSettings }: { replaceSettings?: boolean },
): Promise<PlannedSettings> {
  const { tree } = project
  const { environmentFile } = integration
  const text = tree.read(environmentFile)
  const present = readSettings(text ?? '')
  const settings = integration
    .settings(connection)
    .filter(({ name }) => !(name.endsWith('COOKIE_PASSWORD') && present.get(name)))
  const { text: filled, added, kept } = withSettings(text, settings)
  let after = filled
  if (kept.length > 0) {
    const may =
      replaceSettings ?? (ask.isPossible && (await ask.confirm(question(kept), 'replaceSettings')))
    if (!may) throw anotherPlatform(environmentFile, kept)
    after = withReplaced(filled, settings)
  }
  tree.write(environmentFile, after)
  tree.write('.gitignore', withIgnored(tree.read('.gitignore'), [environmentFile]))
  return { file: environmentFile, added, replaced: kept }
}

function question(names: readonly string[]): string {
  return `${names.join(', ')} have other values already. Replace them?`
}

function anotherPlatform(file: string, names: readonly string[]): CommandError {
  return new CommandError(
    'settings_differ',
    `${file} already sets ${names.join(', ')} to other values. Nothing was changed.`,
    { recovery: 'Run this with --replace-settings, or remove those lines first.' },
  )
}

/** Sets these names anew where they stand. */
export function withReplaced(text: string, settings: readonly Setting[]): string {
  const names = new Set(settings.map(({ name }) => name))
  const cleared = text
    .split('\n')
    .map((line) => {
      const name = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/.exec(line)?.[1]
      return name !== undefined && names.has(name) ? `${name}=` : line
    })
    .join('\n')
  return withSettings(cleared, settings).text
}
