import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The guides that come with the command: Markdown, by the name of their file. */
export function guideNames(): string[] {
  return readdirSync(guidesFolder())
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length))
    .sort()
}

/** The text of a guide, or null when there is none of that name. */
export function readGuide(name: string): string | null {
  return guideNames().includes(name)
    ? readFileSync(join(guidesFolder(), `${name}.md`), 'utf8')
    : null
}

/** Beside the published package; in a clone, where the guides are written. */
function guidesFolder(): string {
  const folder = dirname(fileURLToPath(import.meta.resolve('latchkey/package.json')))
  for (const candidate of [join(folder, 'guides'), join(folder, '../../docs/guides')]) {
    try {
      readdirSync(candidate)
      return candidate
    } catch {
      // The other one.
    }
  }
  throw new Error('The guides of this installation are missing. Install it again.')
}
