import type { WebhookEndpoint } from '@latchkey/node'
import { usageError } from '../../command/command-error.ts'
import { pagination, refuseEmpty } from '../options.ts'
import { changing, ending, given, listing, pageOf } from '../resource.ts'

/** Names are for the platform to check: it may know more of them than this command. */
type Events = never[]

const id = { summary: 'ID of the endpoint, we_…' }
const event = {
  type: 'string',
  value: 'NAME',
  multiple: true,
  summary: 'An event such as user.created; may be given several times',
} as const

export const commands = {
  list: listing({
    examples: [['latchkey webhook list', 'Every endpoint']],
    options: pagination,
    columns: [
      { title: 'ID', value: ({ id }) => id },
      { title: 'ADDRESS', value: ({ endpointUrl }) => endpointUrl },
      { title: 'STATUS', value: ({ status }) => status },
      { title: 'EVENTS', value: ({ events }) => events.join(', ') },
    ],
    empty: 'No endpoints. latchkey webhook create URL --event user.created adds one.',
    call: async ({ workos }, page) => {
      const { data, listMetadata } = await workos.webhooks.listWebhookEndpoints(pageOf(page))
      // A secret is shown where it is made, and in the dashboard to who asks.
      return { data: data.map(({ secret: _, ...endpoint }) => endpoint), listMetadata }
    },
  }),

  create: changing({
    description: 'Its secret is printed: the application checks signatures with it.',
    examples: [
      [
        'latchkey webhook create https://app.example.com/webhooks --event user.created --event user.deleted',
        'Two events',
      ],
    ],
    arguments: { address: { summary: 'Where events are posted to' } },
    options: { event },
    done: ({ endpointUrl }: WebhookEndpoint) => `${endpointUrl} is told from now on.`,
    more: ({ id, secret }) => [id, `Secret  ${secret}`],
    call: ({ workos }, { address, event }) => {
      if (event.length === 0) throw usageError('Which events? Add --event.')
      return workos.webhooks.createWebhookEndpoint({
        endpointUrl: address,
        events: event as Events,
      })
    },
  }),

  update: changing({
    description: 'What you do not name stays as it is. Events are replaced by those that you name.',
    examples: [
      ['latchkey webhook update we_01H… --status disabled', 'Turned off'],
      ['latchkey webhook update we_01H… --to https://app.example.com/hooks', 'A new address'],
    ],
    arguments: { id },
    options: {
      to: { type: 'string', value: 'URL', summary: 'A new address' },
      event,
      status: { type: 'string', choices: ['enabled', 'disabled'], summary: 'On or off' },
    },
    done: ({ endpointUrl, status }: Pick<WebhookEndpoint, 'endpointUrl' | 'status'>) =>
      `${endpointUrl} is ${status}.`,
    call: async ({ workos }, { id, to, event, status }) => {
      const changes = { endpointUrl: to, events: given(event) as Events | undefined, status }
      refuseEmpty(changes)
      const { secret: _, ...endpoint } = await workos.webhooks.updateWebhookEndpoint({
        id,
        ...changes,
      })
      return endpoint
    },
  }),

  delete: ending({
    examples: [['latchkey webhook delete we_01H…', 'Asks first']],
    arguments: { id },
    question: ({ id }) => `Delete ${id}? What it has not got yet is not sent any more.`,
    done: ({ id }) => `Deleted ${id}.`,
    call: ({ workos }, { id }) => workos.webhooks.deleteWebhookEndpoint({ id }),
  }),
}
