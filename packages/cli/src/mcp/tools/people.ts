import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { CommandError } from '../../command/command-error.ts'
import type { Connection } from '../../connection/connection.ts'
import { path } from '../../connection/path.ts'
import { answering } from '../answer.ts'
import type { Session } from '../session.ts'

const page = {
  limit: z.number().int().min(1).max(100).default(20),
  after: z.string().max(128).optional().describe('The `after` of the last answer: the next page'),
}

const readOnly = { annotations: { readOnlyHint: true } }

export function addPeopleTools(server: McpServer, session: Session): void {
  server.registerTool(
    'list_users',
    {
      title: 'Users',
      description: 'Users, newest first; by email address or organization if you name one.',
      inputSchema: z.object({
        email: z.string().max(320).optional(),
        organization_id: z.string().max(128).optional(),
        ...page,
      }),
      ...readOnly,
    },
    answering(async (query) => get(session, '/user_management/users', query)),
  )

  server.registerTool(
    'get_user',
    {
      title: 'One user',
      description:
        'A user by ID or email address, with organization memberships (and their roles) and sessions.',
      inputSchema: z.object({ user: z.string().max(320).describe('user_… or an email address') }),
      ...readOnly,
    },
    answering(async ({ user: idOrEmail }) => {
      const connection = await session.connect()
      const user = await findUser(connection, idOrEmail)
      const [memberships, sessions] = await Promise.all([
        connection.call<List>('GET', '/user_management/organization_memberships', {
          query: { user_id: user.id, limit: 100 },
        }),
        connection.call<List>('GET', path`/user_management/users/${user.id}/sessions`, {
          query: { limit: 20 },
        }),
      ])
      return { user, organization_memberships: memberships.data, sessions: sessions.data }
    }),
  )

  server.registerTool(
    'list_organizations',
    {
      title: 'Organizations',
      description: 'Organizations, newest first, with their domains.',
      inputSchema: z.object(page),
      ...readOnly,
    },
    answering(async (query) => get(session, '/organizations', query)),
  )

  server.registerTool(
    'list_roles',
    {
      title: 'Roles and permissions',
      description: 'The roles of the environment with their permissions, and all permissions.',
      ...readOnly,
    },
    answering(async () => {
      const [roles, permissions] = await Promise.all([
        get(session, '/authorization/roles', { limit: 100 }),
        get(session, '/authorization/permissions', { limit: 100 }),
      ])
      return { roles: roles.data, permissions: permissions.data }
    }),
  )
}

interface List {
  data: { id: string }[]
}

async function get(
  session: Session,
  path: string,
  query: Record<string, string | number | undefined>,
): Promise<List> {
  return (await session.connect()).call<List>('GET', path, { query })
}

async function findUser(connection: Connection, idOrEmail: string): Promise<{ id: string }> {
  if (!idOrEmail.includes('@')) {
    return connection.call('GET', path`/user_management/users/${idOrEmail}`)
  }
  const { data } = await connection.call<List>('GET', '/user_management/users', {
    query: { email: idOrEmail, limit: 1 },
  })
  if (data[0]) return data[0]
  throw new CommandError('user_not_found', `Nobody has the address ${idOrEmail}.`, {
    recovery: 'It may be in the other environment, or never have finished signing up.',
  })
}
