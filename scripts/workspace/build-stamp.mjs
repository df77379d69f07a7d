import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './paths.mjs'

/**
 * A fingerprint of everything that goes into a build. Contents, not dates: switching branches back
 * and forth builds nothing anew, and reading a few hundred small files takes milliseconds.
 */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesIn)) {
    hash.update(`${relative(root, file)}\0`)
    hash.update(readFileSync(file))
    hash.update('\0')
  }
  return hash.digest('hex')
}

export function isFresh(stampFile, print) {
  try {
    return readFileSync(stampFile, 'utf8') === print
  } catch {
    return false
  }
}

/** The stamp goes first and comes back last, so that a build cut short is never taken for a whole one. */
export async function underStamp(stampFile, print, build) {
  rmSync(stampFile, { force: true })
  await build()
  writeFileSync(stampFile, print)
}

const ignored = new Set(['node_modules', 'dist'])
const isTest = /\.test\.[cm]?[jt]sx?$/

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !ignored.has(name) && !isTest.test(name) && !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inside = join(path, entry.name)
      return entry.isDirectory() ? filesIn(inside) : [inside]
    })
}
