import { CommandError } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { removeRedirectUri } from '../configuration/redirect-uris.ts'
import { isForeignJournal, type Journal, journalFile, readJournal } from './changes/journal.ts'
import { getJournal, isChangedSince, type Undone, undoInstallations } from './changes/undo.ts'
import {
  followPackageJson,
  removePackages,
  writtenByPackageManagers,
} from './packages/add-packages.ts'
import { openDevelopment } from './platform/development-server.ts'
import { findLocalPlatform } from './platform/local-platform.ts'
import { isRunning } from './process-identity.ts'
import { readProject } from './project/project.ts'

interface UndoneInstallation extends Undone {
  /** Taken out of a package.json that has other changes since. */
  uninstalled: string[]
  /** What the platform still has. */
  kept: Journal['registered']
  /** Of the platform that was started for this project and still runs. */
  running: string | null
}

/**
 * Takes installations back: registrations first, while the settings that lead to the platform are
 * still there. A platform that does not answer keeps them, and that keeps nothing else back.
 */
export async function undoInstallation(
  context: Context,
  { force = false }: { force?: boolean } = {},
): Promise<UndoneInstallation> {
  const { environment } = context
  const root = environment.cwd
  const journal = getJournal(root)
  const kept = await unregister(context, journal)
  const uninstalled = force ? [] : await uninstall(context, journal)
  const except = uninstalled.length > 0 ? writtenByPackageManagers : []
  const undone = undoInstallations(root, { force, except })
  if (undone.restored.includes('package.json')) {
    await context.output.step('Removing packages', () =>
      followPackageJson(environment, readProject(root), journal),
    )
  }
  const running = (await findLocalPlatform(environment, root))?.url ?? null
  return { ...undone, uninstalled, kept, running }
}

/** An installation that was killed left half of its work: that is taken back before another begins. */
export async function takeBackUnfinished(context: Context): Promise<void> {
  const root = context.environment.cwd
  const journal = readJournal(root)
  if (!journal || journal.isComplete) return
  if (isForeignJournal(root)) throw foreignJournal()
  if (journal.pid !== process.pid && isRunning(journal)) throw installing(journal.pid)
  context.output.warn('An earlier installation was cut short. It is taken back first.')
  const { left } = await undoInstallation(context)
  if (left.length === 0) return
  throw new CommandError(
    'unfinished_installation',
    `${left.join(', ')} changed after an installation that was cut short.`,
    { recovery: 'Put back what was there before with: latchkey undo --force' },
  )
}

function foreignJournal(): CommandError {
  return new CommandError(
    'foreign_journal',
    `${journalFile} is in git, so nothing is taken back by what it says.`,
    {
      recovery: `Take it out: git rm --cached ${journalFile}. Then remove it, or run: latchkey undo`,
    },
  )
}

function installing(pid: number): CommandError {
  return new CommandError('installation_runs', `Process ${pid} is installing here right now.`, {
    recovery: 'Wait for it. If it is none of Latchkey, take back what is there: latchkey undo',
  })
}

async function unregister(context: Context, journal: Journal): Promise<Journal['registered']> {
  const { registered, url } = journal
  if (registered.length === 0 || url === null) return []
  try {
    const connection = await connectTo(context, url)
    if (!connection) return registered
    const kept: Journal['registered'] = []
    for (const { kind, key } of registered) {
      // Of the rest, the API has no way to take it back.
      const isGone = kind === 'redirect_uri' && (await removeRedirectUri(connection, key))
      if (!isGone) kept.push({ kind, key })
    }
    return kept
  } catch {
    return registered
  }
}

/** Never another platform than the one where it was registered. */
async function connectTo({ environment, connect }: Context, url: string) {
  const development = await openDevelopment(environment, url)
  if (development) return development.connection
  const connection = await connect()
  return connection.url === url ? connection : null
}

/** Where package.json has changes of the person, too, only our packages are taken out of it. */
async function uninstall(
  { environment, output }: Context,
  { files, packages }: Journal,
): Promise<string[]> {
  const root = environment.cwd
  const isMixed = files.some((file) => file.path === 'package.json' && isChangedSince(root, file))
  if (!isMixed || packages.length === 0) return []
  await output.step('Removing packages', () =>
    removePackages(environment, readProject(root), packages),
  )
  return packages
}
