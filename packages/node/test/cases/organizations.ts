import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const domain = {
  object: 'organization_domain',
  id: 'org_domain_01EHZNVPK2QXHMVWCEDQEKY69A',
  organization_id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  domain: 'example.com',
  state: 'verified',
  verification_strategy: 'dns',
  verification_token: 'm5Oztg3jdK4NJLgs8uIlIprMw',
  verification_prefix: '_latchkey',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
}
const organization = {
  object: 'organization',
  id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  name: 'Acme',
  allow_profiles_outside_organization: false,
  domains: [domain],
  stripe_customer_id: 'cus_1',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  external_id: 'acme',
  metadata: { billing_plan: 'team' },
  a_field_of_tomorrow: true,
}
const itContact = {
  object: 'it_contact',
  id: 'it_contact_1',
  email: 'it@example.com',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  a_field_of_tomorrow: true,
}
const { stripe_customer_id: _s, external_id: _e, metadata: _m, ...bare } = organization

export const organizations: CasesOf<WorkOS['organizations']> = {
  listOrganizations: [
    {
      title: 'without options',
      call: (sdk) => sdk.organizations.listOrganizations(),
      answers: [page([organization, bare])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.organizations.listOrganizations({
          domains: ['example.com', 'example.org'],
          limit: 5,
          before: 'org_9',
          after: 'org_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) => (await sdk.organizations.listOrganizations()).autoPagination(),
      answers: [page([bare]), page([organization], { after: 'org_2' }), page([bare])],
    },
  ],
  createOrganization: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.organizations.createOrganization(
          {
            name: 'Acme',
            domainData: [{ domain: 'example.com', state: 'pending' }],
            externalId: 'acme',
            metadata: { billingPlan: 'team' },
          },
          { idempotencyKey: 'once' },
        ),
      answers: [one(organization)],
    },
    {
      title: 'when the external id is taken',
      call: (sdk) => sdk.organizations.createOrganization({ name: 'Acme', externalId: null }),
      answers: [{ status: 409, body: { message: 'Taken.', code: 'external_id_already_used' } }],
    },
  ],
  deleteOrganization: [
    {
      title: 'that is there',
      call: (sdk) => sdk.organizations.deleteOrganization('org_1'),
      answers: [{ status: 204 }],
    },
    {
      title: 'with a key that may not',
      call: (sdk) => sdk.organizations.deleteOrganization('org_1/../org_2'),
      answers: [{ status: 403, body: { message: 'Forbidden', code: 'forbidden' } }],
    },
  ],
  getOrganization: [
    {
      title: 'that is there',
      call: (sdk) => sdk.organizations.getOrganization('org_1'),
      answers: [one(organization)],
    },
    {
      title: 'with little in it',
      call: (sdk) => sdk.organizations.getOrganization('org_1'),
      answers: [one(bare)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.organizations.getOrganization('org_2'),
      answers: [{ status: 404, body: { message: "Organization not found: 'org_2'." } }],
    },
  ],
  getOrganizationByExternalId: [
    {
      title: 'with characters that a path has no room for',
      call: (sdk) => sdk.organizations.getOrganizationByExternalId('acme/eu west'),
      answers: [one(organization)],
    },
  ],
  updateOrganization: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.organizations.updateOrganization({
          organization: 'org_1',
          name: 'Acme Ltd',
          domainData: [{ domain: 'example.com', state: 'verified' }],
          stripeCustomerId: 'cus_1',
          externalId: 'acme',
          metadata: { billingPlan: 'team' },
        }),
      answers: [one(organization)],
    },
    {
      title: 'with what is to be forgotten',
      call: (sdk) =>
        sdk.organizations.updateOrganization({
          organization: 'org_1',
          stripeCustomerId: null,
          externalId: null,
        }),
      answers: [one({ ...bare, stripe_customer_id: null, external_id: null, domains: [] })],
    },
    {
      title: 'with values that are refused',
      call: (sdk) => sdk.organizations.updateOrganization({ organization: 'org_1', name: '' }),
      answers: [
        {
          status: 422,
          body: { message: 'Invalid', code: 'invalid', errors: [{ field: 'name', code: 'empty' }] },
        },
      ],
    },
  ],
  listItContacts: [
    {
      title: 'of an organization',
      call: (sdk) => sdk.organizations.listItContacts({ organizationId: 'org_1' }),
      answers: [page([itContact])],
    },
  ],
  createItContact: [
    {
      title: 'for an organization',
      call: (sdk) =>
        sdk.organizations.createItContact({ organizationId: 'org_1', email: 'it@example.com' }),
      answers: [{ status: 201, body: itContact }],
    },
    {
      title: 'that is there already',
      call: (sdk) =>
        sdk.organizations.createItContact({ organizationId: 'org_1', email: 'it@example.com' }),
      answers: [{ status: 409, body: { message: 'Taken.', code: 'duplicate_it_contact' } }],
    },
  ],
  deleteItContact: [
    {
      title: 'of an organization',
      call: (sdk) =>
        sdk.organizations.deleteItContact({ organizationId: 'org_1', contactId: 'it_contact_1' }),
      answers: [{ status: 204 }],
    },
  ],
  inviteItContact: [
    {
      title: 'to several things',
      call: (sdk) =>
        sdk.organizations.inviteItContact({
          organizationId: 'org_1',
          contactId: 'it_contact_1',
          intents: ['sso', 'directory_sync'],
        }),
      answers: [{ status: 204 }],
    },
  ],
  revokeItContact: [
    {
      title: 'with an id that would climb out of the path',
      call: (sdk) =>
        sdk.organizations.revokeItContact({ organizationId: 'org_1', contactId: '..' }),
    },
    {
      title: 'that was invited',
      call: (sdk) =>
        sdk.organizations.revokeItContact({ organizationId: 'org_1', contactId: 'it_contact_1' }),
      answers: [{ status: 204 }],
    },
  ],
}
