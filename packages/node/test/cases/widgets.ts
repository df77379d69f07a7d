import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one } from '../fixtures.ts'

const token = { token: 'ey…', a_field_of_tomorrow: true }

export const widgets: CasesOf<WorkOS['widgets']> = {
  createToken: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.widgets.createToken({
          organizationId: 'org_1',
          userId: 'user_1',
          scopes: ['widgets:users-table:manage', 'widgets:sso:manage'],
        }),
      answers: [one(token)],
    },
    {
      title: 'for an organization only',
      call: (sdk) => sdk.widgets.createToken({ organizationId: 'org_1' }),
      answers: [one(token)],
    },
    {
      title: 'with a scope that the user does not have',
      call: (sdk) => sdk.widgets.createToken({ organizationId: 'org_1', userId: 'user_1' }),
      answers: [{ status: 422, body: { message: 'Not allowed.', code: 'invalid_scope' } }],
    },
  ],
}
