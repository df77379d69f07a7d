import type { EventName, WorkOS } from '@workos-inc/node'
import type { Case, CasesOf } from '../both-sdks.ts'
import { eventOf, eventPayloads } from '../event-payloads.ts'
import { page } from '../fixtures.ts'

const everyEvent = Object.entries(eventPayloads).map(
  ([name, payloads]): Case => ({
    title: `with ${name}`,
    call: (sdk) => sdk.events.listEvents({ events: [name as EventName] }),
    answers: [page(payloads.map((data) => eventOf(name, data)))],
  }),
)

export const events: CasesOf<WorkOS['events']> = {
  listEvents: [
    ...everyEvent,
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.events.listEvents({
          events: ['user.created', 'user.deleted'],
          organizationId: 'org_01',
          rangeStart: '2026-01-01T00:00:00.000Z',
          rangeEnd: '2026-02-01T00:00:00.000Z',
          limit: 5,
          after: 'event_00',
          order: 'asc',
        }),
      answers: [page([], { after: 'event_05' })],
    },
    {
      title: 'with a context',
      call: (sdk) => sdk.events.listEvents({ events: ['role.created'] }),
      answers: [page([eventOf('role.created', {}, { client_id: 'client_01' })])],
    },
    {
      title: 'with names that this version does not know',
      call: (sdk) => sdk.events.listEvents({ events: [] }),
      answers: [
        page([
          eventOf('waitlist_user.created', { object: 'waitlist_user', created_at: 'today' }),
          eventOf('constructor', { first_name: 'Ada' }),
          eventOf('pigeon.arrived', null),
        ]),
      ],
    },
    {
      title: 'with a range that is too long ago',
      call: (sdk) => sdk.events.listEvents({ events: ['user.created'], rangeStart: '1999' }),
      answers: [{ status: 400, body: { message: 'Too long ago.', code: 'x', errors: ['range'] } }],
    },
  ],
}
