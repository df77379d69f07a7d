import { lchown, open, readdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Makes the names in a folder last: a rename is only sure to outlive a power cut once this is done. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders as files, and keeps names without being asked.
  if (process.platform === 'win32') return
  await syncPath(folder)
}

/** Replaces a small file at once and for good, readable by its owner only. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const unfinished = `${path}-unfinished`
  await writeFile(unfinished, text, { mode: 0o600, flush: true })
  await rename(unfinished, path)
  await syncFolder(dirname(path))
}

/** Writes a whole tree of files and names to the disk. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await syncPath(join(entry.parentPath, entry.name))
    if (entry.isDirectory()) await syncFolder(join(entry.parentPath, entry.name))
  }
  await syncFolder(folder)
}

/** Gives a whole tree to another user. */
export async function giveTree(folder: string, owner: { uid: number; gid: number }): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), owner.uid, owner.gid)
  }
  await lchown(folder, owner.uid, owner.gid)
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
