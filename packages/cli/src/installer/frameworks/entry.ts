import { posix } from 'node:path'
import type { Project } from '../project/project.ts'
import { isMadeByTools } from '../project/tree.ts'

const endings = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs']

/** The file that `npm run dev` or `npm start` runs, else `main`: one that a person wrote. */
export function entryOf(project: Project): string | undefined {
  const { scripts = {}, main } = project.packageJson
  const words = [scripts.dev, scripts.start, main].flatMap((text) => text?.split(/\s+/) ?? [])
  for (const word of words) {
    const path = posix.normalize(word.replace(/^["']|["']$/g, ''))
    if (!/^(?!\.\.|-)[\w.][\w./-]*$/.test(path) || isMadeByTools(path)) continue
    const found = project.tree.firstOf(namesOf(path))
    if (found !== undefined) return found
  }
  return undefined
}

/** The files of the project that one of them brings in, itself first, then by how far away they are. */
export function reachableFrom({ tree }: Project, entry: string): string[] {
  const reached = [entry]
  // Grows while it is walked.
  for (const path of reached) {
    for (const [, source = ''] of (tree.read(path) ?? '').matchAll(imported)) {
      const target = posix.join(posix.dirname(path), source)
      const found = target.startsWith('..') ? undefined : tree.firstOf(namesOf(target))
      if (found !== undefined && !reached.includes(found)) reached.push(found)
    }
  }
  return reached
}

const imported = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.\.?\/?[^'"]*)['"]/g

/** As Node.js, TypeScript and bundlers find the file that a path means. */
function namesOf(path: string): string[] {
  const withoutEnding = path.replace(/\.[cm]?jsx?$/, '')
  const folder = path === '.' ? '' : `${path.replace(/\/$/, '')}/`
  return [
    path,
    ...endings.map((ending) => `${withoutEnding}.${ending}`),
    ...endings.map((ending) => `${folder}index.${ending}`),
  ]
}
