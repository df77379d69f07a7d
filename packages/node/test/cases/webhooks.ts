import type { WorkOS } from '@workos-inc/node'
import type { Case, CasesOf } from '../both-sdks.ts'
import { eventOf, eventPayloads } from '../event-payloads.ts'
import { one, page } from '../fixtures.ts'
import { signed, signingSecret } from '../signed.ts'

const endpoint = {
  object: 'webhook_endpoint',
  id: 'we_01',
  endpoint_url: 'https://example.com/webhooks',
  secret: signingSecret,
  status: 'enabled',
  events: ['user.created', 'an_event.of_tomorrow'],
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-16T12:00:00.000Z',
  a_field_of_tomorrow: true,
}

const created = eventOf('user.created', eventPayloads['user.created'][0])
const text = JSON.stringify(created)
const bytes = new TextEncoder().encode(text)

const everyEvent = Object.entries(eventPayloads).flatMap(([name, payloads]) =>
  payloads.map(
    (data, index): Case => ({
      title: `of ${name}, payload ${index + 1}`,
      call: (sdk) => sdk.webhooks.constructEvent(signed(eventOf(name, data))),
    }),
  ),
)

const minutes = 60_000

export const webhooks: CasesOf<WorkOS['webhooks']> = {
  listWebhookEndpoints: [
    {
      title: 'without options',
      call: (sdk) => sdk.webhooks.listWebhookEndpoints(),
      answers: [page([endpoint, { ...endpoint, status: 'disabled', events: [] }])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.webhooks.listWebhookEndpoints({
          limit: 5,
          before: 'we_9',
          after: 'we_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of their pages',
      call: async (sdk) => (await sdk.webhooks.listWebhookEndpoints()).autoPagination(),
      answers: [page([endpoint]), page([endpoint], { after: 'we_2' }), page([endpoint])],
    },
  ],
  createWebhookEndpoint: [
    {
      title: 'for two events',
      call: (sdk) =>
        sdk.webhooks.createWebhookEndpoint({
          endpointUrl: 'https://example.com/webhooks',
          events: ['user.created', 'user.deleted'],
        }),
      answers: [one(endpoint)],
    },
    {
      title: 'for a URL that another one has',
      call: (sdk) => sdk.webhooks.createWebhookEndpoint({ endpointUrl: 'https://a.b', events: [] }),
      answers: [{ status: 409, body: { message: 'Taken.', code: 'webhook_endpoint_exists' } }],
    },
  ],
  updateWebhookEndpoint: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.webhooks.updateWebhookEndpoint({
          id: 'we/01',
          endpointUrl: 'https://example.com/hooks',
          status: 'disabled',
          events: ['session.created'],
        }),
      answers: [one(endpoint)],
    },
    {
      title: 'with one option',
      call: (sdk) => sdk.webhooks.updateWebhookEndpoint({ id: 'we_01', status: 'enabled' }),
      answers: [one(endpoint)],
    },
  ],
  deleteWebhookEndpoint: [
    {
      title: 'that is there',
      call: (sdk) => sdk.webhooks.deleteWebhookEndpoint({ id: 'we_01' }),
      answers: [{ status: 204 }],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.webhooks.deleteWebhookEndpoint({ id: 'we_02' }),
      answers: [{ status: 404, body: { message: 'Not found.', code: 'entity_not_found' } }],
    },
  ],
  verifyHeader: [
    { title: 'of a text', call: (sdk) => sdk.webhooks.verifyHeader(signed(created)) },
    {
      title: 'without its object',
      call: ({ webhooks: { verifyHeader } }) => verifyHeader(signed(created)),
    },
    {
      title: 'that is almost too old',
      call: (sdk) => sdk.webhooks.verifyHeader(signed(created, { age: 2.9 * minutes })),
    },
    {
      title: 'that is too old',
      call: (sdk) => sdk.webhooks.verifyHeader(signed(created, { age: 3.1 * minutes })),
    },
    {
      title: 'that is too old for a smaller tolerance',
      call: (sdk) => sdk.webhooks.verifyHeader({ ...signed(created, { age: 20 }), tolerance: 10 }),
    },
    {
      title: 'that a larger tolerance lets through',
      call: (sdk) =>
        sdk.webhooks.verifyHeader({
          ...signed(created, { age: 9 * minutes }),
          tolerance: 10 * minutes,
        }),
    },
    {
      title: 'of another secret',
      call: (sdk) => sdk.webhooks.verifyHeader(signed(created, { secret: 'whsec_other' })),
    },
    {
      title: 'of another body',
      call: (sdk) => sdk.webhooks.verifyHeader(signed(created, { body: `${text} ` })),
    },
    {
      title: 'with a shortened signature',
      call: (sdk) => {
        const { sigHeader, ...rest } = signed(created)
        return sdk.webhooks.verifyHeader({ ...rest, sigHeader: sigHeader.slice(0, -1) })
      },
    },
    ...['', 't=1', 't,v1', 't=1,v1=', 'v1=abc', 't=soon,v1=abc', 't=1e99,v1=abc'].map(
      (sigHeader): Case => ({
        title: `with the header "${sigHeader}"`,
        call: (sdk) => sdk.webhooks.verifyHeader({ ...signed(created), sigHeader }),
      }),
    ),
  ],
  computeSignature: [
    {
      title: 'of a text',
      call: (sdk) => sdk.webhooks.computeSignature(1768478400000, text, signingSecret),
    },
    {
      title: 'of what is not ASCII',
      call: (sdk) => sdk.webhooks.computeSignature('1768478400000', '{"name":"Zoë 😀"}', 'sécret'),
    },
    {
      title: 'of bytes with a byte order mark',
      call: (sdk) =>
        sdk.webhooks.computeSignature(1, new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), 'secret'),
    },
    {
      title: 'of an object, without its own object',
      call: ({ webhooks: { computeSignature } }) => computeSignature(1, created, signingSecret),
    },
  ],
  getTimestampAndSignatureHash: [
    {
      title: 'of a whole header',
      call: ({ webhooks: { getTimestampAndSignatureHash } }) =>
        getTimestampAndSignatureHash('t=1768478400000, v1=abc'),
    },
    {
      title: 'of a header without a signature',
      call: (sdk) => sdk.webhooks.getTimestampAndSignatureHash('t=1768478400000'),
    },
  ],
  constructEvent: [
    ...everyEvent,
    {
      title: 'of a name that this version does not know',
      call: (sdk) =>
        sdk.webhooks.constructEvent(signed(eventOf('pigeon.arrived', { wing_span: 60 }))),
    },
    {
      title: 'of bytes',
      call: (sdk) => sdk.webhooks.constructEvent(signed(created, { body: bytes })),
    },
    {
      title: 'of a Buffer',
      call: (sdk) => sdk.webhooks.constructEvent(signed(created, { body: Buffer.from(text) })),
    },
    {
      title: 'of an ArrayBuffer',
      call: (sdk) => sdk.webhooks.constructEvent(signed(created, { body: bytes.buffer })),
    },
    {
      title: 'of a body that was parsed already',
      call: (sdk) => sdk.webhooks.constructEvent(signed(created, { body: created })),
    },
    {
      title: 'of another secret',
      call: (sdk) => sdk.webhooks.constructEvent(signed(created, { secret: 'whsec_other' })),
    },
    {
      title: 'that is too old',
      call: (sdk) => sdk.webhooks.constructEvent(signed(created, { age: 3.1 * minutes })),
    },
    {
      title: 'that is signed but no JSON',
      call: (sdk) => sdk.webhooks.constructEvent(signed('no JSON')),
    },
  ],
}
