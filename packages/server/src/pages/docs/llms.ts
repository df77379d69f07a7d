import type { Chapter } from './guides.ts'

const about =
  'Latchkey is an AuthKit platform that one runs oneself: it speaks the WorkOS API, so applications use the official SDKs with another API host.'

/** https://llmstxt.org: what there is to read, as a list of links to Markdown. */
export function llmsText(chapters: Chapter[], baseUrl: string): string {
  const sections = chapters.map(({ title, guides }) =>
    [
      `## ${title}`,
      '',
      ...guides.map(
        ({ name, title: guideTitle, summary }) =>
          `- [${guideTitle}](${baseUrl}/docs/${name}.md)${summary && `: ${summary}`}`,
      ),
    ].join('\n'),
  )
  const api = `## API\n\n- [OpenAPI document](${baseUrl}/openapi.json): every route of this server`
  return `${['# Latchkey', `> ${about}`, ...sections, api].join('\n\n')}\n`
}

/** The guides themselves, one after another. */
export function llmsFullText(chapters: Chapter[]): string {
  const guides = chapters.flatMap((chapter) =>
    chapter.guides.map(({ markdown }) => markdown.trim()),
  )
  return `${[`> ${about}`, ...guides].join('\n\n---\n\n')}\n`
}
