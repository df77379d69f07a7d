import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The first of these folders that exists, seen from a module. A file that is read at run time lies
 * elsewhere seen from the source than seen from the built server, which is one file.
 */
export function findSiblingFolder(moduleUrl: string, candidates: string[]): string | null {
  const folders = candidates.map((path) => fileURLToPath(new URL(path, moduleUrl)))
  return folders.find((folder) => existsSync(folder)) ?? null
}

/** As {@link findSiblingFolder}; a missing one is a broken installation. */
export function siblingFolder(moduleUrl: string, candidates: string[]): string {
  const folder = findSiblingFolder(moduleUrl, candidates)
  if (!folder) {
    throw new Error(`Files of Latchkey are missing (${candidates.join(', ')}). Install it again.`)
  }
  return folder
}
