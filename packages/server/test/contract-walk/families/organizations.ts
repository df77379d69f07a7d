import {
  answersWith,
  byAnotherWebsite,
  type Family,
  tooLongPage,
  tooMuchMetadata,
  unknownOrganization,
} from '../case.ts'

const name = 'Acme'

export const organizations: Family = {
  'GET /organizations': {
    200: {},
    422: { query: tooLongPage },
  },
  'POST /organizations': {
    201: async ({ newName }) => ({
      body: {
        name,
        external_id: newName('acme'),
        metadata: { plan: 'team' },
        domain_data: [{ domain: `${newName('acme')}.example.org`, state: 'pending' }],
      },
    }),
    '400 invalid_metadata': { body: { name, metadata: tooMuchMetadata } },
    '400 external_id_already_used': async ({ organization, newName }) => {
      const { external_id } = await organization({ external_id: newName('taken') })
      return { body: { name, external_id } }
    },
    409: async ({ organization, newName }) => {
      const domain_data = [{ domain: `${newName('taken')}.example.org`, state: 'verified' }]
      await organization({ domain_data })
      return { body: { name, domain_data } }
    },
    422: { body: {} },
  },
  'GET /organizations/external_id/{external_id}': {
    200: async ({ organization, newName }) => {
      const { external_id } = await organization({ external_id: newName('acme') })
      return { at: [external_id] }
    },
    404: { at: ['nobody'] },
  },
  'GET /organizations/{id}': {
    200: async ({ organization }) => ({ at: [(await organization()).id] }),
    404: { at: [unknownOrganization] },
  },
  'PUT /organizations/{id}': {
    200: async ({ organization }) => ({
      at: [(await organization()).id],
      body: { name: 'Acme Ltd', metadata: { plan: 'team' } },
    }),
    '400 invalid_metadata': async ({ organization }) => ({
      at: [(await organization()).id],
      body: { metadata: tooMuchMetadata },
    }),
    '400 external_id_already_used': async ({ organization, newName }) => {
      const { external_id } = await organization({ external_id: newName('taken') })
      return { at: [(await organization()).id], body: { external_id } }
    },
    '400 stripe_customer_id_already_used': async ({ organization, set, newName }) => {
      const stripe_customer_id = newName('cus')
      await set('PUT', `/organizations/${(await organization()).id}`, { stripe_customer_id })
      return { at: [(await organization()).id], body: { stripe_customer_id } }
    },
    403: byAnotherWebsite,
    404: { at: [unknownOrganization], body: { name } },
    409: async ({ organization, newName }) => {
      const domain_data = [{ domain: `${newName('taken')}.example.org`, state: 'verified' }]
      await organization({ domain_data })
      return { at: [(await organization()).id], body: { domain_data } }
    },
    422: async ({ organization }) => ({ at: [(await organization()).id], body: { name: 7 } }),
  },
  'DELETE /organizations/{id}': {
    200: answersWith(202),
    202: async ({ organization }) => ({ at: [(await organization()).id] }),
    403: byAnotherWebsite,
  },
}
