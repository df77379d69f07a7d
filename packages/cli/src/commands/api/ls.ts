import { defineCommand } from '../../command/command.ts'
import { noPlatform } from '../../connection/explain.ts'
import { reachingFetch } from '../../connection/reaching-fetch.ts'
import { findUrl } from '../../connection/settings.ts'

interface Operation {
  summary?: string
  operationId?: string
  tags?: string[]
}

interface Document {
  paths: Record<string, Record<string, Operation>>
}

export const command = defineCommand({
  description: 'Reads the OpenAPI document of the platform, which needs no key.',
  examples: [
    ['latchkey api ls', 'Every endpoint'],
    ['latchkey api ls organizations', 'Those with this word in their path'],
  ],
  arguments: { word: { summary: 'A part of the path', optional: true } },
  connects: true,
  async run({ environment, output }, { word = '', ...flags }) {
    const url = await findUrl(environment, flags)
    const response = await reachingFetch(environment, url)(`${url}/openapi.json`)
    const document = await response.json().catch(() => null)
    if (!response.ok || !document?.paths) throw noPlatform(response.status)
    const data = operations(document).filter(({ path }) => path.includes(word))
    output.list(
      { data, listMetadata: { before: null, after: null } },
      [
        { title: 'METHOD', value: ({ method }) => method },
        { title: 'PATH', value: ({ path }) => path },
        { title: 'OPERATION', value: ({ operation }) => operation },
      ],
      `No path has "${word}" in it.`,
    )
    return undefined
  },
})

/** Without the dashboard's own, which no key opens. */
function operations({ paths }: Document) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags = [] }]) => !tags.some((tag) => tag.startsWith('dashboard.')))
      .map(([method, { summary, operationId }]) => ({
        method: method.toUpperCase(),
        path,
        operation: summary ?? operationId ?? '',
      })),
  )
}
