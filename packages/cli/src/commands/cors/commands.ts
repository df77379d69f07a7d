import { pagination } from '../options.ts'
import { changing, listing, pageOf } from '../resource.ts'

interface Origin {
  id: string
  origin: string
}

const path = '/user_management/cors_origins'

interface WirePage {
  data: Origin[]
  list_metadata: { before: string | null; after: string | null }
}

export const commands = {
  list: listing({
    description: 'An origin is taken away in the dashboard, under Redirects.',
    examples: [['latchkey cors list', 'Every origin']],
    options: pagination,
    columns: [
      { title: 'ID', value: ({ id }: Origin) => id },
      { title: 'ORIGIN', value: ({ origin }) => origin },
    ],
    empty: 'None. latchkey cors create ORIGIN adds one.',
    call: async ({ call }, page) => {
      const { data, list_metadata } = await call<WirePage>('GET', path, { query: pageOf(page) })
      return { data, listMetadata: list_metadata }
    },
  }),

  create: changing({
    examples: [['latchkey cors create http://localhost:5173', 'A page of Vite']],
    arguments: { origin: { summary: 'Scheme, host and port' } },
    done: ({ origin }: Origin) => `Pages of ${origin} may sign people in.`,
    call: ({ call }, { origin }) => call<Origin>('POST', path, { body: { origin } }),
  }),
}
