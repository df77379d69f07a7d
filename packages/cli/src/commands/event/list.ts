import { defineCommand } from '../../command/command.ts'
import { readEvents } from '../../events/follow-events.ts'
import { pagination } from '../options.ts'

export const command = defineCommand({
  description: 'latchkey logs shows them line by line, and follows them.',
  examples: [
    ['latchkey event list', 'The ten newest'],
    ['latchkey event list --event user.created --since 2026-01-31', 'Of one kind, from a day on'],
  ],
  options: {
    event: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      summary: 'Only this kind; may be given several times',
    },
    organization: { type: 'string', value: 'ID', summary: 'Only about this organization' },
    since: { type: 'string', value: 'MOMENT', summary: 'Only from this day or moment on' },
    limit: pagination.limit,
    after: pagination.after,
    order: pagination.order,
  },
  connects: true,
  async run({ connect, output }, { event, organization, since, limit, after, order }) {
    const filter = { events: event, organization, since }
    const page = { limit, order, ...(after && { after }) }
    const { data, list_metadata } = await readEvents(await connect(), filter, page)
    output.list(
      { data, listMetadata: list_metadata },
      [
        { title: 'ID', value: ({ id }) => id },
        { title: 'EVENT', value: ({ event }) => event },
        { title: 'ABOUT', value: ({ data }) => data.email ?? data.name ?? data.slug ?? data.id },
        { title: 'WHEN', value: ({ created_at }) => created_at },
      ],
      'Nothing happened yet.',
    )
    return undefined
  },
})
