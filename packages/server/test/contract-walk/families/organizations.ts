import {
  answersWith,
  byAnotherWebsite,
  type Family,
  keysOpenEverything,
  tooLongPage,
  tooMuchMetadata,
  unknown,
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

const nameOfGroup = { name: 'Engineering' }

export const groups: Family = {
  'POST /organizations/{organizationId}/groups': {
    201: async ({ organization }) => ({ at: [(await organization()).id], body: nameOfGroup }),
    '400 bad_request': { text: '{' },
    403: byAnotherWebsite,
    404: { at: [unknownOrganization], body: nameOfGroup },
    422: async ({ organization }) => ({ at: [(await organization()).id], body: {} }),
  },
  'GET /organizations/{organizationId}/groups': {
    200: async ({ organization, group }) => {
      const { id } = await organization()
      await group(id)
      return { at: [id] }
    },
    403: keysOpenEverything,
    404: { at: [unknownOrganization] },
  },
  'GET /organizations/{organizationId}/groups/{groupId}': {
    200: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)] }
    },
    403: keysOpenEverything,
    404: async ({ organization }) => ({ at: [(await organization()).id, unknown('group')] }),
  },
  'PATCH /organizations/{organizationId}/groups/{groupId}': {
    200: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)], body: nameOfGroup }
    },
    '400 bad_request': { text: '{' },
    403: byAnotherWebsite,
    404: async ({ organization }) => ({
      at: [(await organization()).id, unknown('group')],
      body: nameOfGroup,
    }),
    422: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)], body: { name: '' } }
    },
  },
  'DELETE /organizations/{organizationId}/groups/{groupId}': {
    204: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)] }
    },
    403: byAnotherWebsite,
    404: async ({ organization }) => ({ at: [(await organization()).id, unknown('group')] }),
  },
  'POST /organizations/{organizationId}/groups/{groupId}/organization-memberships': {
    200: async ({ organization, group, member }) => {
      const { id } = await organization()
      const { membership } = await member(id)
      return {
        at: [id, await group(id)],
        body: { organization_membership_id: membership.id },
      }
    },
    '400 group_membership_limit_exceeded': {
      never: 'Groups have no limit of members.',
    },
    403: byAnotherWebsite,
    404: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)], body: { organization_membership_id: unknown('om') } }
    },
    422: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)], body: {} }
    },
  },
  'GET /organizations/{organizationId}/groups/{groupId}/organization-memberships': {
    200: async ({ organization, group, member, set }) => {
      const { id } = await organization()
      const at = [id, await group(id)]
      const { membership } = await member(id)
      await set('POST', `/organizations/${at.join('/groups/')}/organization-memberships`, {
        organization_membership_id: membership.id,
      })
      return { at }
    },
    403: keysOpenEverything,
    404: async ({ organization }) => ({ at: [(await organization()).id, unknown('group')] }),
  },
  'DELETE /organizations/{organizationId}/groups/{groupId}/organization-memberships/{omId}': {
    204: async ({ organization, group, member, set }) => {
      const { id } = await organization()
      const at = [id, await group(id)]
      const { membership } = await member(id)
      await set('POST', `/organizations/${at.join('/groups/')}/organization-memberships`, {
        organization_membership_id: membership.id,
      })
      return { at: [...at, membership.id] }
    },
    403: byAnotherWebsite,
    404: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id), unknown('om')] }
    },
  },
  'GET /user_management/organization_memberships/{omId}/groups': {
    200: async ({ organization, member }) => {
      const { membership } = await member((await organization()).id)
      return { at: [membership.id] }
    },
    404: { at: [unknown('om')] },
  },
}
