import { setTimeout } from 'node:timers/promises'
import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { answering } from '../answer.ts'
import type { Session } from '../session.ts'

/** Everything by which a sign-in or a sign-up can come to nothing. */
const failures = [
  'action.authentication.denied',
  'action.user_registration.denied',
  'authentication.email_verification_failed',
  'authentication.magic_auth_failed',
  'authentication.mfa_failed',
  'authentication.oauth_failed',
  'authentication.passkey_failed',
  'authentication.password_failed',
  'authentication.radar_risk_detected',
  'authentication.sso_failed',
  'authentication.sso_timed_out',
]

interface Event {
  id: string
  event: string
  created_at: string
  data: {
    type?: string
    email?: string | null
    user_id?: string | null
    ip_address?: string | null
    error?: { code: string; message: string }
  }
}

interface Events {
  data: Event[]
  list_metadata: { after?: string | null }
}

const limit = z.number().int().min(1).max(100).default(20)
const annotations = { readOnlyHint: true }
const pollMilliseconds = 1_000

export function addEventTools(server: McpServer, session: Session): void {
  server.registerTool(
    'failed_sign_ins',
    {
      title: 'Why people could not sign in',
      description:
        'The newest sign-ins that failed, with the reason of each: wrong password, expired code, second factor, denied by an action, single sign-on.',
      inputSchema: z.object({
        email: z.string().max(320).optional().describe('Only of this address'),
        limit,
      }),
      annotations,
    },
    answering(async ({ email, limit: count }) => {
      const { data } = await list(session, { events: failures, order: 'desc', limit: 100 })
      return data
        .filter((event) => !email || event.data.email?.toLowerCase() === email.toLowerCase())
        .slice(0, count)
        .map(({ event, created_at, data: { email: address, user_id, ip_address, error } }) => ({
          at: created_at,
          event,
          email: address,
          user_id,
          ip_address,
          reason: error,
        }))
    }),
  )

  server.registerTool(
    'list_events',
    {
      title: 'What happened',
      description:
        'Events, newest first. To follow what happens, give the ID of the newest event that you know as `since`: then the ones after it come, oldest first, and wait_seconds waits for the first of them.',
      inputSchema: z.object({
        events: z.array(z.string().max(128)).max(50).optional().describe('Such as user.created'),
        organization_id: z.string().max(128).optional(),
        since: z.string().max(128).optional().describe('event_…'),
        wait_seconds: z.number().int().min(0).max(50).default(0),
        limit,
      }),
      annotations,
    },
    answering(async ({ since, wait_seconds, ...query }) => {
      if (!since) return (await list(session, { ...query, order: 'desc' })).data
      let { data } = await list(session, { ...query, after: since, order: 'asc' })
      for (let waited = 0; data.length === 0 && waited < wait_seconds; waited += 1) {
        await setTimeout(pollMilliseconds, undefined, { signal: session.environment.signal })
        data = (await list(session, { ...query, after: since, order: 'asc' })).data
      }
      return data
    }),
  )
}

async function list(
  session: Session,
  {
    events,
    ...query
  }: {
    events?: string[] | undefined
    organization_id?: string | undefined
    after?: string
    order: 'asc' | 'desc'
    limit: number
  },
): Promise<Events> {
  return (await session.connect()).call<Events>('GET', '/events', {
    query: { ...query, events: events?.join(',') },
  })
}
