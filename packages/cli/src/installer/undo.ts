import type { Context } from '../command/context.ts'
import { readJournal } from './changes/journal.ts'
import { undoInstallations } from './changes/undo.ts'
import { removePackages } from './packages/add-packages.ts'
import { removeRedirectUri } from './platform/configure-platform.ts'
import { readProject } from './project/project.ts'

export interface UndoneInstallation {
  restored: string[]
  left: string[]
  /** Redirect URIs that the platform still has. */
  kept: string[]
}

/**
 * Takes installations back: registrations first, while the settings that lead to the platform are
 * still there. A platform that does not answer keeps them, and that keeps nothing else back.
 */
export async function undoInstallation(
  context: Context,
  options: { force?: boolean },
): Promise<UndoneInstallation> {
  const { environment, output } = context
  const root = environment.cwd
  const kept = await unregister(context, root)
  const { restored, left } = undoInstallations(root, options)
  if (restored.includes('package.json')) {
    await output.step('Removing packages', () => removePackages(environment, readProject(root)))
  }
  return { restored, left, kept }
}

async function unregister({ connect }: Context, root: string): Promise<string[]> {
  const uris = (readJournal(root)?.registered ?? [])
    .filter(({ kind }) => kind === 'redirect URI')
    .map(({ key }) => key)
  if (uris.length === 0) return []
  try {
    const connection = await connect()
    const kept: string[] = []
    for (const uri of uris) if (!(await removeRedirectUri(connection, uri))) kept.push(uri)
    return kept
  } catch {
    return uris
  }
}
