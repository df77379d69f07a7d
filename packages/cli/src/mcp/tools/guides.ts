import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { CommandError } from '../../command/command-error.ts'
import { guideNames, readGuide, titleOf } from '../../guides/guides.ts'
import { answering } from '../answer.ts'

const annotations = { readOnlyHint: true, openWorldHint: false }
const mimeType = 'text/markdown'

/** The guides, as tools for the model and as resources for whoever talks to it. */
export function addGuides(server: McpServer): void {
  server.registerTool(
    'search_guides',
    {
      title: 'Find a guide',
      description:
        'The guides in which all of these words are, with the lines that have one; without words, all guides.',
      inputSchema: z.object({ words: z.string().max(200).default('') }),
      annotations,
    },
    answering(async ({ words }) => search(words.toLowerCase().split(/\s+/).filter(Boolean))),
  )

  server.registerTool(
    'read_guide',
    {
      title: 'Read a guide',
      description: 'A guide in Markdown, by its name, such as quick-start.',
      inputSchema: z.object({ name: z.string().max(100) }),
      annotations,
    },
    answering(async ({ name }) => {
      const markdown = readGuide(name)
      if (markdown !== null) return markdown
      throw new CommandError('guide_not_found', `There is no guide ${name}.`, {
        recovery: `There are: ${guideNames().join(', ')}.`,
      })
    }),
  )

  for (const name of guideNames()) {
    server.registerResource(
      name,
      `latchkey://guides/${name}`,
      { title: titleOf(readGuide(name) ?? ''), mimeType },
      async ({ href }) => ({ contents: [{ uri: href, mimeType, text: readGuide(name) ?? '' }] }),
    )
  }
}

const linesShown = 5

function search(words: string[]) {
  return guideNames()
    .map((name) => ({ name, markdown: readGuide(name) ?? '' }))
    .filter(({ markdown }) => words.every((word) => markdown.toLowerCase().includes(word)))
    .map(({ name, markdown }) => ({
      name,
      title: titleOf(markdown),
      ...(words.length > 0 && { lines: linesWith(words, markdown) }),
    }))
}

const linesWith = (words: string[], markdown: string) =>
  markdown
    .split('\n')
    .filter((line) => words.some((word) => line.toLowerCase().includes(word)))
    .slice(0, linesShown)
