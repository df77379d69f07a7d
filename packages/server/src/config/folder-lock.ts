import { randomUUID } from 'node:crypto'
import { link, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts'

export interface Holder extends ProcessIdentity {
  /** When it took the lock, ISO 8601. */
  since: string
}

/**
 * A lock that ends with its process, made of files alone. A lock file cannot be replaced safely
 * when its process has died: two starters could both remove it, the second one removing what the
 * first has just made. So nothing is replaced. Locks are numbered, the highest number counts, and a
 * dead lock is followed by the next number, which only one starter can make.
 */
export async function lockFolder(
  folder: string,
): Promise<{ release(): Promise<void> } | { holder: Holder }> {
  const mine: Holder = {
    ...(await identifyProcess(process.pid)),
    since: new Date().toISOString(),
  }
  while (true) {
    const [last = 0] = await lockNumbers(folder)
    if (last > 0) {
      const holder = await readHolder(folder, last)
      // It was removed between listing and reading: somebody else is ahead, so look again.
      if (holder === 'gone') continue
      if (holder && (await isRunning(holder))) return { holder }
    }
    const number = last + 1
    if (!(await makeOnce(lockPath(folder, number), mine))) continue
    const [highest, ...lower] = await lockNumbers(folder)
    if (highest !== number) {
      // Others went on while this process slept: the number was free because it is history.
      await rm(lockPath(folder, number), { force: true })
      continue
    }
    await Promise.all(lower.map((old) => rm(lockPath(folder, old), { force: true })))
    return { release: () => replace(lockPath(folder, number), null) }
  }
}

const lockPath = (folder: string, number: number) => join(folder, `lock.${number}`)

/** All numbers in use, the highest first. */
async function lockNumbers(folder: string): Promise<number[]> {
  const numbers = (await readdir(folder)).flatMap((name) => {
    const number = /^lock\.(\d+)$/.exec(name)?.[1]
    return number ? [Number(number)] : []
  })
  return numbers.sort((a, b) => b - a)
}

/** Null is a lock that was let go. What cannot be read was cut short by a power cut: nobody's either. */
async function readHolder(folder: string, number: number): Promise<Holder | null | 'gone'> {
  try {
    return JSON.parse(await readFile(lockPath(folder, number), 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone'
    throw error
  }
}

/** Makes the lock file with its content in one step; false when it exists already. */
async function makeOnce(path: string, holder: Holder): Promise<boolean> {
  const unfinished = await writeBeside(path, holder)
  try {
    await link(unfinished, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** The file stays, for its number must not be given out again. */
async function replace(path: string, holder: null): Promise<void> {
  await rename(await writeBeside(path, holder), path)
}

async function writeBeside(path: string, holder: Holder | null): Promise<string> {
  const unfinished = `${path}-unfinished-${randomUUID()}`
  const handle = await open(unfinished, 'wx')
  try {
    // Root may have made it, and the folder's owner must be able to read it at the next start.
    await handle.chmod(0o644)
    await handle.writeFile(JSON.stringify(holder))
  } finally {
    await handle.close()
  }
  return unfinished
}
