import { type Family, unknown } from '../case.ts'

export const organizationDomains: Family = {
  'POST /organization_domains': {
    201: async ({ organization, newName }) => ({
      body: {
        organization_id: (await organization()).id,
        domain: `${newName('new')}.example.org`,
      },
    }),
    '409 domain_already_exists': async ({ organization, newName }) => {
      const domain = `${newName('taken')}.example.org`
      await organization({ domain_data: [{ domain, state: 'verified' }] })
      return { body: { organization_id: (await organization()).id, domain } }
    },
  },
  'GET /organization_domains/{id}': {
    200: async ({ organization, newName }) => {
      const domain = `${newName('acme')}.example.org`
      const { domains } = await organization({ domain_data: [{ domain, state: 'pending' }] })
      return { at: [domains[0].id] }
    },
    404: { at: [unknown('org_domain')] },
  },
  'DELETE /organization_domains/{id}': {
    204: async ({ organization, newName }) => {
      const domain = `${newName('acme')}.example.org`
      const { domains } = await organization({ domain_data: [{ domain, state: 'pending' }] })
      return { at: [domains[0].id] }
    },
    404: { at: [unknown('org_domain')] },
  },
  'POST /organization_domains/{id}/verify': {
    201: async ({ organization, newName }) => {
      const domain = `${newName('acme')}.example.org`
      const { domains } = await organization({ domain_data: [{ domain, state: 'pending' }] })
      return { at: [domains[0].id] }
    },
    '400 domain_already_verified': async ({ organization, newName }) => {
      const domain = `${newName('acme')}.example.org`
      const { domains } = await organization({ domain_data: [{ domain, state: 'verified' }] })
      return { at: [domains[0].id] }
    },
  },
}
