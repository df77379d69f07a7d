import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { eventPayloads } from '../event-payloads.ts'
import { signatureOf, signed, signingSecret } from '../signed.ts'

const [user, sparseUser] = eventPayloads['user.created']
const [organization] = eventPayloads['organization.created']
const [organizationMembership] = eventPayloads['organization_membership.created']
const [invitation] = eventPayloads['invitation.accepted']

const attempt = {
  authentication_method: 'Password',
  ip_address: '203.0.113.7',
  user_agent: 'Mozilla/5.0',
  device_fingerprint: 'fingerprint',
  a_field_of_tomorrow: true,
}
const authentication = {
  object: 'authentication_action_context',
  id: 'action_context_01',
  user,
  organization,
  organization_membership: organizationMembership,
  issuer: 'https://example.com',
  ...attempt,
}
const registration = {
  object: 'user_registration_action_context',
  id: 'action_context_02',
  user_data: {
    object: 'user_data',
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    first_name: 'Ada',
    last_name: 'Lovelace',
  },
  invitation: { ...(invitation as object), token: 't', accept_invitation_url: 'https://a.b' },
  ...attempt,
}

/** The moment is another one for each SDK, so it is checked by its signature. */
async function answer(sdk: { actions: WorkOS['actions'] }, data: unknown) {
  const { object, payload, signature } = await sdk.actions.signResponse(
    data as Parameters<WorkOS['actions']['signResponse']>[0],
    signingSecret,
  )
  const { timestamp, ...said } = payload
  return {
    object,
    said,
    names: Object.keys(payload),
    isNow: Math.abs(Date.now() - timestamp) < 5000,
    isSigned: signature === signatureOf(timestamp, JSON.stringify(payload)),
  }
}

export const actions: CasesOf<WorkOS['actions']> = {
  verifyHeader: [
    { title: 'of a text', call: (sdk) => sdk.actions.verifyHeader(signed(authentication)) },
    {
      title: 'without its object',
      call: ({ actions: { verifyHeader } }) => verifyHeader(signed(authentication)),
    },
    {
      title: 'that is younger than three minutes',
      call: (sdk) => sdk.actions.verifyHeader(signed(authentication, { age: 170_000 })),
    },
    {
      title: 'that is too old',
      call: (sdk) => sdk.actions.verifyHeader(signed(authentication, { age: 190_000 })),
    },
    {
      title: 'of another secret',
      call: (sdk) => sdk.actions.verifyHeader(signed(authentication, { secret: 'other' })),
    },
  ],
  serializeType: [
    { title: 'of a sign-in', call: (sdk) => sdk.actions.serializeType('authentication') },
    { title: 'of a sign-up', call: (sdk) => sdk.actions.serializeType('user_registration') },
    { title: 'of nothing known', call: (sdk) => sdk.actions.serializeType('hesitation') },
  ],
  signResponse: [
    {
      title: 'that allows a sign-in',
      call: (sdk) => answer(sdk, { type: 'authentication', verdict: 'Allow' }),
    },
    {
      title: 'that denies a sign-in',
      call: (sdk) => answer(sdk, { type: 'authentication', verdict: 'Deny' }),
    },
    {
      title: 'that denies a sign-up and says why',
      call: (sdk) =>
        answer(sdk, { type: 'user_registration', verdict: 'Deny', errorMessage: 'Not yet.' }),
    },
    {
      title: 'that allows, whatever it would have said',
      call: (sdk) =>
        answer(sdk, { type: 'user_registration', verdict: 'Allow', errorMessage: 'Not yet.' }),
    },
  ],
  constructAction: [
    {
      title: 'of a sign-in',
      call: (sdk) => sdk.actions.constructAction(signed(authentication)),
    },
    {
      title: 'of a sign-in of which little is known',
      call: (sdk) =>
        sdk.actions.constructAction(
          signed({
            object: 'authentication_action_context',
            id: 'action_context_01',
            user: sparseUser,
            organization: null,
            organization_membership: null,
          }),
        ),
    },
    {
      title: 'of a sign-up',
      call: (sdk) => sdk.actions.constructAction(signed(registration)),
    },
    {
      title: 'of a sign-up of which little is known',
      call: (sdk) =>
        sdk.actions.constructAction(
          signed({
            object: 'user_registration_action_context',
            id: 'action_context_02',
            user_data: { object: 'user_data', email: 'ada@example.com' },
            invitation: null,
          }),
        ),
    },
    {
      title: 'of bytes',
      call: (sdk) =>
        sdk.actions.constructAction(
          signed(registration, { body: new TextEncoder().encode(JSON.stringify(registration)) }),
        ),
    },
    {
      title: 'of a body that was parsed already',
      call: (sdk) => sdk.actions.constructAction(signed(registration, { body: registration })),
    },
    {
      title: 'that is almost too old',
      call: (sdk) => sdk.actions.constructAction(signed(registration, { age: 25_000 })),
    },
    {
      title: 'that is too old',
      call: (sdk) => sdk.actions.constructAction(signed(registration, { age: 35_000 })),
    },
    {
      title: 'that is too old where the tolerance is left undefined',
      call: (sdk) =>
        sdk.actions.constructAction({
          ...signed(registration, { age: 35_000 }),
          tolerance: undefined,
        }),
    },
    {
      title: 'that a larger tolerance lets through',
      call: (sdk) =>
        sdk.actions.constructAction({
          ...signed(registration, { age: 35_000 }),
          tolerance: 60_000,
        }),
    },
  ],
}
