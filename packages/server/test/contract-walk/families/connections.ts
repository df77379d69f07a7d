import {
  answersWith,
  byAnotherWebsite,
  type Family,
  keysOpenEverything,
  tooLongPage,
  unknown,
} from '../case.ts'

const unknownConnection = { at: [unknown('conn')] }

export const connections: Family = {
  'GET /connections': {
    200: async ({ organization, connection }) => {
      const domain_data = [{ domain: 'acme.example.org', state: 'pending' }]
      const { id: organizationId } = await organization({ domain_data })
      await connection({ organizationId })
      return { query: { organization_id: organizationId, connection_type: 'OktaSAML' } }
    },
    403: keysOpenEverything,
    422: { query: tooLongPage },
  },
  'GET /connections/{id}': {
    200: async ({ connection }) => ({ at: [await connection()] }),
    403: keysOpenEverything,
    404: unknownConnection,
  },
  'DELETE /connections/{id}': {
    200: answersWith(204),
    204: async ({ connection }) => ({ at: [await connection()] }),
    403: byAnotherWebsite,
    404: unknownConnection,
  },
}
