import { path } from '../../connection/path.ts'
import { pagination } from '../options.ts'
import { changing, ending, listing, pageOf } from '../resource.ts'

interface Redirect {
  id: string
  uri: string
  default: boolean
}

const redirectUris = '/user_management/redirect_uris'

interface WirePage {
  data: Redirect[]
  list_metadata: { before: string | null; after: string | null }
}

export const commands = {
  list: listing({
    examples: [['latchkey redirect list', 'Every redirect URI']],
    options: pagination,
    columns: [
      { title: 'ID', value: ({ id }: Redirect) => id },
      { title: 'URI', value: ({ uri }) => uri },
      { title: 'DEFAULT', value: ({ default: isDefault }) => (isDefault ? 'yes' : '') },
    ],
    empty: 'None. latchkey redirect create URI adds one.',
    call: async ({ call }, page) => {
      const { data, list_metadata } = await call<WirePage>('GET', redirectUris, {
        query: pageOf(page),
      })
      return { data, listMetadata: list_metadata }
    },
  }),

  create: changing({
    examples: [
      ['latchkey redirect create http://localhost:3000/callback', 'In development'],
      ['latchkey redirect create https://*.preview.example.com/callback', 'With a wildcard'],
    ],
    arguments: { uri: { summary: 'The whole address' } },
    done: ({ uri }: Redirect) => `Sign-ins may come back to ${uri}.`,
    call: ({ call }, { uri }) => call<Redirect>('POST', redirectUris, { body: { uri } }),
  }),

  delete: ending({
    examples: [['latchkey redirect delete redir_01H…', 'Asks first']],
    arguments: { id: { summary: 'ID of the redirect URI, redir_…' } },
    question: ({ id }) => `Delete ${id}? Sign-ins that come back to it fail from now on.`,
    done: ({ id }) => `Deleted ${id}.`,
    call: ({ call }, { id }) => call('DELETE', path`/user_management/redirect_uris/${id}`),
  }),
}
