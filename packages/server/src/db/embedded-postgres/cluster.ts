import { chown, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Access, superuser } from './access.ts'
import { syncFolder } from './durable-files.ts'
import { cannotRunBinaries, explainFailure, madeByOtherMajor } from './failure.ts'
import type { Home } from './home.ts'
import { run } from './run-as.ts'

/** Makes the cluster where there is none, and refuses one that this PostgreSQL cannot read. */
export async function ensureCluster(home: Home, access: Access): Promise<void> {
  const version = await readFile(join(home.cluster, 'PG_VERSION'), 'utf8').catch(ignoreMissing)
  if (version === undefined) return createCluster(home, access)
  const made = version.trim()
  if (made !== home.binaries.major) {
    throw madeByOtherMajor(home.cluster, made, home.binaries.major)
  }
}

/** A cluster gets its name when it is whole and on the disk: a kill on the way leaves only litter. */
async function createCluster(home: Home, access: Access): Promise<void> {
  await removeUnfinished(home.folder)
  const unfinished = await mkdtemp(join(home.folder, 'cluster-unfinished-'))
  if (home.runAs.way === 'other-user') {
    await chown(unfinished, home.runAs.user.uid, home.runAs.user.gid)
  }
  const { code, output } = await run(home.runAs, home.binaries.initdb, [
    ...['-D', unfinished],
    ...['-U', superuser],
    '--encoding=UTF8',
    '--no-locale',
    // Built in, so that the order of text does not change with the operating system's libraries.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    ...access.initdbArguments,
  ])
  if (code !== 0) {
    await rm(unfinished, { recursive: true, force: true })
    // A program for another C library fails like one that is not there.
    const startable = code !== undefined && !/failed to execute|error while loading/.test(output)
    if (!startable) throw cannotRunBinaries(home.binaries.initdb, output)
    throw explainFailure('PostgreSQL could not make its database', output)
  }
  await rename(unfinished, home.cluster)
  await syncFolder(home.folder)
}

async function removeUnfinished(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('cluster-unfinished-'))
  for (const name of names) {
    // An initdb whose server was killed may still be writing into it; the next start tries again.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {})
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
