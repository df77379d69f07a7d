import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Binaries, copyBinaries, findBinaries, linkLibraries } from './binaries.ts'
import { chooseHomeAsRoot } from './home-of-root.ts'
import { canExecute, type Lodging } from './run-as.ts'

export interface Home extends Lodging {
  cluster: string
  binaries: Binaries
}

export async function chooseHome(dataDir: string): Promise<Home> {
  const packaged = await findBinaries()
  const folder = join(dataDir, 'postgres')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lodging: Lodging =
    process.getuid?.() === 0
      ? await chooseHomeAsRoot(folder)
      : { folder, runAs: { way: 'oneself' } }
  return {
    ...lodging,
    cluster: join(lodging.folder, 'cluster'),
    binaries: await reachableBinaries(packaged, lodging),
  }
}

/** The programs as npm installed them, where the database's user can reach them there; else a copy. */
async function reachableBinaries(packaged: Binaries, lodging: Lodging): Promise<Binaries> {
  const { folder, runAs } = lodging
  const linked = await linkLibraries(packaged)
  // What we run from is in our own reach; asking would cost a part of every start.
  if (linked && (runAs.way === 'oneself' || (await canExecute(runAs, packaged.postgres)))) {
    return packaged
  }
  return copyBinaries(packaged, folder)
}
