import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one } from '../fixtures.ts'

const domain = {
  object: 'organization_domain',
  id: 'org_domain_01EHZNVPK2QXHMVWCEDQEKY69A',
  organization_id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  domain: 'example.com',
  state: 'pending',
  verification_strategy: 'dns',
  verification_token: 'm5Oztg3jdK4NJLgs8uIlIprMw',
  verification_prefix: '_latchkey',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  a_field_of_tomorrow: true,
}
const { verification_token: _t, verification_prefix: _p, ...bare } = domain

export const organizationDomains: CasesOf<WorkOS['organizationDomains']> = {
  getOrganizationDomain: [
    {
      title: 'that a TXT record proves',
      call: (sdk) => sdk.organizationDomains.getOrganizationDomain('org_domain_1'),
      answers: [one(domain)],
    },
    {
      title: 'that a person has vouched for',
      call: (sdk) => sdk.organizationDomains.getOrganizationDomain('org_domain_1'),
      answers: [one({ ...bare, state: 'verified', verification_strategy: 'manual' })],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.organizationDomains.getOrganizationDomain('org_domain_2'),
      answers: [{ status: 404, body: { message: 'Not found.', code: 'entity_not_found' } }],
    },
  ],
  verifyOrganizationDomain: [
    {
      title: 'that is not proven yet',
      call: (sdk) => sdk.organizationDomains.verifyOrganizationDomain('org_domain_1'),
      answers: [one(domain)],
    },
    {
      title: 'that cannot be verified',
      call: (sdk) => sdk.organizationDomains.verifyOrganizationDomain('org_domain_1'),
      answers: [{ status: 400, body: { message: 'Verified already.', code: 'invalid_state' } }],
    },
  ],
  createOrganizationDomain: [
    {
      title: 'for an organization',
      call: (sdk) =>
        sdk.organizationDomains.createOrganizationDomain({
          organizationId: 'org_1',
          domain: 'example.com',
        }),
      answers: [one(domain)],
    },
    {
      title: 'that an organization has',
      call: (sdk) =>
        sdk.organizationDomains.createOrganizationDomain({
          organizationId: 'org_1',
          domain: 'example.com',
        }),
      answers: [{ status: 409, body: { message: 'Taken.', code: 'domain_already_exists' } }],
    },
  ],
  deleteOrganizationDomain: [
    {
      title: 'that is there',
      call: (sdk) => sdk.organizationDomains.deleteOrganizationDomain('org_domain_1'),
      answers: [{ status: 204 }],
    },
  ],
}
