import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one } from '../fixtures.ts'

const link = { link: 'https://setup.example.com/portal/launch?secret=1', a_field_of_tomorrow: true }

export const adminPortal: CasesOf<WorkOS['adminPortal']> = {
  generateLink: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.adminPortal.generateLink({
          intent: 'sso',
          organization: 'org_1',
          returnUrl: 'https://app.example.com/settings',
          successUrl: 'https://app.example.com/done',
          intentOptions: { sso: { bookmarkSlug: 'acme', providerType: 'GoogleSAML' } },
          adminEmails: ['it@example.com'],
        }),
      answers: [one(link)],
    },
    {
      title: 'for an organization only',
      call: (sdk) => sdk.adminPortal.generateLink({ organization: 'org_1' }),
      answers: [one(link)],
    },
    {
      title: 'with empty options of single sign-on',
      call: (sdk) =>
        sdk.adminPortal.generateLink({ organization: 'org_1', intentOptions: { sso: {} } }),
      answers: [one(link)],
    },
    {
      title: 'for an intent that is none',
      call: (sdk) => sdk.adminPortal.generateLink({ organization: 'org_1', intent: 'sso' }),
      answers: [{ status: 422, body: { message: 'No such intent.', code: 'invalid_intent' } }],
    },
  ],
}
