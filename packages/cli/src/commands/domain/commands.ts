import type { OrganizationDomain } from '@latchkey/node'
import { changing, ending, showing } from '../resource.ts'

const id = { summary: 'ID of the domain, org_domain_…' }

/** What the owner of the domain puts into its zone. */
const recordOf = ({ domain, verificationPrefix, verificationToken }: OrganizationDomain) =>
  verificationToken
    ? `TXT  ${[verificationPrefix, domain].filter(Boolean).join('.')}  ${verificationToken}`
    : undefined

export const commands = {
  get: showing({
    description: 'latchkey organization get shows the domains of an organization.',
    examples: [['latchkey domain get org_domain_01H…', 'One domain']],
    arguments: { id },
    fields: (domain: OrganizationDomain) => ({
      id: domain.id,
      domain: domain.domain,
      organization: domain.organizationId,
      state: domain.state,
      record: recordOf(domain),
    }),
    call: ({ workos }, { id }) => workos.organizationDomains.getOrganizationDomain(id),
  }),

  create: changing({
    examples: [['latchkey domain create acme.com --organization org_01H…', 'To be verified']],
    arguments: { domain: { summary: 'The domain, such as acme.com' } },
    options: {
      organization: { type: 'string', value: 'ID', required: true, summary: 'Whose it is' },
    },
    done: ({ domain }: OrganizationDomain) =>
      `Added ${domain}. It counts once this record is there:`,
    more: (domain) => [recordOf(domain) ?? '', domain.id].filter(Boolean),
    call: ({ workos }, { domain, organization }) =>
      workos.organizationDomains.createOrganizationDomain({
        domain,
        organizationId: organization,
      }),
  }),

  verify: changing({
    examples: [['latchkey domain verify org_domain_01H…', 'Asks the DNS']],
    arguments: { id },
    done: ({ domain, state }: OrganizationDomain) => `${domain} is ${state}.`,
    call: ({ workos }, { id }) => workos.organizationDomains.verifyOrganizationDomain(id),
  }),

  delete: ending({
    examples: [['latchkey domain delete org_domain_01H…', 'Asks first']],
    arguments: { id },
    question: ({ id }) => `Delete ${id}?`,
    done: ({ id }) => `Deleted ${id}.`,
    call: ({ workos }, { id }) => workos.organizationDomains.deleteOrganizationDomain(id),
  }),
}
