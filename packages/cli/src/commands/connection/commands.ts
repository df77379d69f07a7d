import type { Connection, ConnectionType } from '@latchkey/node'
import { pagination } from '../options.ts'
import { ending, listing, pageOf, showing } from '../resource.ts'

const id = { summary: 'ID of the connection, conn_…' }

export const commands = {
  list: listing({
    examples: [
      ['latchkey connection list', 'The newest ten'],
      ['latchkey connection list --organization org_01H…', 'Of an organization'],
      ['latchkey connection list --type OktaSAML --domain acme.com', 'Of a kind, for a domain'],
    ],
    options: {
      organization: { type: 'string', value: 'ID', summary: 'Of this organization' },
      type: {
        type: 'string',
        value: 'TYPE',
        summary: 'To this kind of provider, such as OktaSAML',
      },
      domain: { type: 'string', value: 'DOMAIN', summary: 'Of whose organization this domain is' },
      search: { type: 'string', value: 'TEXT', summary: 'Beginning of a name' },
      ...pagination,
    },
    columns: [
      { title: 'ID', value: ({ id }: Connection) => id },
      { title: 'NAME', value: ({ name }) => name },
      { title: 'TYPE', value: ({ type }) => type },
      { title: 'STATE', value: ({ state }) => state },
      { title: 'ORGANIZATION', value: ({ organizationId }) => organizationId },
    ],
    empty: 'No connections.',
    call: ({ workos }, { organization, type, domain, search, ...page }) =>
      workos.sso.listConnections({
        organizationId: organization,
        // The platform knows more of them than the SDK's type, and refuses what is none.
        connectionType: type as ConnectionType | undefined,
        domain,
        search,
        ...pageOf(page),
      }),
  }),

  get: showing({
    examples: [['latchkey connection get conn_01H…', 'One connection']],
    arguments: { id },
    fields: (connection: Connection) => ({
      id: connection.id,
      name: connection.name,
      type: connection.type,
      state: connection.state,
      organization: connection.organizationId,
      domains: connection.domains.map(({ domain }) => domain).join(', '),
      created: connection.createdAt,
    }),
    call: ({ workos }, { id }) => workos.sso.getConnection(id),
  }),

  delete: ending({
    description: 'Whoever signed in over it stays a user.',
    examples: [['latchkey connection delete conn_01H…', 'Asks first']],
    arguments: { id },
    question: ({ id }) => `Delete the connection ${id}? Nobody signs in over it any more.`,
    done: ({ id }) => `Deleted ${id}.`,
    call: ({ workos }, { id }) => workos.sso.deleteConnection(id),
  }),
}
