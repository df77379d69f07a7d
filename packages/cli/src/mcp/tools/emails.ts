import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { CommandError } from '../../command/command-error.ts'
import { answering } from '../answer.ts'
import type { Session } from '../session.ts'

interface Inbox {
  data: { html: string | null; [field: string]: unknown }[]
}

export function addEmailTools(server: McpServer, session: Session): void {
  server.registerTool(
    'read_emails',
    {
      title: 'Mails that a development server kept',
      description:
        'The newest mails that Latchkey would have sent, with their code and link: for verifying an address, resetting a password, accepting an invitation. Development servers only.',
      inputSchema: z.object({
        to: z.string().max(320).optional().describe('Only to this address'),
        limit: z.number().int().min(1).max(20).default(5),
      }),
      annotations: { readOnlyHint: true },
    },
    answering(async ({ to, limit }) => {
      const connection = await session.connect()
      const inbox = await connection
        .call<Inbox>('GET', '/_dev/emails', { query: { to } })
        .catch((error) => {
          throw error.code === 'endpoint_not_found' ? noInbox(connection.url) : error
        })
      // The text says the same as the page, in a tenth of the length.
      return inbox.data.slice(0, limit).map(({ html, ...mail }) => mail)
    }),
  )
}

const noInbox = (url: string) =>
  new CommandError('no_inbox', `${url} is no development server: it sends its mails.`, {
    recovery:
      'The person who got the mail has the code. Owners see it in the dashboard, under Emails.',
  })
