import { CommandError } from '../../command/command-error.ts'
import type { PatientPlatform } from './patient-platform.ts'

/** Everything of a list, page by page. */
export async function* pagesOf<Item>(
  platform: PatientPlatform,
  path: string,
  query: Record<string, string> = {},
): AsyncGenerator<Item> {
  let after: string | undefined
  do {
    const answer = await platform.ask<{
      data: Item[]
      list_metadata?: { after: string | null }
    }>('GET', path, { query: { ...query, limit: 100, order: 'asc', after } })
    if (!answer.ok) throw cannotList(path, answer)
    yield* answer.body.data
    after = answer.body.list_metadata?.after ?? undefined
  } while (after)
}

const cannotList = (path: string, { code, message }: { code: string; message: string }) =>
  new CommandError(code, `${path} cannot be listed: ${message}`)
