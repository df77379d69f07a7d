import { readdirSync, readFileSync } from 'node:fs'
import { siblingFolder } from '../../config/sibling-folder.ts'

/** One task, told in Markdown: `docs/guides/<name>.md`. */
export interface Guide {
  name: string
  /** Its first heading. */
  title: string
  /** Its first paragraph, in one line and without marks. */
  summary: string
  markdown: string
}

export interface Chapter {
  title: string
  guides: Guide[]
}

/** In `contents.json`, guides are put in order; what is not there yet is passed over. */
type Contents = { title: string; guides: string[] }[]

/** All guides that come with this server, in the order of reading. Those in no chapter come last. */
export function readChapters(): Chapter[] {
  const folder = siblingFolder(import.meta.url, ['./guides', '../../../../../docs/guides'])
  const guides = readGuides(folder)
  const contents: Contents = JSON.parse(readFileSync(`${folder}/contents.json`, 'utf8'))
  const placed = new Set(contents.flatMap((chapter) => chapter.guides))
  const others = { title: 'More', guides: [...guides.keys()].filter((name) => !placed.has(name)) }
  return [...contents, others]
    .map(({ title, guides: names }) => ({
      title,
      guides: names.flatMap((name) => guides.get(name) ?? []),
    }))
    .filter((chapter) => chapter.guides.length > 0)
}

function readGuides(folder: string): Map<string, Guide> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length))
    .sort()
  return new Map(
    names.map((name) => [name, toGuide(name, readFileSync(`${folder}/${name}.md`, 'utf8'))]),
  )
}

function toGuide(name: string, markdown: string): Guide {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? name
  const [, first = ''] = /^# .+\n+((?:(?!```|[#|>-]).+\n?)+)/m.exec(markdown) ?? []
  return { name, title: withoutMarks(title), summary: withoutMarks(first), markdown }
}

const withoutMarks = (text: string) =>
  text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
