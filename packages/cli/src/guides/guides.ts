import { existsSync, readdirSync, readFileSync } from 'node:fs'
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

/** The first heading of a guide. */
export const titleOf = (markdown: string) => /^# (.+)$/m.exec(markdown)?.[1] ?? ''

/**
 * The published server brings them along; in a clone they are where they are written, and what was built
 * may be older.
 */
function guidesFolder(): string {
  const server = dirname(fileURLToPath(import.meta.resolve('@latchkey/server/package.json')))
  const written = join(server, '../../docs/guides')
  const folder = existsSync(join(server, 'src')) ? written : join(server, 'dist/guides')
  if (existsSync(folder)) return folder
  throw new Error('The guides of this installation are missing. Install it again.')
}
